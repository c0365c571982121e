"""A filtered, sorted page of offers out of 100,000, against the bare SQL on the raw driver."""

from __future__ import annotations

import random
import sqlite3
import statistics
import time
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
import sqlalchemy as sa

from maawin_adapters.sql import Database, SqlLists, upgrade
from maawin_adapters.sql.schema import empty
from maawin_adapters.sql.tables import ROWS
from maawin_core.kernel.aggregate import field_names
from maawin_core.kernel.money import Money
from maawin_core.kernel.plain import plain
from maawin_core.offers.offer import OfferRow, OfferStatus
from maawin_core.ports.lists import Is, Where
from maawin_core.workers.worker import Origin

OFFERS = 100_000
COUNTRIES = ("PHL", "IDN", "LKA", "IND", "BGD", "KEN", "ETH", "NPL")
ROUNDS = 200


def milliseconds(database: Database) -> tuple[float, float]:
    """A page through the port, and the bare SQL for the same page; medians of one run."""
    upgrade(database)
    empty(database)
    _fill(database)
    lists = SqlLists(database)
    conditions = (
        Where("country", Is.EQUAL, "PHL"),
        Where("status", Is.EQUAL, OfferStatus.OPEN),
        Where("price", Is.AT_MOST, Money(14_000)),
    )
    bare = _bare(database)
    mine, theirs = [], []
    for _ in range(ROUNDS):
        mine.append(_time(lambda: lists.page(OfferRow, *conditions, order=("price",), limit=50)))
        theirs.append(_time(bare))
    return statistics.median(mine), statistics.median(theirs)


def _time(read: Callable[[], Any]) -> float:
    start = time.perf_counter()
    read()
    return (time.perf_counter() - start) * 1000


def _fill(database: Database) -> None:
    chance = random.Random(1)
    rows = [_row(chance) for _ in range(OFFERS)]
    with database.engine.begin() as connection:
        for start in range(0, OFFERS, 5_000):
            connection.execute(sa.insert(ROWS[OfferRow]), rows[start : start + 5_000])
    if database.on_postgres:
        with database.engine.connect() as connection:
            connection.execute(sa.text("ANALYZE"))


def _row(chance: random.Random) -> dict[str, Any]:
    row = OfferRow(
        key=UUID(int=chance.getrandbits(128)),
        office=UUID(int=chance.randrange(300)),
        kind=Origin.ABROAD,
        country=chance.choice(COUNTRIES),
        worker=None,
        price=Money(chance.randrange(6_000, 17_000)),
        wage=Money(chance.randrange(1_000, 2_500)),
        arrival_days=chance.randrange(20, 90),
        skills=("cooking",),
        languages=("en",),
        sex=None,
        valid_until=date(2027, 1, 1),
        status=OfferStatus.OPEN,
    )
    return {name: plain(getattr(row, name)) for name in field_names(OfferRow)}


_SQL = (
    "SELECT * FROM list_offer WHERE country = {0} AND status = {0} AND price <= {0}"
    " ORDER BY price, key LIMIT 51"
)


def _bare(database: Database) -> Callable[[], Any]:
    values = ("PHL", "open", 1_400_000)
    if database.on_postgres:
        address = database.url.replace("postgresql+psycopg://", "postgresql://")
        connection: Any = psycopg.connect(address, autocommit=True)
        return lambda: connection.execute(_SQL.format("%s"), values).fetchall()
    raw = sqlite3.connect(database.url.removeprefix("sqlite:///"))
    return lambda: raw.execute(_SQL.format("?"), values).fetchall()
