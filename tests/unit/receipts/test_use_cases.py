from datetime import UTC, datetime, timedelta
from io import BytesIO

import pypdf
import pytest
from attrs import evolve

from maawin_core.disputes.use_cases.owing import Owing, owe
from maawin_core.kernel.aggregate import Claim
from maawin_core.kernel.errors import NotAllowed, NotFound, RuleBroken, WrongMoment
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import SYSTEM
from maawin_core.law.qatar import QATAR
from maawin_core.payments.fee_payment import FeePayment
from maawin_core.payments.use_cases import GiveBackFee, NameRefundAccount, NoteRefundReturned
from maawin_core.receipts.receipt import Receipt, letter_of
from maawin_core.receipts.use_cases import (
    IssueFeeReceipt,
    IssueRefundLetter,
    ListReceipts,
    ShowReceipt,
)


@pytest.fixture
def issue(resolve):
    return resolve(IssueFeeReceipt)


@pytest.fixture
def show(resolve):
    return resolve(ShowReceipt)


@pytest.fixture
def award(storage, paid, clock):
    def awarded(amount="4000.00"):
        with storage.transaction(SYSTEM) as work:
            fee = work.get(FeePayment, paid.id)
            fee = work.save(owe(work, fee, Owing(Money(amount)), QATAR, clock.now()))
        return fee.awards[-1].id

    return awarded


def test_what_follows_from_a_paid_fee_is_its_receipt(paid, settle, storage):
    settle()
    assert storage.get(Receipt, paid.id).number == "FR-2026-000001"


def test_what_follows_from_a_refund_is_its_letter(paid, award, settle, storage):
    given = award()
    settle()
    assert storage.get(Receipt, given).number == "RL-2026-000001"
    assert storage.get(Receipt, given).award == given


def test_a_receipt_that_is_issued_again_is_the_same_and_takes_no_number(paid, pay, issue):
    assert issue(SYSTEM, paid.id) == issue(SYSTEM, paid.id)
    assert issue(SYSTEM, pay().id).number == "FR-2026-000002"


def test_each_year_begins_anew_by_the_calendar_of_doha(paid, pay, issue, clock):
    issue(SYSTEM, paid.id)
    clock.move(timedelta(days=360))
    assert issue(SYSTEM, pay().id).number == "FR-2026-000002"
    clock.set(datetime(2026, 12, 31, 22, 0, tzinfo=UTC))  # one in the morning in Doha
    assert issue(SYSTEM, pay().id).number == "FR-2027-000001"


def test_a_fee_that_is_not_paid_has_no_receipt(pay, issue):
    refused = pay("tok_refused")
    with pytest.raises(WrongMoment):
        issue(SYSTEM, refused.id)


def test_a_price_of_nothing_has_no_receipt(conclude, resolve, issue, settle):
    free = conclude(price=Money(0))
    settle()
    with pytest.raises(RuleBroken, match="nothing_was_paid"):
        issue(SYSTEM, free.id)


def test_a_refund_that_is_not_given_has_no_letter(paid, award, resolve):
    with pytest.raises(WrongMoment, match="award_not_given"):
        resolve(IssueRefundLetter)(SYSTEM, paid.id, award())


def items(paper):
    return {item.label: item.value for part in paper.parts for item in part.items}


def test_a_refund_that_came_back_has_a_void_letter_and_a_new_one(
    paid, award, settle, show, resolve, administrator, employer_of, clock
):
    given = award()
    settle()
    clock.move(timedelta(days=3))
    resolve(NoteRefundReturned)(administrator, paid.id, given, "Card closed.")
    settle()
    void = show(SYSTEM, given, "en")
    assert void.parts[0].heading == "This letter is void: the bank sent the money back"
    assert items(void)["Sent back on"] == "8 January 2026 09:00"
    assert "owed to you as before" in void.text()

    resolve(NameRefundAccount)(employer_of(paid.employer), paid.id, "acct_any")
    settle()
    again = show(SYSTEM, letter_of(given, 1), "en")
    assert (void.number, again.number) == ("RL-2026-000001", "RL-2026-000002")
    assert items(show(SYSTEM, given, "en"))["Given again by the letter"] == again.number
    assert items(again)["Amount"] == "QAR 4,000.00"
    assert "void" not in again.text()

    papers = resolve(ListReceipts)(employer_of(paid.employer), paid.id)
    assert [each.number for each in papers] == ["FR-2026-000001", void.number, again.number]
    with pytest.raises(NotFound):
        resolve(ListReceipts)(employer_of(new_id()), paid.id)


