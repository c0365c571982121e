import json
from datetime import date, datetime, timedelta

import pytest

from maawin_core import rulebook
from maawin_core.end_of_service.end_of_service import DebtKind, DebtStatus, Ending
from maawin_core.end_of_service.events import DuesMeans, SettlementStatus
from maawin_core.end_of_service.settlement import Settlement, SettlementRow
from maawin_core.end_of_service.use_cases import (
    AgreeSettlement,
    AnswerDebt,
    ClaimDebt,
    ConfirmDues,
    DecideDismissal,
    DisputeSettlement,
    DrawUpSettlement,
    EstimateDues,
    PayDues,
    RedrawSettlement,
    ResolveSettlement,
    WatchSettlement,
)
from maawin_core.kernel.calendar import DOHA
from maawin_core.kernel.entry import Account
from maawin_core.kernel.errors import NotAllowed, NotFound, RuleBroken, Stale, WrongMoment
from maawin_core.kernel.identity import Identity, new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import MINISTRY, SYSTEM
from maawin_core.placements.placement import EndCause, Placement
from maawin_core.wages.events import WageStatus
from maawin_core.wages.use_cases import (
    RecordBankReplies,
    RecordWagePayment,
    SetWageAccount,
    SignWageReceipt,
    TransferWages,
)
from maawin_core.wages.wage_due import Means
from maawin_core.wages.wage_month import WageMonth
from maawin_core.wages.wage_parts import wage_id
from maawin_core.wages.wage_transfer import BankReply

LAST = date(2026, 6, 15)
HIS_IBAN, HER_IBAN = "QA87QNBAQAQAXXX00000693123456", "QA26DOHBQAQAXXX00000693123456"


def doha(*at):
    return datetime(*at, tzinfo=DOHA)


@pytest.fixture
def pay_wage(resolve, employer, worker, storage, service, clock):
    def pay(*month, amount=None, on=None):
        wage = storage.get(WageMonth, wage_id(service.id, date(*month, 1)))
        owed = amount or wage.owed
        day = on or clock.now().date()
        record, sign = resolve(RecordWagePayment), resolve(SignWageReceipt)
        paid = record(employer, wage.id, owed, day, Means.CASH, reference=str(owed))
        return sign(worker, wage.id, paid.payments[-1].id)

    return pay


@pytest.fixture
def served(settle, clock, pay_wage, service):
    # Paid in full up to May 2026; June is open.
    settle()
    for month in range(1, 18):
        year, of = divmod(month, 12)
        clock.set(doha(2025 + year, of + 1, 1))
        settle()
        past_year, past = divmod(month - 1, 12)
        pay_wage(2025 + past_year, past + 1)
        settle()
    clock.set(doha(2026, 6, 15, 12))
    return service


@pytest.fixture
def ended(served, storage, employment_ends, settle):
    def end(cause=EndCause.RESIGNATION, last=LAST):
        employment_ends(storage, served.id, last, cause)
        settle()
        return storage.get(Settlement, served.id)

    return end


@pytest.fixture
def settlement(ended):
    return ended()


@pytest.fixture
def kept(storage, service):
    return lambda: storage.get(Settlement, service.id)


@pytest.fixture
def pay(resolve, employer, kept, clock):
    def pay_all(means=DuesMeans.BANK, **more):
        known = kept()
        given = {"reference": "T-1", "evidence": "f" * 64, **more}
        return resolve(PayDues)(
            employer, known.id, known.amount, clock.now().date(), means, **given
        )

    return pay_all


def minors(books, name):
    return sum(money.minor for _, money in books.balances(name=name).items)


