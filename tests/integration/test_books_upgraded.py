# A database of 0.1.0, with what stood in it, brought to today's schema: nothing of its books is
# lost, and they are read as those of today.
import json
from uuid import uuid5

import pytest
import sqlalchemy as sa
from alembic import command

from maawin_adapters.sql import Database, SqlBooks, SqlStorage, check, schema, upgrade
from maawin_core.books.posting import clearing, held, office_balance, refund_owed
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.plain import instant
from maawin_core.payments.fee_payment import FeePayment
from maawin_core.testing.sample import EMPLOYER, FEE, NOW, OFFICE

ENTRY = "insert into entries (key, at, code, about, legs) values (:key, :at, :code, :about, :legs)"
EVENT = """insert into events (id, at, person, role, party, kind, about, version, name, shape, body)
values (:id, :at, :id, 'system', 'platform', 'fee_payment', :about, 1, :name, 1, :body)"""
DOCUMENT = """insert into documents (kind, id, version, shape, body)
values ('fee_payment', :id, 3, 1, :body)"""
BALANCE = 'insert into balances (name, "of", currency, minor) values (:name, :of, :c, :minor)'


@pytest.fixture(params=["sqlite", "postgres"])
def old(request, tmp_path):
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path}/old.sqlite")
        command.upgrade(schema._config(database), "0001")
        yield database
        database.close()
        return
    full = request.getfixturevalue("postgres_database")
    with full.engine.connect() as connection:
        connection.execute(sa.text("drop database if exists old_books"))
        connection.execute(sa.text("create database old_books"))
    url = sa.make_url(full.url).set(database="old_books")
    database = Database(url.render_as_string(hide_password=False))
    command.upgrade(schema._config(database), "0001")
    yield database
    database.close()
    with full.engine.connect() as connection:
        connection.execute(sa.text("drop database old_books with (force)"))


def filled(database):
    # A fee that was paid, released, and partly awarded out of the office's balance, as 0.1.0 did.
    payment, attempt, award = new_id(), new_id(), new_id()
    moves = [
        (attempt, "fee_taken", clearing("sandbox"), held(payment), FEE),
        (uuid5(payment, "release"), "fee_released", held(payment), office_balance(OFFICE), FEE),
        (uuid5(award, "awarded"), "refund_awarded", office_balance(OFFICE), refund_owed(payment),
         Money("900.00")),
        (uuid5(award, "given"), "refund_given", refund_owed(payment), clearing("sandbox"),
         Money("900.00")),
    ]  # fmt: skip
    balances = {}
    with database.engine.begin() as connection:
        for key, code, out, to, amount in moves:
            legs = [[out.name, out.of, -amount.minor, "QAR"], [to.name, to.of, amount.minor, "QAR"]]
            entry = {"key": str(key), "at": instant(NOW), "code": code, "about": str(payment)}
            connection.execute(sa.text(ENTRY), {**entry, "legs": json.dumps(legs)})
            for name, of, minor, _ in legs:
                balances[name, of] = balances.get((name, of), 0) + minor
        for (name, of), minor in balances.items():
            place = {"name": name, "of": of, "c": "QAR", "minor": minor}
            connection.execute(sa.text(BALANCE), place)
        paid = {"at": instant(NOW), "payment": str(payment), "contract": str(payment),
                "attempt": str(attempt), "fee": [FEE.minor, "QAR"], "provider": "sandbox",
                "reference": "ch-1"}  # fmt: skip
        given = {"at": instant(NOW), "payment": str(payment), "award": str(award),
                 "amount": [90000, "QAR"], "provider": "sandbox", "reference": "re-1"}  # fmt: skip
        for name, body in (("fee_paid", paid), ("fee_refunded", given)):
            event = {"id": str(new_id()), "at": instant(NOW), "about": str(payment), "name": name}
            connection.execute(sa.text(EVENT), {**event, "body": json.dumps(body)})
        document = {
            "contract": str(payment), "request": str(new_id()), "office": str(OFFICE),
            "employer": str(EMPLOYER), "fee": [FEE.minor, "QAR"], "due": instant(NOW),
            "status": "paid", "attempt": str(attempt), "provider": "sandbox", "charge": "ch-1",
            "awards": [{"id": str(award), "amount": [90000, "QAR"], "given": "re-1"}],
            "released": [FEE.minor, "QAR"],
        }  # fmt: skip
        connection.execute(sa.text(DOCUMENT), {"id": str(payment), "body": json.dumps(document)})
    return payment


def test_the_books_of_an_older_release_are_read_as_those_of_today(old):
    payment = filled(old)
    upgrade(old)
    assert check(old) == ()
    books = SqlBooks(old)
    lines = books.statement(clearing("sandbox")).items
    assert [(line.posted.entry.reference, str(line.balance)) for line in lines] == [
        ("ch-1", "QAR -14,000.00"),
        ("re-1", "QAR -13,100.00"),
    ]
    assert {line.posted.happened_at for line in lines} == {NOW}
    assert len(books.by_thing().items) == 4
    fee = SqlStorage(old).get(FeePayment, payment)
    assert fee.refundable == FEE - Money("900.00")
    assert fee.not_given_back == FEE - Money("900.00")
    assert fee.is_backed(fee.awards[0].id)
