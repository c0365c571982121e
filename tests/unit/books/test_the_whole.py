# The books under attack, over the real use cases and all that follows from them: anybody may try
# anything, days pass, providers say no or nothing, banks send money back.
from contextlib import suppress
from datetime import date, timedelta

from beginnings import kept, working_office
from dependency_injector import providers
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from maawin_adapters.clocks import StoppedClock
from maawin_core.books import posting
from maawin_core.contracts.contract import ContractStatus, RecruitmentConcluded, RecruitmentContract
from maawin_core.disputes.refund_obligation import RefundRow, RefundStatus
from maawin_core.disputes.use_cases.owing import Owing, owe
from maawin_core.disputes.use_cases.taking_back import take_back
from maawin_core.kernel.changes import movements
from maawin_core.kernel.errors import Refusal
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import Money, total
from maawin_core.kernel.parties import MINISTRY, PLATFORM, SYSTEM, Actor, Role, employer
from maawin_core.kernel.parties import office as party
from maawin_core.law.qatar import QATAR
from maawin_core.payments.events import PaymentStatus
from maawin_core.payments.fee_payment import FeePayment
from maawin_core.placements.placement import Placement, PlacementStatus, WorkerHandedOver
from maawin_entrypoints.container import deliverer, in_memory

FEE = Money("1000.00")
MONEY = {"fee_payment", "refund_obligation", "office_money", "admission"}
KINDS_OF_PAYING_IN = st.sampled_from(["pay_into_balance", "deposit_guarantee"])
AMOUNTS = st.integers(1, 120_000).map(Money.of_minor)
WHICH = st.integers(0, 1)
TOKENS = st.sampled_from(["tok_ok", "tok_ok", "tok_ok", "tok_refused", "tok_silent", "tok_late"])
ACCOUNTS = st.sampled_from(["acct_ok", "acct_ok", "acct_refused"])
OFFICER = Actor(new_id(), Role.OFFICER, MINISTRY)
ADMINISTRATOR = Actor(new_id(), Role.ADMINISTRATOR, PLATFORM)