class TestDrawingUp:
    def test_the_end_of_a_service_draws_up_what_is_due(self, settlement, clock):
        days = 365 + 166
        assert settlement.service.wages == Money(500)
        assert settlement.dues.gratuity == Money("1018.36")
        assert days == (LAST - date(2025, 1, 1)).days + 1
        assert settlement.amount == settlement.dues.gratuity + settlement.dues.leave_pay + Money(
            500
        )
        assert settlement.due == LAST + timedelta(days=7)

    def test_the_sheet_is_kept_whole_and_replays(self, settlement):
        assert rulebook.replay(json.loads(settlement.dues.record)) is None

    def test_drawing_up_again_changes_nothing(self, settlement, resolve, kept):
        resolve(DrawUpSettlement)(SYSTEM, settlement.id)
        resolve(RedrawSettlement)(SYSTEM, settlement.id)
        assert kept().version == settlement.version

    def test_both_sides_are_told(self, settlement, storage):
        told = {(row.party, row.code) for row in storage.rows.values() if hasattr(row, "code")}
        for party in (f"worker:{settlement.worker}", f"employer:{settlement.employer}"):
            assert (party, "settlement_drawn_up") in told

    def test_a_side_that_knows_better_draws_it_up_again(
        self, settlement, resolve, employer, worker, kept
    ):
        resolve(DrawUpSettlement)(employer, settlement.id, days_taken=30, seen=settlement.version)
        less = kept()
        assert less.amount < settlement.amount
        resolve(DrawUpSettlement)(worker, settlement.id, leaves_for_good=True)
        assert (kept().said.days_taken, kept().dues.ticket.value) == (30, "one_way_ticket")
        with pytest.raises(Stale):
            resolve(DrawUpSettlement)(worker, settlement.id, days_taken=0, seen=less.version)

    def test_a_service_that_lasts_has_nothing_to_settle(self, served, resolve, worker):
        with pytest.raises(WrongMoment, match="service_not_over"):
            resolve(DrawUpSettlement)(worker, served.id)
        assert resolve(DrawUpSettlement)(SYSTEM, served.id) is None
        assert resolve(RedrawSettlement)(SYSTEM, served.id) is None

    def test_a_service_that_never_began_has_no_dues(self, storage, resolve, clock, worker_of):
        hers = new_id()
        placement = Placement(
            id=new_id(), contract=new_id(), request=None, office=None, employer=new_id(),
            worker=hers,
        ).prepared(clock.now(), clock.now())  # fmt: skip
        with storage.transaction(SYSTEM) as work:
            work.save(placement)
        assert resolve(DrawUpSettlement)(SYSTEM, placement.id) is None
        with pytest.raises(RuleBroken, match="service_never_began"):
            resolve(EstimateDues)(worker_of(hers), placement.id, LAST, Ending.RESIGNATION)

    def test_a_wage_that_is_paid_meanwhile_leaves_the_sheet(
        self, settlement, pay_wage, settle, kept
    ):
        pay_wage(2026, 6)
        settle()
        assert kept().service.unpaid == ()
        assert kept().amount == settlement.amount - Money(500)

    def test_a_wage_in_a_transfer_is_not_asked_for_unless_it_comes_back(
        self, served, resolve, employer, worker, ended, settle, kept
    ):
        set_account = resolve(SetWageAccount)
        for who, iban in ((employer, HIS_IBAN), (worker, HER_IBAN)):
            set_account(who, Identity(name="A", qid="28463400001", iban=iban))
        sent = resolve(TransferWages)(employer, (wage_id(served.id, date(2026, 6, 1)),))
        found = ended()
        assert found.service.unpaid == ()
        back = BankReply(record="1", paid=False, on=LAST, reason="account_closed")
        resolve(RecordBankReplies)(SYSTEM, sent.id, (back,))
        settle()
        assert kept().service.wages == Money(500)
        assert kept().amount == found.amount + Money(500)

    def test_a_missing_month_and_a_part_paid_one_are_in_it(
        self, service, storage, settle, clock, pay_wage, employment_ends, kept
    ):
        settle()
        clock.set(doha(2025, 2, 1))
        settle()
        pay_wage(2025, 1, amount=Money(400))
        clock.set(doha(2025, 3, 31))
        settle()
        employment_ends(storage, service.id, date(2025, 3, 31))
        settle()
        owed = {each.month.month: (each.owed, each.whole) for each in kept().service.unpaid}
        assert owed == {
            1: (Money(600), False),
            2: (Money(1000), True),
            3: (Money(1000), True),
        }

    def test_an_earlier_service_with_the_same_employer_counts(
        self, settlement, employed, storage, clock, settle, employment_ends, kept
    ):
        clock.set(doha(2026, 8, 1))
        who = {"employer": settlement.employer, "worker": settlement.worker}
        again = employed(storage, date(2026, 8, 1), wage=Money(1000), **who)
        employed(storage, date(2026, 8, 1), **{**who, "worker": new_id()})
        settle()
        clock.set(doha(2026, 12, 1))
        settle()
        employment_ends(storage, again.id, date(2026, 11, 30))
        settle()
        second = storage.get(Settlement, again.id)
        (earlier,) = second.service.earlier
        assert (earlier.last_day, earlier.gratuity) == (LAST, settlement.dues.gratuity)
        assert second.dues.gratuity > Money(0)