def test_a_letter_that_is_issued_after_the_money_came_back_is_issued_all_the_same(
    paid, award, settle, resolve, administrator
):
    # The job may come late: that it was given stands in the books.
    given = award()
    settle()
    resolve(NoteRefundReturned)(administrator, paid.id, given, "Card closed.")
    assert resolve(IssueRefundLetter)(SYSTEM, paid.id, given).number == "RL-2026-000001"


def test_only_the_platform_issues(paid, issue, officer, employer_of):
    for by in (officer, employer_of(paid.employer)):
        with pytest.raises(NotAllowed):
            issue(by, paid.id)


def test_its_parties_and_the_ministry_see_a_receipt_and_nobody_else(
    paid, issue, show, employer_of, manager_of, officer
):
    issue(SYSTEM, paid.id)
    for by in (employer_of(paid.employer), manager_of(paid.office), officer):
        assert show(by, paid.id, "en").number == "FR-2026-000001"
    for by in (employer_of(new_id()), manager_of(new_id())):
        with pytest.raises(NotFound):
            show(by, paid.id, "en")


def test_it_says_what_the_books_say(paid, issue, show, books):
    issue(SYSTEM, paid.id)
    (posted,) = books.entries(about=paid.id).items
    said = {item.label: item.value for item in show(SYSTEM, paid.id, "en").parts[0].items}
    assert said["Amount"] == "QAR 14,000.00"
    assert said["Entry in the books"] == str(posted.seq)
    assert said["Reference of the provider"] == paid.charge
    assert said["Paid by"] == "Synthetic Employer"


def test_each_of_two_refunds_has_the_letter_of_its_own_entry(paid, award, settle, show, books):
    first, second = award("4000.00"), award("1500.00")
    settle()
    said = [
        {item.label: item.value for item in show(SYSTEM, each, "en").parts[0].items}
        for each in (first, second)
    ]
    assert [each["Amount"] for each in said] == ["QAR 4,000.00", "QAR 1,500.00"]
    assert [each["Receipt of the fee"] for each in said] == ["FR-2026-000001"] * 2
    assert said[0]["Entry in the books"] != said[1]["Entry in the books"]


def test_what_the_books_do_not_know_is_not_shown(paid, issue, show, storage):
    issue(SYSTEM, paid.id)
    with storage.transaction(SYSTEM) as work:
        kept = work.get(FeePayment, paid.id)
        named = kept.account_named("acct", paid.due)
        claimed = evolve(named, attempt=new_id())
        work.save(claimed)
    with pytest.raises(WrongMoment, match="receipt_not_booked"):
        show(SYSTEM, paid.id, "en")


def test_names_stand_in_the_script_of_the_language_where_they_are_known(paid, issue, show):
    issue(SYSTEM, paid.id)
    arabic = show(SYSTEM, paid.id, "ar").text()
    assert "صاحب عمل افتراضي" in arabic
    assert "\u2066Synthetic Office\u2069" in arabic


def test_a_contract_without_texts_names_its_parties_by_their_numbers(pay, issue, show):
    paid = pay(identities=())
    issue(SYSTEM, paid.id)
    assert str(paid.employer) in show(SYSTEM, paid.id, "en").text()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_print_says_the_figures_of_the_text_and_is_the_same_each_time(
    paid, issue, show, language
):
    issue(SYSTEM, paid.id)
    pdf = show.pdf(SYSTEM, paid.id, language)
    assert pdf == show.pdf(SYSTEM, paid.id, language)
    printed = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)
    for figure in ("14,000.00", "FR-2026-000001", paid.charge):
        assert figure in printed


def test_without_a_press_there_is_the_text_and_a_print_is_refused(paid, issue, show):
    issue(SYSTEM, paid.id)
    without = ShowReceipt(show.storage, show.rights, show.books)
    assert without(SYSTEM, paid.id, "ar") == show(SYSTEM, paid.id, "ar")
    with pytest.raises(RuleBroken, match="press_missing"):
        without.pdf(SYSTEM, paid.id, "ar")


def test_no_event_holds_a_name(paid, issue, storage):
    issue(SYSTEM, paid.id)
    kept = storage.history(Receipt, paid.id).items
    assert "Synthetic" not in repr(kept)
    assert storage.holder(Claim("receipt_number", "FR-2026-000001")) == ("receipt", paid.id)


def test_giving_back_twice_is_one_letter(paid, award, resolve, settle, storage):
    given = award()
    settle()
    resolve(GiveBackFee)(SYSTEM, paid.id, given)
    resolve(IssueRefundLetter)(SYSTEM, paid.id, given)
    assert storage.holder(Claim("receipt_number", "RL-2026-000002")) is None
