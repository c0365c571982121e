from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

import pytest
from attrs import evolve
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from maawin_core.books import posting
from maawin_core.kernel.calendar import DOHA, civil_day, end_of_day
from maawin_core.kernel.dates import last_of_month
from maawin_core.kernel.errors import Refusal, RuleBroken, WrongMoment
from maawin_core.kernel.money import Money, total
from maawin_core.kernel.parties import MINISTRY, employer, worker
from maawin_core.law.qatar import QATAR
from maawin_core.wages import events as e
from maawin_core.wages.deduction import Deduction
from maawin_core.wages.events import Standing, WageStatus
from maawin_core.wages.wage_due import DeductionKind, Holder, Means
from maawin_core.wages.wage_month import WageMonth
from maawin_core.wages.wage_parts import Arrival, Finding, Pay, Payment

EMPLOYER, WORKER, PLACEMENT, TRANSFER = (UUID(int=n) for n in range(1, 5))
WAGE = UUID(int=9)
FIRST = date(2026, 1, 1)
IN_TIME = datetime(2026, 1, 31, 9, tzinfo=DOHA)
LATE = datetime(2026, 2, 4, 0, 0, tzinfo=DOHA)
SOON = timedelta(days=2)


def wage_of(**changes):
    known = {"wage": Pay(basic=Money(1000), housing=Money(500)), "month": FIRST, **changes}
    return WageMonth(
        id=WAGE, placement=PLACEMENT, employer=EMPLOYER, worker=WORKER, office=None, **known
    )


@pytest.fixture
def opened():
    return wage_of().opened(QATAR, datetime(2026, 1, 1, tzinfo=DOHA))


def payment(amount="1500", means=Means.BANK, on=None, **more):
    return Payment(
        id=uuid5(WAGE, f"{amount}{means}{on}{more}"), on=on or civil_day(IN_TIME),
        amount=Money(amount), means=means, answer_by=IN_TIME + SOON, **more,
    )  # fmt: skip


def paid(wage, at=IN_TIME, **more):
    return wage.payment_stated(payment(on=civil_day(at), **more), QATAR, at)


def names(wage):
    return [type(event).__name__ for event in wage.events]


def owners(wage):
    return {(each.code, each.owner) for each in wage.obligations()}


def test_a_month_is_due_on_the_third_of_the_next(opened):
    assert (opened.due, opened.owed) == (Money(1500), Money(1500))
    assert opened.last_day_to_pay == date(2026, 2, 3)
    assert opened.status is WageStatus.OPEN
    assert owners(opened) == {("pay_wage", employer(EMPLOYER))}
    assert {m.code: m.due for m in opened.moments()} == {
        "wage_month_over": end_of_day(date(2026, 1, 31)),
        "wage_to_look_at": end_of_day(date(2026, 2, 3)),
    }


def test_a_transfer_to_her_account_in_time_pays_it(opened):
    done = paid(opened)
    assert (done.status, done.owed, done.paid) == (WageStatus.PAID, Money(0), Money(1500))
    assert names(done) == ["WageOpened", "WagePaid"]
    assert owners(done) == set()
    assert {m.code for m in done.moments()} == {"wage_month_over"}


def test_the_same_payment_again_changes_nothing(opened):
    done = paid(opened)
    assert paid(done) is done


def test_after_the_third_it_is_paid_late(opened):
    done = paid(opened, LATE)
    assert (done.status, done.late) == (WageStatus.LATE_PAID, True)


def test_money_to_anothers_account_moves_and_discharges_nobody(opened):
    done = paid(opened, account_holder=Holder.OTHER)
    assert (done.status, done.paid) == (WageStatus.NOT_DISCHARGED, Money(0))
    assert names(done)[-1] == "WagePaymentStated"
    assert done.events[-1].entries() == ()


def test_cash_counts_when_she_has_signed_for_it(opened):
    stated = paid(opened, means=Means.CASH)
    assert (stated.paid, stated.owed) == (Money(0), Money(1500))
    assert ("sign_wage_receipt", worker(WORKER)) in owners(stated)
    signed = stated.receipt_signed(stated.payments[0].id, QATAR, IN_TIME)
    assert (signed.status, signed.paid) == (WageStatus.PAID, Money(1500))
    assert owners(signed) == set()
    assert signed.receipt_signed(signed.payments[0].id, QATAR, IN_TIME) is signed