class TestEstimating:
    def test_what_if_i_leave_changes_nothing(self, served, resolve, worker, storage, clock):
        before = dict(storage.things)
        found = resolve(EstimateDues)(worker, served.id, date(2026, 12, 31), Ending.RESIGNATION)
        assert found.dues.gratuity == Money(1400)
        assert found.due == date(2027, 1, 7)
        assert storage.things == before

    def test_it_says_what_the_sheet_will_say(self, served, resolve, worker, ended):
        asked = resolve(EstimateDues)(worker, served.id, LAST, Ending.RESIGNATION)
        assert asked.dues == ended().dues

    def test_wages_that_are_still_to_fall_due_are_taken_as_going_to_be_paid(
        self, served, resolve, worker
    ):
        found = resolve(EstimateDues)(worker, served.id, date(2026, 8, 31), Ending.RESIGNATION)
        kept = json.loads(found.dues.record)["facts"]
        assert kept["unpaid_months"] == ["2026-08"]

    def test_death_is_asked_with_its_own_term(self, served, resolve, employer):
        found = resolve(EstimateDues)(employer, served.id, LAST, Ending.DEATH)
        assert found.due == LAST + timedelta(days=15)

    def test_a_day_before_the_service_is_no_day_to_leave(self, served, resolve, worker):
        with pytest.raises(RuleBroken, match="day_before_service"):
            resolve(EstimateDues)(worker, served.id, date(2024, 12, 31), Ending.RESIGNATION)

    def test_strangers_do_not_find_it_and_offices_are_not_asked(
        self, served, resolve, worker_of, manager_of
    ):
        with pytest.raises(NotFound):
            resolve(EstimateDues)(worker_of(new_id()), served.id, LAST, Ending.RESIGNATION)
        with pytest.raises(NotAllowed):
            resolve(EstimateDues)(manager_of(served.office), served.id, LAST, Ending.RESIGNATION)


