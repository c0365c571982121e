from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from maawin_core.kernel.errors import RuleBroken
from maawin_core.kernel.identity import Identity
from maawin_core.kernel.parties import employer, worker
from maawin_core.wages.wage_account import WageAccount

IBAN = "QA87QNBAQAQAXXX00000693123456"
AT = datetime(2026, 1, 1, tzinfo=UTC)
HIS, HERS = employer(UUID(int=1)), worker(UUID(int=2))


def account(party=HIS, iban=IBAN, name="Khalid", qid="28463400001", **more):
    return WageAccount.of(party).set(Identity(name=name, qid=qid, iban=iban), AT, **more)


def test_an_account_is_kept_in_its_plain_form_with_its_bank():
    found = account(iban="qa87 qnba qaqa xxx0 0000 6931 2345 6", eid="1000723")
    assert (found.holder.iban, found.bank, found.eid) == (IBAN, "QNB", "01000723")


def test_the_event_tells_no_number():
    assert IBAN not in repr(account().events)
    assert "Khalid" not in repr(account())


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"iban": "QA88QNBAQAQAXXX00000693123456"}, "number_not_valid"),
        ({"qid": "123"}, "number_not_valid"),
        ({"eid": "12"}, "number_not_valid"),
        ({"name": " "}, "text_missing"),
        ({"iban": "QA06ZZZZ000000000000000000000"}, "bank_not_known"),
        ({"party": HERS, "eid": "10007230"}, "eid_is_employers"),
    ],
)
def test_an_account_that_cannot_be_paid_into_is_refused(wrong, code):
    with pytest.raises(RuleBroken) as refused:
        account(**wrong)
    assert refused.value.code == code


def test_setting_the_same_again_changes_nothing():
    known = account()
    assert known.set(known.holder, AT) is known


def test_a_worker_without_a_residence_number_has_an_account_too():
    assert account(party=HERS, qid="").holder.qid == ""


def test_a_workers_account_is_hers_alone_and_an_employers_may_be_shared():
    assert len(account(party=HERS).claims()) == 1
    assert account().claims() == frozenset()
    assert WageAccount.of(HERS).claims() == frozenset()
    assert account(party=HERS).parties() == {HERS}


def test_wages_go_by_file_from_the_day_that_the_employer_has_set():
    assert not account().by_file(date(2026, 1, 1))
    assert account(eid="10007230").by_file(date(2026, 1, 1))
    later = account(eid="10007230", file_from=date(2026, 2, 1))
    assert not later.by_file(date(2026, 1, 31))
    assert later.by_file(date(2026, 2, 1))
