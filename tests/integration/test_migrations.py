import json
import subprocess
import sys

import pytest
import sqlalchemy as sa
from alembic import command

from maawin_adapters.sql import Database, check, schema, upgrade
from maawin_adapters.sql.tables import metadata

UPGRADE = """
import sys
from maawin_adapters.sql import Database, upgrade
upgrade(Database(sys.argv[1]))
"""


@pytest.fixture(params=["sqlite", "postgres"])
def bare(request, tmp_path, worker_id):
    # A database in which nothing has ever been made.
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path}/bare.sqlite")
        yield database
        database.close()
        return
    full, name = request.getfixturevalue("postgres_database"), f"bare_{worker_id}"
    with full.engine.connect() as connection:
        connection.execute(sa.text(f"drop database if exists {name}"))
        connection.execute(sa.text(f"create database {name}"))
    url = sa.make_url(full.url).set(database=name)
    database = Database(url.render_as_string(hide_password=False))
    yield database
    database.close()
    with full.engine.connect() as connection:
        connection.execute(sa.text(f"drop database {name} with (force)"))


def schema_of(database):
    found = sa.inspect(database.engine)
    return {
        name: (
            [(column["name"], str(column["type"])) for column in found.get_columns(name)],
            sorted(str(index["column_names"]) for index in found.get_indexes(name)),
        )
        for name in found.get_table_names()
    }


# Red after a new `Row` or table: python -m maawin_adapters.sql.revise "what changed"
def test_migrations_lead_to_todays_tables(bare):
    upgrade(bare)
    assert check(bare) == ()
    assert schema_of(bare).keys() == {*metadata.tables, "alembic_version"}


def test_a_second_upgrade_changes_nothing(bare):
    upgrade(bare)
    before = schema_of(bare)
    upgrade(bare)
    assert schema_of(bare) == before


def test_what_is_not_upgraded_is_said_to_be(bare):
    assert check(bare) == ("schema_not_upgraded",)


def test_a_table_that_is_missing_is_noticed(bare):
    upgrade(bare)
    with bare.engine.begin() as connection:
        connection.execute(sa.text("drop table balances"))
    assert check(bare) == ("schema_differs",)


def test_a_table_of_somebody_else_beside_them_is_none_of_our_business(bare):
    upgrade(bare)
    with bare.engine.begin() as connection:
        connection.execute(sa.text("create table of_a_pooler (seen integer)"))
    assert check(bare) == ()


def test_two_programs_may_upgrade_at_the_same_time(bare):
    programs = [subprocess.Popen([sys.executable, "-c", UPGRADE, bare.url]) for _ in range(2)]
    assert [program.wait(60) for program in programs] == [0, 0]
    assert check(bare) == ()


def test_an_upgrade_that_is_broken_off_leaves_the_old_schema(bare, monkeypatch):
    made = sa.schema.CreateTable.__init__
    count = []

    def until_the_fifth(self, *given, **named):
        count.append(self)
        if len(count) == 5:
            raise KeyboardInterrupt
        made(self, *given, **named)

    monkeypatch.setattr(sa.schema.CreateTable, "__init__", until_the_fifth)
    with pytest.raises(KeyboardInterrupt):
        upgrade(bare)
    monkeypatch.undo()
    assert schema_of(bare) == {}
    upgrade(bare)
    assert check(bare) == ()


# In a process of its own: here every step is long since imported.
EVERY_ROW = """
from maawin_adapters.sql.tables import ROWS
from maawin_adapters.sql import codec
known = [codec._kinds(), codec._events()]
from maawin_core.assembly import use_cases
from maawin_core.kernel.aggregate import Aggregate, Event, Row, kinds_of
use_cases()
assert set(kinds_of(Row).values()) == set(ROWS), set(kinds_of(Row).values()) - set(ROWS)
assert known == [kinds_of(Aggregate), kinds_of(Event)]
"""


def test_every_list_of_the_core_has_a_table_and_every_kind_is_known():
    found = subprocess.run(
        [sys.executable, "-c", EVERY_ROW], capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr


def test_what_was_kept_before_cases_knew_their_country_says_it_afterwards(bare):
    command.upgrade(schema._config(bare), "0002")
    keep = "insert into documents (kind, id, version, shape, body) values (:k, :id, 1, 1, :body)"
    wages = [(f"w{n}", placement) for n, placement in enumerate(["p1", "p2", "gone"])]
    with bare.engine.begin() as connection:
        for placement, country in (("p1", "PHL"), ("p2", "KEN")):
            listed = {"key": placement, "country": country}
            insert = "insert into list_placement (key, country) values (:key, :country)"
            connection.execute(sa.text(insert), listed)
        for id, placement in wages:
            body = json.dumps({"placement": placement, "name": "سارة"}, ensure_ascii=False)
            connection.execute(sa.text(keep), {"k": "wage_month", "id": id, "body": body})
            connection.execute(sa.text("insert into list_wage (key) values (:id)"), {"id": id})
    upgrade(bare)
    with bare.engine.connect() as connection:
        listed = connection.execute(sa.text("select country from list_wage order by key"))
        assert [row[0] for row in listed] == ["PHL", "KEN", ""]
        kept = connection.execute(sa.text("select body from documents order by id"))
        bodies = [json.loads(row[0]) for row in kept]
    assert bodies[0] == {"placement": "p1", "name": "سارة", "country": "PHL"}
    assert [body["country"] for body in bodies] == ["PHL", "KEN", ""]


def test_a_rating_from_before_keeps_the_day_on_which_it_was_first_given(bare):
    command.upgrade(schema._config(bare), "0003")
    event = (
        "insert into events (id, at, person, role, party, kind, about, version, name, shape, body)"
        " values (:id, :at, '', '', '', 'office_rating', 'r', 1, 'office_rated', 1, '{}')"
    )
    first, second = "2026-01-05T06:00:00.000000Z", "2026-02-05T06:00:00.000000Z"
    with bare.engine.begin() as connection:
        for id, at in (("e2", second), ("e1", first)):
            connection.execute(sa.text(event), {"id": id, "at": at})
        keep = "insert into documents (kind, id, version, shape, body) values (:k, 'r', 1, 1, :b)"
        connection.execute(sa.text(keep), {"k": "office_rating", "b": '{"stars":4}'})
        connection.execute(sa.text("insert into list_office_rating (key) values ('r')"))
    upgrade(bare)
    with bare.engine.connect() as connection:
        read = sa.text("select given_at, body from list_office_rating, documents")
        ((listed, body),) = connection.execute(read).fetchall()
    assert (listed, json.loads(body)) == (first, {"stars": 4, "given_at": first})