class TestAnswering:
    def test_both_agree_and_who_saw_another_sheet_is_told(
        self, settlement, resolve, employer, worker, kept
    ):
        agree = resolve(AgreeSettlement)
        agree(worker, settlement.id, seen=settlement.version)
        with pytest.raises(Stale):
            agree(employer, settlement.id, seen=settlement.version)
        agree(employer, settlement.id)
        assert kept().status is SettlementStatus.AGREED

    def test_a_dispute_is_decided_by_the_ministry(
        self, settlement, resolve, worker, officer, kept, employer
    ):
        resolve(DisputeSettlement)(worker, settlement.id, "The contract promises more")
        with pytest.raises(NotAllowed):
            resolve(ResolveSettlement)(employer, settlement.id, Money(1), "x")
        resolve(ResolveSettlement)(officer, settlement.id, Money(4000), "It does")
        assert (kept().status, kept().amount) == (SettlementStatus.AGREED, Money(4000))
        resolve(RedrawSettlement)(SYSTEM, settlement.id)
        assert kept().amount == Money(4000)

    def test_art_16_needs_a_recorded_decision_of_a_human(
        self, ended, resolve, officer, employer, kept
    ):
        dismissed = ended(EndCause.DISMISSAL)
        assert "forfeiture_claimed" in dismissed.dues.flags
        decide = resolve(DecideDismissal)
        with pytest.raises(NotAllowed):
            decide(employer, dismissed.id, "She left the house", "f")
        for ground, evidence in (("", "f"), ("x", " ")):
            with pytest.raises(RuleBroken, match="text_missing"):
                decide(officer, dismissed.id, ground, evidence)
        assert kept() == dismissed
        decide(officer, dismissed.id, "A theft that she admits", "f" * 64)
        assert kept().dues.gratuity == Money(700)
        assert kept().said.dismissal.ground == "A theft that she admits"

    def test_who_was_not_dismissed_loses_nothing_by_decision(self, settlement, resolve, officer):
        with pytest.raises(WrongMoment, match="not_a_dismissal"):
            resolve(DecideDismissal)(officer, settlement.id, "x", "y")

    def test_a_debt_is_set_off_when_she_acknowledges_it(
        self, settlement, resolve, employer, worker, kept
    ):
        claim, answer = resolve(ClaimDebt), resolve(AnswerDebt)
        claim(employer, settlement.id, DebtKind.LOAN, Money(300), "Lent in March", "f")
        (debt,) = kept().said.debts
        assert kept().amount == settlement.amount
        assert kept().dues.flags == ("debt_unacknowledged",)
        answer(worker, settlement.id, debt.id, False)
        assert kept().said.debts == (debt,)
        answer(worker, settlement.id, debt.id, True)
        assert kept().amount == settlement.amount - Money(300)
        with pytest.raises(RuleBroken, match="debt_unknown"):
            answer(worker, settlement.id, new_id(), True)

    def test_the_ministry_adjudicates_a_debt_or_drops_it(
        self, settlement, resolve, employer, officer, kept
    ):
        claim, answer = resolve(ClaimDebt), resolve(AnswerDebt)
        for _ in range(2):
            claim(employer, settlement.id, DebtKind.DAMAGE, Money(300), "A window")
        one, other = kept().said.debts
        answer(officer, settlement.id, one.id, True)
        answer(officer, settlement.id, other.id, False)
        assert [(each.id, each.status) for each in kept().said.debts] == [
            (one.id, DebtStatus.ADJUDICATED)
        ]

    def test_the_cost_of_recruiting_her_is_no_debt(self, settlement, resolve, employer, kept):
        claim = resolve(ClaimDebt)
        with pytest.raises(RuleBroken) as refused:
            claim(employer, settlement.id, DebtKind.RECRUITMENT_COST, Money(300), "The fee")
        assert refused.value.facts["article"] == "8"
        for amount, note in ((Money(0), "x"), (Money(1), " ")):
            with pytest.raises(RuleBroken):
                claim(employer, settlement.id, DebtKind.LOAN, amount, note)
        assert kept() == settlement

    def test_strangers_do_not_find_it(
        self, settlement, resolve, employer_of, worker_of, manager_of
    ):
        for who in (employer_of(new_id()), worker_of(new_id()), manager_of(new_id())):
            with pytest.raises(NotFound):
                resolve(AgreeSettlement)(who, settlement.id)