def test_a_receipt_is_for_cash(opened):
    part = paid(opened, amount="100")
    with pytest.raises(RuleBroken, match="receipt_is_for_cash"):
        part.receipt_signed(part.payments[0].id, QATAR, IN_TIME)


def test_nobody_can_sign_for_more_than_is_owed(opened):
    stated = paid(opened, means=Means.CASH)
    done = paid(stated)
    with pytest.raises(RuleBroken, match="more_than_is_owed"):
        done.receipt_signed(done.payments[0].id, QATAR, IN_TIME)


@pytest.mark.parametrize("amount", ["0", "1500.01"])
def test_a_payment_is_of_something_and_of_no_more_than_is_owed(opened, amount):
    with pytest.raises(RuleBroken, match="more_than_is_owed"):
        paid(opened, amount=amount)


def test_nothing_is_paid_on_a_day_to_come(opened):
    with pytest.raises(RuleBroken, match="payment_to_come"):
        opened.payment_stated(payment(on=date(2026, 2, 1)), QATAR, IN_TIME)


def test_the_cost_of_recruiting_her_is_never_kept_back_and_the_article_is_named(opened):
    cost = Deduction(kind=DeductionKind.RECRUITMENT_COST, amount=Money(1), note="the office's fee")
    with pytest.raises(RuleBroken) as refused:
        opened.deducted(cost, QATAR, IN_TIME)
    assert refused.value.code == "recruitment_cost_deducted"
    assert refused.value.facts == {"act": "Law 15/2017", "article": "8"}


def test_a_deduction_says_why_and_lowers_what_is_due(opened):
    advance = Deduction(kind=DeductionKind.ADVANCE, amount=Money(200), note="of 3 January")
    less = opened.deducted(advance, QATAR, IN_TIME)
    assert (less.due, less.owed) == (Money(1300), Money(1300))
    with pytest.raises(RuleBroken, match="text_missing"):
        opened.deducted(evolve(advance, note=" "), QATAR, IN_TIME)
    with pytest.raises(RuleBroken, match="more_than_is_owed"):
        less.deducted(evolve(advance, amount=Money(1301)), QATAR, IN_TIME)


def test_what_is_on_its_way_is_not_paid_a_second_time(opened):
    sent = opened.sent(TRANSFER, IN_TIME)
    assert sent.on_its_way.amount == Money(1500)
    advance = Deduction(kind=DeductionKind.ADVANCE, amount=Money(1), note="x")
    for act in (
        lambda: paid(sent),
        lambda: sent.deducted(advance, QATAR, IN_TIME),
        lambda: sent.sent(UUID(int=8), IN_TIME),
    ):
        with pytest.raises(WrongMoment, match="wage_on_its_way"):
            act()


def test_what_the_bank_has_paid_is_paid_once(opened):
    sent = opened.sent(TRANSFER, IN_TIME)
    arrival = Arrival(civil_day(IN_TIME), "BANK-1")
    done = sent.arrived(TRANSFER, arrival, QATAR, IN_TIME)
    assert (done.status, done.payments[0].reference) == (WageStatus.PAID, "BANK-1")
    assert done.arrived(TRANSFER, arrival, QATAR, IN_TIME) is done
    assert sent.arrived(UUID(int=8), arrival, QATAR, IN_TIME) is sent
    with pytest.raises(RuleBroken, match="payment_to_come"):
        sent.arrived(TRANSFER, Arrival(date(2026, 2, 1), "BANK-1"), QATAR, IN_TIME)


def test_what_the_bank_could_not_pay_is_owed_again(opened):
    sent = opened.sent(TRANSFER, IN_TIME)
    back = sent.returned(TRANSFER, "account_closed", True, IN_TIME)
    assert (back.status, back.owed, back.on_its_way) == (WageStatus.OPEN, Money(1500), None)
    assert len(back.events[-1].entries()) == 1
    assert back.returned(TRANSFER, "account_closed", True, IN_TIME) is back
    never = sent.returned(TRANSFER, "refused", False, IN_TIME)
    assert never.events[-1].entries() == ()


def test_nothing_owed_is_nothing_to_send(opened):
    with pytest.raises(RuleBroken, match="nothing_owed"):
        paid(opened).sent(TRANSFER, IN_TIME)


