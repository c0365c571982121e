# ruff: noqa: PT012 (a refusal comes when the block of the transaction ends)

import sqlite3
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing

import psycopg
import pytest
import sqlalchemy as sa

from maawin_adapters.sql import Database, SqlBooks, SqlLists, SqlStorage
from maawin_adapters.sql.database import Conflict, Step
from maawin_adapters.sql.tables import ROWS, documents, metadata
from maawin_core.kernel.aggregate import field_names
from maawin_core.kernel.entry import Account
from maawin_core.kernel.errors import AlreadyTaken
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import total
from maawin_core.kernel.parties import SYSTEM
from maawin_core.kernel.plain import plain
from maawin_core.notices.notice import Notice, NoticeRow
from maawin_core.testing.sample import a_fee, a_notice, a_sign_in, elsewhere, paid, together
from maawin_core.testing.stores import keep, kept


def hang_up(database):
    # The server ends every conversation but this one, as it does when it is started anew.
    others = "pid <> pg_backend_pid() and datname = current_database()"
    with database.engine.connect() as connection:
        connection.execute(
            sa.text(f"select pg_terminate_backend(pid) from pg_stat_activity where {others}")
        )
    database.close()


@pytest.fixture(params=["sqlite", "postgres"])
def narrow(request):
    # One connection for everybody: who needed a second while he holds one would wait for ever.
    full = request.getfixturevalue(f"{request.param}_database")
    database = Database(full.url, pool_size=1)
    yield database
    database.close()


def test_a_first_connection_waits_for_the_program_that_is_making_the_file(tmp_path):
    path = tmp_path / "new.sqlite"
    database = Database(f"sqlite:///{path}")
    with closing(sqlite3.connect(path, isolation_level=None)) as maker:
        maker.execute("BEGIN IMMEDIATE")
        with ThreadPoolExecutor() as another:
            connects = another.submit(lambda: database.engine.raw_connection().close())
            wait([connects], timeout=0.1)
            maker.execute("COMMIT")
            assert connects.result(timeout=60) is None
    database.close()


def test_a_conflict_is_explained_on_the_connection_that_met_it(narrow):
    storage = SqlStorage(narrow)
    keep(storage, a_sign_in("a token of somebody"))
    with pytest.raises(AlreadyTaken):
        keep(storage, a_sign_in("a token of somebody"))


def test_a_transaction_may_read_by_other_ways_too(narrow):
    storage = SqlStorage(narrow)
    notice = kept(storage, a_notice())
    with storage.transaction(SYSTEM) as work:
        assert storage.get(Notice, notice.id) == work.get(Notice, notice.id)


def test_a_connection_goes_back_after_every_end(narrow):
    storage = SqlStorage(narrow)
    for _ in range(5):
        with pytest.raises(ZeroDivisionError), storage.transaction(SYSTEM):
            raise ZeroDivisionError
    notice = kept(storage, a_notice())
    assert elsewhere(lambda: storage.get(Notice, notice.id)) == notice


def test_after_many_conflicts_a_connection_is_as_good_as_new(narrow):
    storage = SqlStorage(narrow)
    keep(storage, a_sign_in("a token of somebody"))
    for _ in range(12):
        with pytest.raises(AlreadyTaken):
            keep(storage, a_notice(), a_sign_in("a token of somebody"))
        kept(storage, a_notice())


def test_of_a_server_that_went_away_only_one_caller_hears(postgres_database):
    database = Database(postgres_database.url, pool_size=3)
    storage = SqlStorage(database)
    notice = kept(storage, a_notice())
    together(3, lambda _: storage.get(Notice, notice.id))  # so that the pool is full
    with storage.transaction(SYSTEM):
        together(2, lambda _: storage.get(Notice, notice.id))
    hang_up(postgres_database)
    with pytest.raises(psycopg.OperationalError):
        storage.get(Notice, notice.id)
    assert [storage.get(Notice, notice.id) for _ in range(3)] == [notice] * 3
    database.close()


def test_a_server_that_goes_in_mid_transaction_keeps_nothing(postgres_database):
    storage = SqlStorage(Database(postgres_database.url, pool_size=1))
    notice = a_notice()
    with pytest.raises(psycopg.OperationalError), storage.transaction(SYSTEM) as work:
        work.save(notice)
        hang_up(postgres_database)
    assert storage.history(Notice, notice.id).items == ()
    kept(storage, notice)
    storage.database.close()


def test_a_fault_of_ours_is_not_taken_for_somebody_elses_change(tmp_path):
    database = Database(f"sqlite:///{tmp_path}/maawin.sqlite")
    metadata.create_all(database.engine)
    with database.engine.begin() as connection:
        faulty = "create trigger faulty before insert on list_notice begin %s; end"
        connection.execute(sa.text(faulty % "select raise(abort, 'a fault of ours')"))
    notice = a_notice()
    with pytest.raises(sqlite3.IntegrityError, match="a fault of ours"):
        keep(SqlStorage(database), notice)
    assert SqlStorage(database).history(Notice, notice.id).items == ()
    database.close()


def test_a_text_with_a_zero_byte_is_refused_and_never_cut_short(postgres_database):
    notice = a_notice()
    insert = postgres_database.insert(ROWS[NoticeRow])
    row = {name: plain(getattr(notice.rows()[0], name)) for name in field_names(NoticeRow)}
    step = Step(insert, {**row, "code": "cut\0short"})
    with pytest.raises(psycopg.DataError):
        postgres_database.write([step])
    assert SqlLists(postgres_database).page(NoticeRow).items == ()


def test_a_batch_that_misses_in_its_middle_keeps_nothing(narrow):
    here, there = (kept(SqlStorage(narrow), a_notice()) for _ in range(2))
    first, miss = (
        Step(narrow.compiled("forget it", _forget), {"id": str(id)}, must_hit=True)
        for id in (here.id, new_id())
    )
    for batch in ([first, miss], [miss, first]):
        with pytest.raises(Conflict):
            narrow.write(batch)
    assert SqlStorage(narrow).get(Notice, here.id) == here
    narrow.write([first])
    assert elsewhere(lambda: SqlStorage(narrow).get(Notice, there.id)) == there
    assert narrow.read(narrow.compiled("all", lambda: sa.select(documents.c.id)), {}) == [
        (str(there.id),)
    ]


def _forget():
    return sa.delete(documents).where(documents.c.id == sa.bindparam("id"))


def test_an_account_that_every_payment_moves_is_the_sum_of_several_rows(narrow):
    fees = keep(SqlStorage(narrow), *(paid(a_fee()) for _ in range(20)))
    clearing, books = Account("clearing", "sandbox"), SqlBooks(narrow)
    with narrow.engine.connect() as connection:
        rows = sa.text("select count(*) from balances where name = 'clearing'")
        assert connection.execute(rows).scalar_one() > 1, "all of them would wait for one row"
    assert books.balance(clearing) == -total((fee.fee for fee in fees), "QAR")
    assert books.balances(name="clearing").items == ((clearing, books.balance(clearing)),)
    assert books.sums() == {"QAR": 0}


def test_a_connection_on_which_nothing_is_prepared_any_more_writes_as_before(postgres_database):
    storage, first, second = SqlStorage(postgres_database), a_notice(), a_notice()
    keep(storage, first)
    with postgres_database.connection() as held:
        held.execute("DEALLOCATE ALL")
        keep(storage, second)
    assert [storage.get(Notice, each.id).id for each in (first, second)] == [first.id, second.id]