class TestPaying:
    def test_what_is_paid_and_confirmed_is_settled_and_posted(
        self, settlement, pay, resolve, worker, kept, books, storage, settle
    ):
        stated = pay()
        june = wage_id(settlement.id, date(2026, 6, 1))
        assert storage.get(WageMonth, june).on_its_way is not None
        resolve(ConfirmDues)(worker, settlement.id)
        resolve(ConfirmDues)(worker, settlement.id)
        settle()
        assert kept().status is SettlementStatus.SETTLED
        assert storage.get(WageMonth, june).status is WageStatus.PAID
        assert books.balance(Account("dues_out", str(settlement.worker))) == stated.amount - Money(
            500
        )
        assert minors(books, "wage_on_the_way") == 0
        assert books.sums() == {"QAR": 0}

    def test_cash_is_settled_when_she_signs_and_her_wage_with_it(
        self, settlement, pay, resolve, worker, storage, kept
    ):
        pay(DuesMeans.CASH, reference="", evidence="")
        resolve(ConfirmDues)(worker, settlement.id)
        wage = storage.get(WageMonth, wage_id(settlement.id, date(2026, 6, 1)))
        assert (wage.payments[-1].means, wage.payments[-1].receipt_signed) == (Means.CASH, True)

    def test_nobody_signs_for_her(self, settlement, pay, resolve, employer, officer):
        pay()
        with pytest.raises(NotAllowed):
            resolve(ConfirmDues)(employer, settlement.id)
        with pytest.raises(RuleBroken, match="receipt_is_hers"):
            resolve(ConfirmDues)(officer, settlement.id)

    def test_a_transfer_that_nobody_denies_settles_by_itself(
        self, settlement, pay, clock, settle, kept, storage
    ):
        pay()
        clock.move(timedelta(days=8))
        settle()
        assert kept().status is SettlementStatus.SETTLED
        wage = storage.get(WageMonth, wage_id(settlement.id, date(2026, 6, 1)))
        assert wage.status is WageStatus.PAID

    def test_what_she_denies_is_owed_again_and_can_be_paid_again(
        self, settlement, pay, resolve, worker, officer, kept, storage, books, settle
    ):
        pay()
        resolve(DisputeSettlement)(worker, settlement.id, "Nothing came")
        settle()
        june = wage_id(settlement.id, date(2026, 6, 1))
        assert storage.get(WageMonth, june).on_its_way is None
        assert kept().status is SettlementStatus.DISPUTED
        assert books.sums() == {"QAR": 0}
        resolve(ResolveSettlement)(officer, settlement.id, settlement.amount, "It never came")
        pay(reference="T-2")
        resolve(ConfirmDues)(worker, settlement.id)
        assert storage.get(WageMonth, june).status is WageStatus.PAID
        assert minors(books, "wage_on_the_way") == 0
        assert books.sums() == {"QAR": 0}

    def test_a_sheet_whose_wages_have_moved_is_not_paid(
        self, settlement, pay, pay_wage, kept, settle
    ):
        pay_wage(2026, 6)
        with pytest.raises(RuleBroken, match="sheet_outdated"):
            pay()
        settle()
        pay()
        assert kept().status is SettlementStatus.PAYMENT_STATED

    def test_dues_without_wages_are_paid_and_settled(
        self, settlement, pay, pay_wage, kept, settle, resolve, worker, books
    ):
        pay_wage(2026, 6)
        settle()
        pay()
        resolve(ConfirmDues)(worker, settlement.id)
        assert minors(books, "dues_out") == kept().amount.minor

    def test_denied_dues_without_wages_leave_the_wages_alone(
        self, settlement, pay, pay_wage, kept, settle, resolve, worker
    ):
        pay_wage(2026, 6)
        settle()
        pay()
        resolve(DisputeSettlement)(worker, settlement.id, "Nothing came")
        assert kept().status is SettlementStatus.DISPUTED

    def test_overdue_dues_are_found_and_the_ministry_sees_them(
        self, settlement, clock, settle, kept, lists, resolve
    ):
        clock.set(doha(2026, 6, 23))
        settle()
        assert kept().overdue
        (row,) = lists.page(SettlementRow).items
        assert row.overdue
        codes = [owed.obligation.code for owed in lists.owed(owner=MINISTRY).items]
        assert codes == ["look_into_overdue_dues"]
        resolve(WatchSettlement)(SYSTEM, settlement.id)

    def test_after_a_death_all_is_deposited_within_fifteen_days(
        self, ended, pay, resolve, officer, kept, books
    ):
        found = ended(EndCause.DEATH)
        assert found.due == LAST + timedelta(days=15)
        pay(DuesMeans.DEPOSIT)
        resolve(ConfirmDues)(officer, found.id)
        assert kept().status is SettlementStatus.SETTLED
        assert minors(books, "dues_deposit") > 0
        assert books.sums() == {"QAR": 0}

    def test_only_the_employer_pays_and_only_the_system_watches(
        self, settlement, resolve, worker, clock
    ):
        with pytest.raises(NotAllowed):
            resolve(PayDues)(worker, settlement.id, settlement.amount, LAST, DuesMeans.CASH)
        with pytest.raises(NotAllowed):
            resolve(WatchSettlement)(worker, settlement.id)

    def test_a_refused_payment_leaves_everything_as_it_was(
        self, settlement, resolve, employer, kept, storage
    ):
        before = dict(storage.things)
        with pytest.raises(RuleBroken, match="not_what_is_due"):
            resolve(PayDues)(
                employer, settlement.id, Money(1), LAST, DuesMeans.BANK, reference="T", evidence="f"
            )
        assert storage.things == before