def test_a_missing_wage_shows_by_itself_and_once(opened):
    due = LATE + SOON
    assert opened.looked_at(due, QATAR, LATE - timedelta(seconds=1)) is opened
    late = opened.looked_at(due, QATAR, LATE)
    assert (names(late)[-1], late.status) == ("WageMissing", WageStatus.MISSING)
    assert late.rows()[0].late
    assert ("look_into_late_wage", MINISTRY) in owners(late)
    assert late.looked_at(due, QATAR, LATE) is late
    assert {m.code for m in late.moments()} == {"wage_month_over"}


def test_a_wage_paid_in_part_is_late_and_not_missing(opened):
    late = paid(opened, amount="100").looked_at(LATE + SOON, QATAR, LATE)
    assert (names(late)[-1], late.status) == ("WageLate", WageStatus.PART_PAID)


def test_a_paid_wage_is_never_found_late(opened):
    done = paid(opened)
    assert done.looked_at(LATE, QATAR, LATE) is done


def test_what_she_did_not_receive_is_in_doubt_and_owed_again(opened):
    done = paid(opened)
    id = done.payments[0].id
    doubted = done.contested(id, LATE + SOON, QATAR, LATE)
    assert (doubted.status, doubted.paid, doubted.owed, doubted.in_doubt) == (
        WageStatus.NOT_DISCHARGED, Money(0), Money(1500), True,
    )  # fmt: skip
    assert ("settle_wage_doubt", MINISTRY) in owners(doubted)
    assert doubted.contested(id, LATE + SOON, QATAR, LATE) is doubted


def damage(note="A window"):
    return Deduction(kind=DeductionKind.DAMAGE, amount=Money(300), note=note)


def test_a_deduction_said_again_is_kept_back_once(opened):
    once = opened.deducted(damage(), QATAR, IN_TIME)
    assert once.deducted(damage(), QATAR, IN_TIME) is once
    assert once.deducted(damage("Another"), QATAR, IN_TIME).owed == once.owed - Money(300)


def test_what_the_worker_contests_is_owed_until_the_ministry_has_found_it_right(opened):
    kept = opened.deducted(damage(), QATAR, IN_TIME)
    id = kept.deductions[0].name_in(kept.id)
    doubted = kept.deduction_contested(id, IN_TIME + SOON, QATAR, IN_TIME)
    assert (doubted.owed, doubted.in_doubt) == (opened.owed, True)
    assert [o.code for o in doubted.obligations()] == ["pay_wage", "settle_deduction_doubt"]
    assert doubted.deduction_contested(id, LATE, QATAR, IN_TIME) is doubted
    right = doubted.deduction_found(id, True, "She agreed to it in writing.", QATAR, IN_TIME)
    assert (right.owed, right.in_doubt) == (kept.owed, False)
    assert right.deduction_found(id, True, "Again.", QATAR, IN_TIME) is right
    with pytest.raises(RuleBroken, match="deduction_settled_before"):
        right.deduction_contested(id, LATE, QATAR, IN_TIME)
    wrong = doubted.deduction_found(id, False, "Nobody saw a window.", QATAR, IN_TIME)
    assert wrong.owed == opened.owed
    assert wrong.deducted(damage(), QATAR, IN_TIME) is wrong


def test_only_a_deduction_in_doubt_is_found_and_with_a_reason(opened):
    kept = opened.deducted(damage(), QATAR, IN_TIME)
    id = kept.deductions[0].name_in(kept.id)
    with pytest.raises(WrongMoment, match="deduction_not_in_doubt"):
        kept.deduction_found(id, True, "x", QATAR, IN_TIME)
    with pytest.raises(RuleBroken, match="deduction_unknown"):
        kept.deduction_found(UUID(int=7), True, "x", QATAR, IN_TIME)
    doubted = kept.deduction_contested(id, LATE, QATAR, IN_TIME)
    with pytest.raises(RuleBroken, match="text_missing"):
        doubted.deduction_found(id, True, " ", QATAR, IN_TIME)


def test_an_employer_cannot_say_that_his_deduction_was_found_right(opened):
    claimed = evolve(damage(), standing=Standing.CONFIRMED, finding="by me")
    (kept,) = opened.deducted(claimed, QATAR, IN_TIME).deductions
    assert (kept.standing, kept.finding) == (Standing.STATED, "")


def test_nothing_is_paid_before_the_days_that_the_wage_is_for(opened):
    early = payment("100", Means.CASH, opened.month - timedelta(days=1))
    with pytest.raises(RuleBroken, match="payment_before_service"):
        opened.payment_stated(early, QATAR, IN_TIME)