class AnyoneMayTryAnything(RuleBasedStateMachine):
    @initialize()
    def begin(self):
        # One office, and two contracts with it.
        self.container, self.clock = in_memory(), StoppedClock()
        self.container.clock.override(providers.Object(self.clock))
        self.storage, self.books = self.container.storage(), self.container.books()
        self.deliver = deliverer(self.container)
        self.office = working_office(self.storage, self.clock.now())
        self.manager = Actor(new_id(), Role.OFFICE_MANAGER, party(self.office.id))
        self.contracts = [self.concluded() for _ in range(2)]

    def concluded(self):
        id, at = new_id(), self.clock.now()
        contract = RecruitmentContract(
            id=id, request=new_id(), office=self.office.id, employer=new_id(), worker=new_id(),
            recruited_from="PHL", price=FEE, signed_on=date(2025, 1, 5),
            status=ContractStatus.CONCLUDED,
        )  # fmt: skip
        event = RecruitmentConcluded(at=at, contract=id, request=contract.request, price=FEE)
        made = kept(self.storage, contract.after(event))
        self.settle()
        return made

    def settle(self):
        for _ in range(200):
            if not self.deliver():
                return
        raise AssertionError("what follows never comes to an end")

    def tries(self, name, *facts, by=SYSTEM, **named):
        with suppress(Refusal):
            self.container.providers[name]()(by, *facts, **named)
        self.settle()

    def payer(self, which):
        return Actor(new_id(), Role.EMPLOYER, employer(self.contracts[which].employer))

    def fee(self, which):
        return self.storage.get(FeePayment, self.contracts[which].id)

    @rule(which=WHICH, token=TOKENS)
    def pay(self, which, token):
        self.tries("pay_fee", self.contracts[which].id, token, by=self.payer(which))

    @rule(which=WHICH, days_ago=st.sampled_from([0, 600]))
    def hand_over(self, which, days_ago):
        # So long ago that the guarantee is over, nothing is kept for it.
        contract, at = self.contracts[which], self.clock.now()
        on = at.date() - timedelta(days=days_ago)
        placement = Placement(
            id=contract.id, contract=contract.id, request=contract.request,
            office=contract.office, employer=contract.employer, worker=contract.worker,
            contract_day=date(2025, 1, 5), handed_over_on=on, status=PlacementStatus.HANDED_OVER,
        )  # fmt: skip
        event = WorkerHandedOver(at=at, placement=contract.id, contract=contract.id, on=on)
        with self.storage.transaction(SYSTEM) as work:
            if work.find(Placement, contract.id) is None:
                work.save(placement.after(event))
        self.tries("release_fee", contract.id)

    @rule(which=WHICH)
    def fall(self, which):
        self.tries("drop_fee", self.contracts[which].id)

    @rule(which=WHICH, amount=AMOUNTS, aside=st.integers(0, 50_000).map(Money.of_minor))
    def award(self, which, amount, aside):
        with suppress(Refusal), self.storage.transaction(OFFICER) as work:
            paid = work.get(FeePayment, self.contracts[which].id)
            owing = Owing(amount, None, aside)
            work.save(owe(work, paid, owing, QATAR, self.clock.now()))
        self.settle()

    @rule(which=WHICH, amount=AMOUNTS)
    def appeal(self, which, amount):
        with suppress(Refusal), self.storage.transaction(OFFICER) as work:
            paid = work.get(FeePayment, self.contracts[which].id)
            work.save(take_back(work, None, paid, amount, QATAR, self.clock.now()))
        self.settle()

    @rule(which=WHICH, number=st.integers(0, 5))
    def return_to_the_office(self, which, number):
        awards = self.fee(which).awards
        if awards:
            self.tries("note_refund_sent_back", awards[number % len(awards)].id, by=OFFICER)

    @rule(which=WHICH, amount=st.integers(0, 120_000).map(Money.of_minor))
    def rule_on_money_that_is_nobodys(self, which, amount):
        for name in ("decide_slice", "decide_left_over_fee"):
            self.tries(name, self.contracts[which].id, amount, "So it was found.", by=OFFICER)

    @rule(which=WHICH, number=st.integers(0, 5))
    def send_back(self, which, number):
        awards = self.fee(which).awards
        if awards:
            award = awards[number % len(awards)].id
            payment = self.contracts[which].id
            self.tries("note_refund_returned", payment, award, "closed", by=ADMINISTRATOR)

    @rule(which=WHICH, account=ACCOUNTS)
    def name_account(self, which, account):
        by = self.payer(which)
        self.tries("name_refund_account", self.contracts[which].id, account, by=by)

    @rule(
        amount=AMOUNTS,
        token=TOKENS,
        name=KINDS_OF_PAYING_IN,
    )
    def pay_in(self, amount, token, name):
        self.tries(name, self.office.id, amount, token, by=self.manager)

    @rule(account=ACCOUNTS)
    def pay_out_all(self, account):
        amount = self.books.balance(posting.office_balance(self.office.id))
        self.tries("pay_out_balance", self.office.id, amount, account, by=self.manager)

    @rule(amount=AMOUNTS, account=ACCOUNTS)
    def pay_out(self, amount, account):
        self.tries("pay_out_balance", self.office.id, amount, account, by=self.manager)

    @rule(hours=st.sampled_from([1, 24, 24 * 15, 24 * 30, 24 * 300]))
    def days_pass(self, hours):
        until = self.clock.now() + timedelta(hours=hours)
        while (due := self.container.outbox().next_due()) is not None and due <= until:
            self.clock.set(max(due, self.clock.now()))
            self.settle()
        self.clock.set(until)
        self.settle()

    # What holds, whatever was tried

    @invariant()
    def the_whole_is_sound(self):
        # Σ = 0, each account on its side, refunded ≤ collected, held resolved once.
        assert set(self.books.sums().values()) <= {0}
        assert list(self.container.check_books()(SYSTEM)) == []

    @invariant()
    def a_fee_says_what_the_books_say(self):
        for which in (0, 1):
            fee = self.fee(which)
            balance = self.books.balance
            unresolved = fee.status is PaymentStatus.PAID and fee.held_end is None
            assert balance(posting.held(fee.id)) == (FEE if unresolved else Money(0))
            assert balance(posting.disputed(fee.id)) == fee.questioned
            assert balance(posting.retention(fee.id)) == fee.kept_back
            open_ones = total(each.amount for each in fee.awards if each.given is None)
            assert balance(posting.refund_owed(fee.id)) == open_ones
            for award in fee.awards:
                assert balance(posting.office_debt(award.id)) == -award.owed

    @invariant()
    def nothing_is_given_that_nobody_has(self):
        clearing = [each for _, each in self.books.balances(name="clearing").items]
        assert total(clearing) <= Money(0)
        for which in (0, 1):
            fee = self.fee(which)
            # What the office still owes is still waiting, to be given or to be decided.
            open_ones = total(each.amount for each in fee.awards if each.given is None)
            assert total(each.owed for each in fee.awards) <= open_ones + fee.questioned

    @invariant()
    def replaying_every_event_gives_the_balances(self):
        events = [each.event for each in self.storage.kept]
        replayed = movements(entry for event in events for entry in event.entries())
        standing = {place: minor for place, minor in self.storage.balances.items() if minor}
        assert {place: minor for place, minor in replayed.items() if minor} == standing

    @invariant()
    def an_award_and_its_obligation_say_the_same_and_no_job_is_lost(self):
        awards = {each.id: each for which in (0, 1) for each in self.fee(which).awards}
        rows = {row.key: row for row in self.container.lists().page(RefundRow, limit=200).items}
        assert rows.keys() == awards.keys()
        for key, row in rows.items():
            assert (row.status is RefundStatus.GIVEN) == (awards[key].given is not None)
        parked = self.container.outbox().parked(limit=200).items
        assert [each for each in parked if each.kind in MONEY] == []


AnyoneMayTryAnything.TestCase.settings = settings(max_examples=25, stateful_step_count=25)
TestAnyoneMayTryAnything = AnyoneMayTryAnything.TestCase
