# Somebody has been at the database itself: whatever was changed is named, on every database.
import json

import pytest
import sqlalchemy as sa

from maawin_adapters.sql import SqlBooks, SqlLists, SqlStorage
from maawin_core.access.rights import Rights
from maawin_core.books.posting import held
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import SYSTEM
from maawin_core.payments.use_cases import CheckBooks
from maawin_core.testing.sample import FEE, NOW, a_fee, an_award, paid
from maawin_core.testing.stores import keep


@pytest.fixture(params=["sqlite", "postgres"])
def database(request):
    return request.getfixturevalue(f"{request.param}_database")


@pytest.fixture
def check(database):
    return CheckBooks(SqlBooks(database), SqlLists(database), Rights())


@pytest.fixture
def fees(database):
    # More than a page of them, of every kind.
    storage = SqlStorage(database)
    many = [paid(a_fee()) for _ in range(150)]
    keep(storage, *many[:50], *(each.released_to_office(NOW) for each in many[50:100]))
    keep(storage, *(each.awarded_back(an_award(Money(9)), NOW) for each in many[100:]), a_fee())
    return many


def change(database, sql, **values):
    with database.engine.begin() as connection:
        assert connection.execute(sa.text(sql), values).rowcount == 1


def test_what_nobody_has_touched_is_sound(fees, check):
    assert list(check(SYSTEM)) == []


def test_a_changed_balance_is_named_with_both_figures(database, fees, check):
    place = held(fees[0].id)
    change(database, 'update balances set minor = 5 where name = :n and "of" = :o', n=place.name,
           o=place.of)  # fmt: skip
    found = {each.code: each for each in check(SYSTEM)}
    assert set(found) == {"balance_wrong", "books_unbalanced"}
    facts = found["balance_wrong"].facts
    assert (found["balance_wrong"].about, facts["found"], facts["needed"]) == (
        str(place),
        Money("0.05"),
        FEE,
    )


def test_a_changed_entry_is_named_and_does_not_hide_the_others(database, fees, check):
    fee = fees[120]
    legs = [["clearing", "sandbox", -FEE.minor, "QAR"], ["held", str(fee.id), 1, "QAR"]]
    change(
        database, "update entries set legs = :legs where about = :a and code = 'fee_taken'",
        legs=json.dumps(legs), a=str(fee.id),
    )  # fmt: skip
    found = {(each.code, each.about) for each in check(SYSTEM)}
    assert ("entry_unsound", str(fee.id)) in found
    assert ("balance_wrong", str(held(fee.id))) in found
    assert ("fee_not_as_in_books", str(fee.id)) in found


def test_a_deleted_entry_is_named(database, fees, check):
    fee = fees[70]
    change(
        database, "delete from entries where about = :a and code = 'fee_released'", a=str(fee.id)
    )
    assert ("balance_wrong", str(held(fee.id))) in {(e.code, e.about) for e in check(SYSTEM)}