def test_only_a_payment_that_counts_can_be_contested(opened):
    stated = paid(opened, means=Means.CASH)
    with pytest.raises(RuleBroken, match="payment_not_counted"):
        stated.contested(stated.payments[0].id, LATE, QATAR, IN_TIME)
    with pytest.raises(RuleBroken, match="payment_unknown"):
        stated.contested(UUID(int=77), LATE, QATAR, IN_TIME)


def test_a_doubt_ends_in_received_or_struck(opened):
    done = paid(opened)
    id = done.payments[0].id
    doubted = done.contested(id, LATE, QATAR, IN_TIME)
    hers = doubted.doubt_settled(id, Finding(True, "she found it"), QATAR, IN_TIME)
    assert (hers.status, hers.paid) == (WageStatus.PAID, Money(1500))
    assert hers.doubt_settled(id, Finding(True, "again"), QATAR, IN_TIME) is hers
    with pytest.raises(RuleBroken, match="doubt_settled_before"):
        hers.contested(id, LATE, QATAR, IN_TIME)
    struck = doubted.doubt_settled(id, Finding(False, "no such transfer"), QATAR, LATE)
    assert (struck.status, struck.owed) == (WageStatus.MISSING, Money(1500))
    with pytest.raises(RuleBroken, match="text_missing"):
        doubted.doubt_settled(id, Finding(True, " "), QATAR, IN_TIME)
    with pytest.raises(WrongMoment, match="payment_not_in_doubt"):
        done.doubt_settled(id, Finding(True, "x"), QATAR, IN_TIME)


def test_only_days_served_are_paid(opened):
    half = opened.service_ended(date(2026, 1, 15), QATAR, IN_TIME)
    assert half.due == Money(750)
    assert half.service_ended(date(2026, 1, 15), QATAR, IN_TIME) is half
    assert opened.service_ended(date(2026, 1, 31), QATAR, IN_TIME) is opened
    before = opened.service_ended(date(2025, 12, 15), QATAR, IN_TIME)
    assert (before.due, before.status) == (Money(0), WageStatus.PAID)
    assert "wage_month_over" not in {m.code for m in half.moments()}


def test_the_first_month_begins_on_the_day_of_hand_over():
    half = wage_of(first_day=date(2026, 1, 17)).opened(QATAR, IN_TIME)
    assert half.due == Money(750)


def test_only_employer_and_worker_are_parties(opened):
    assert opened.parties() == {employer(EMPLOYER), worker(WORKER)}


