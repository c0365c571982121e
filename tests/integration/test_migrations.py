import subprocess
import sys

import pytest
import sqlalchemy as sa

from maawin_adapters.sql import Database, check, upgrade
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
