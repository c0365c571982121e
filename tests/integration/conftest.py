import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from maawin_adapters.memory import MemoryBooks, MemoryLists, MemoryOutbox, MemoryStorage
from maawin_adapters.sql import Database, SqlBooks, SqlLists, SqlOutbox, SqlStorage
from maawin_adapters.sql.schema import empty
from maawin_adapters.sql.tables import metadata
from maawin_core.testing.stores import Stores

#: A program of its own, whose files find each other by being beside each other.
collect_ignore = ["strict_stripe"]

SERVER = Path(__file__).with_name("postgres_server.py")


def _on_psycopg(url):
    # libpq says postgresql://…, SQLAlchemy wants to hear the driver.
    return "postgresql+psycopg://" + url.partition("://")[2]


@pytest.fixture(scope="session")
def postgres_url(worker_id):
    given = os.environ.get("MAAWIN_TEST_POSTGRES")
    if given:
        yield _own(_on_psycopg(given), worker_id)
        return
    server = subprocess.Popen(
        [sys.executable, str(SERVER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C ends the tests, and they end the server
    )
    try:
        yield _on_psycopg(server.stdout.readline().strip())
    finally:
        server.stdin.close()
        server.wait(30)
        server.stdout.close()


def _own(url, worker):
    # Tests that run side by side on one given server have a database each.
    if worker == "master":
        return url
    own = sa.make_url(url).set(database=f"maawin_{worker}")
    with sa.create_engine(url, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(sa.text(f"drop database if exists {own.database} with (force)"))
        connection.execute(sa.text(f"create database {own.database}"))
    return own.render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def sqlite_url(tmp_path_factory):
    return f"sqlite:///{tmp_path_factory.mktemp('sqlite')}/maawin.sqlite"


@pytest.fixture(scope="session")
def _sqlite(sqlite_url):
    database = Database(sqlite_url)
    metadata.create_all(database.engine)
    yield database
    database.close()


@pytest.fixture(scope="session")
def _postgres(postgres_url):
    database = Database(postgres_url)
    metadata.drop_all(database.engine)
    metadata.create_all(database.engine)
    yield database
    database.close()


@pytest.fixture
def sqlite_database(_sqlite):
    empty(_sqlite)
    return _sqlite


@pytest.fixture
def postgres_database(_postgres):
    empty(_postgres)
    return _postgres


def _on(database):
    return Stores(SqlStorage(database), SqlLists(database), SqlOutbox(database), SqlBooks(database))


@pytest.fixture
def memory_stores():
    storage = MemoryStorage()
    return Stores(storage, MemoryLists(storage), MemoryOutbox(storage), MemoryBooks(storage))


@pytest.fixture
def sqlite_stores(sqlite_database):
    return _on(sqlite_database)


@pytest.fixture
def postgres_stores(postgres_database):
    return _on(postgres_database)