class Anybody(RuleBasedStateMachine):
    # Whoever tries what, in any order: the wage keeps its promise, and no riyal is lost.
    amounts = st.integers(1, 2000).map(Money)

    def __init__(self):
        super().__init__()
        self.at = datetime(2026, 1, 20, 9, tzinfo=DOHA)
        self.wage = wage_of().opened(QATAR, self.at)
        self.transfers = 0
        self.on_the_way = set()

    def attempt(self, act):
        try:
            self.wage = act()
        except Refusal:
            return False
        return True

    @rule(days=st.integers(0, 9))
    def time_passes(self, days):
        self.at += timedelta(days=days)
        self.attempt(lambda: self.wage.looked_at(self.at + SOON, QATAR, self.at))

    @rule(amount=amounts, means=st.sampled_from(Means), holder=st.sampled_from(Holder),
          back=st.integers(0, 3))  # fmt: skip
    def employer_states_a_payment(self, amount, means, holder, back):
        on = civil_day(self.at) - timedelta(days=back)
        stated = payment(amount.plain, means, on, account_holder=holder)
        self.attempt(lambda: self.wage.payment_stated(stated, QATAR, self.at))

    @rule(amount=amounts, kind=st.sampled_from(DeductionKind))
    def employer_keeps_something_back(self, amount, kind):
        kept = Deduction(kind=kind, amount=amount, note="because")
        self.attempt(lambda: self.wage.deducted(kept, QATAR, self.at))

    @precondition(lambda self: self.wage.deductions)
    @rule(data=st.data(), act=st.sampled_from(["contest", "right", "not right"]))
    def somebody_says_something_of_a_deduction(self, data, act):
        id = data.draw(st.sampled_from(self.wage.deductions)).name_in(self.wage.id)
        acts = {
            "contest": lambda: self.wage.deduction_contested(id, self.at + SOON, QATAR, self.at),
            "right": lambda: self.wage.deduction_found(id, True, "x", QATAR, self.at),
            "not right": lambda: self.wage.deduction_found(id, False, "x", QATAR, self.at),
        }
        self.attempt(acts[act])

    @invariant()
    def what_the_worker_doubts_takes_nothing_off(self):
        kept = total(each.amount for each in self.wage.deductions if each.counts)
        if self.wage.last_day is None:
            assert self.wage.due == self.wage.wage.total - kept

    @rule()
    def employer_sends_it(self):
        self.transfers += 1
        transfer = UUID(int=1000 + self.transfers)
        if self.attempt(lambda: self.wage.sent(transfer, self.at)):
            self.on_the_way.add(transfer)

    @precondition(lambda self: self.transfers)
    @rule(data=st.data(), paid=st.booleans())
    def the_bank_answers(self, data, paid):
        transfer = UUID(int=1000 + data.draw(st.integers(1, self.transfers)))
        arrival = Arrival(civil_day(self.at), "ref")
        if paid:
            self.attempt(lambda: self.wage.arrived(transfer, arrival, QATAR, self.at))
        else:
            self.attempt(lambda: self.wage.returned(transfer, "no", True, self.at))

    @precondition(lambda self: self.wage.payments)
    @rule(data=st.data(), act=st.sampled_from(["sign", "contest", "found", "not found"]))
    def somebody_says_something_of_a_payment(self, data, act):
        id = data.draw(st.sampled_from(self.wage.payments)).id
        acts = {
            "sign": lambda: self.wage.receipt_signed(id, QATAR, self.at),
            "contest": lambda: self.wage.contested(id, self.at + SOON, QATAR, self.at),
            "found": lambda: self.wage.doubt_settled(id, Finding(True, "x"), QATAR, self.at),
            "not found": lambda: self.wage.doubt_settled(id, Finding(False, "x"), QATAR, self.at),
        }
        self.attempt(acts[act])

    @rule(day=st.dates(date(2026, 1, 1), date(2026, 2, 10)))
    def the_service_ends(self, day):
        self.attempt(lambda: self.wage.service_ended(day, QATAR, self.at))

    @invariant()
    def only_what_reached_her_is_paid(self):
        for each in self.wage.payments:
            hers = each.means is Means.BANK and each.account_holder is Holder.WORKER
            believed = each.standing in (Standing.STATED, Standing.CONFIRMED)
            assert each.counts == (believed and (hers or each.receipt_signed))

    @invariant()
    def what_is_owed_is_what_is_due_less_what_is_paid(self):
        assert self.wage.owed == max(Money(0), self.wage.due - self.wage.paid)
        settled = self.wage.status in (WageStatus.PAID, WageStatus.LATE_PAID)
        assert settled == (not self.wage.owed)

    @invariant()
    def nothing_is_kept_back_for_recruiting_her_and_never_more_than_was_owed(self):
        kinds = {each.kind for each in self.wage.deductions}
        assert DeductionKind.RECRUITMENT_COST not in kinds
        kept = [d.amount for d in self.wage.deductions if d.standing is not Standing.STRUCK]
        assert total(kept) <= Money(1500)

    @invariant()
    def every_riyal_has_a_place(self):
        places, keys = {}, []
        for event in self.wage.events:
            entries = event.entries()
            if isinstance(event, e.WageSent):
                entries = (posting.wages_sent(event.transfer, EMPLOYER, event.amount),)
            for entry in entries:
                keys.append(entry.key)
                for leg in entry.legs:
                    at = leg.account
                    places[at] = places.get(at, 0) + leg.amount.minor
        assert len(keys) == len(set(keys))
        assert sum(places.values()) == 0
        assert all(sum_ >= 0 for place, sum_ in places.items() if place.name != "wage_in")
        out = sum(sum_ for place, sum_ in places.items() if place.name == "wage_out")
        assert out == self.wage.paid.minor
        way = self.wage.on_its_way
        moving = sum(s for place, s in places.items() if place.name == "wage_on_the_way")
        assert moving == (way.amount.minor if way else 0)

    @invariant()
    def a_late_wage_is_seen(self):
        past = civil_day(self.at) > last_of_month(FIRST) + timedelta(days=3)
        if past and self.wage.owed and self.wage.late_since is None:
            due = {m.due for m in self.wage.moments() if m.code == "wage_to_look_at"}
            assert due == {end_of_day(self.wage.last_day_to_pay)}


Anybody.TestCase.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)
test_anybody_may_try_anything = Anybody.TestCase
