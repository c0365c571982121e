"""One write use case, against the same rows written by hand on the raw driver."""

from __future__ import annotations

import json
import sqlite3
import statistics
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import psycopg

from maawin_adapters.clocks import SystemClock
from maawin_adapters.sql import Database, SqlStorage, upgrade
from maawin_adapters.sql.schema import empty
from maawin_core.access.rights import Rights
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import SYSTEM
from maawin_core.kernel.plain import instant
from maawin_core.payments.use_cases import AskFee

from .samples import concluded_contract

ROUNDS = 5


def rates(database: Database, n: int) -> tuple[float, float]:
    """Use cases a second, and hand-written transactions a second; medians of several rounds."""
    upgrade(database)
    empty(database)
    mine, theirs = [], []
    for _ in range(ROUNDS):
        contracts = _contracts(database, 2 * n)
        mine.append(_rate(_use_case(database), contracts[:n]))
        theirs.append(_rate(_by_hand(database), contracts[n:]))
    return statistics.median(mine), statistics.median(theirs)


def _rate(write: Callable[[Any], None], contracts: list[Any]) -> float:
    write(contracts[0])
    start = time.perf_counter()
    for contract in contracts[1:]:
        write(contract)
    return (len(contracts) - 1) / (time.perf_counter() - start)


def _contracts(database: Database, n: int) -> list[Any]:
    storage = SqlStorage(database)
    made = []
    for _ in range(n):
        with storage.transaction(SYSTEM) as work:
            made.append(work.save(concluded_contract(Money("14000.00"))))
    return made


def _use_case(database: Database) -> Callable[[Any], None]:
    ask_fee = AskFee(SqlStorage(database), Rights(), SystemClock())
    return lambda contract: ask_fee(SYSTEM, contract.id) and None


def _by_hand(database: Database) -> Callable[[Any], None]:
    if database.on_postgres:
        address = database.url.replace("postgresql+psycopg://", "postgresql://")
        connection: Any = psycopg.connect(address, autocommit=True)
        return lambda contract: _write(connection, contract, "%s", "BEGIN", " FOR SHARE")
    path = database.url.removeprefix("sqlite:///")
    raw = sqlite3.connect(path, isolation_level=None, timeout=30)
    raw.execute("PRAGMA synchronous=FULL")
    return lambda contract: _write(raw, contract, "?", "BEGIN IMMEDIATE", "")


def _write(connection: Any, contract: Any, mark: str, begin: str, share: str) -> None:
    """What a careful person would write for this one case: the same reads, the same rows."""

    def run(sql: str, *values: object) -> Any:
        return connection.execute(sql.replace("?", mark), values)

    key, now = str(contract.id), instant(SystemClock().now())
    find = "SELECT version, shape, body FROM documents WHERE kind = ? AND id = ?"
    version, _, body = run(find, "recruitment_contract", key).fetchone()
    found = json.loads(body)
    assert run(find, "fee_payment", key).fetchone() is None
    office, payer, event = str(found["office"]), str(found["employer"]), str(new_id())
    document = {
        "contract": key, "request": found["request"], "office": office, "employer": payer,
        "fee": found["price"], "due": now, "status": "due", "attempt": None, "ask_at": None,
        "provider": "", "charge": "", "awards": [], "released": None,
    }  # fmt: skip
    happened = {"at": now, "payment": key, "contract": key, "fee": found["price"]}
    system = (str(SYSTEM.person), SYSTEM.role.value, str(SYSTEM.party))
    job = "INSERT INTO jobs (id, kind, about, due, moment, tries, leased_until, parked, reason)"
    run(begin)
    still = f"SELECT 1 FROM documents WHERE kind = ? AND id = ? AND version = ?{share}"
    assert run(still, "recruitment_contract", key, version).fetchone()
    run("INSERT INTO documents (kind, id, version, shape, body) VALUES (?, ?, ?, ?, ?)",
        "fee_payment", key, 1, 1, json.dumps(document))  # fmt: skip
    run("INSERT INTO claims (name, digest, kind, about) VALUES (?, ?, ?, ?)",
        "fee_of_contract", uuid4().hex * 2, "fee_payment", key)  # fmt: skip
    run("INSERT INTO events (id, at, person, role, party, kind, about, version, name, shape, body)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        event, now, *system, "fee_payment", key, 1, "fee_asked", 1,
        json.dumps(happened))  # fmt: skip
    run(f"{job} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        event, "fee_payment", key, now, None, 0, "", 0, "")  # fmt: skip
    run(f"{job} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        str(new_id()), "fee_payment", key, now, "fee_overdue", 0, "", 0, "")  # fmt: skip
    run("INSERT INTO obligations (kind, about, code, owner, creditor, due, request)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        "fee_payment", key, "pay_fee", payer, office, now, found["request"])  # fmt: skip
    run("INSERT INTO list_fee_payment (key, office, employer, contract, status, fee, awarded, due)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        key, office, payer, key, "due", found["price"][0], 0, now)  # fmt: skip
    connection.execute("COMMIT")
