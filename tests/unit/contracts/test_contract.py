from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from maawin_core.contracts.contract import ContractStatus, RecruitmentContract
from maawin_core.contracts.employment import EmploymentContract, EmploymentStatus
from maawin_core.contracts.signing import text_of
from maawin_core.contracts.terms import EmploymentTerms, Offered, Task, WorkType
from maawin_core.kernel.errors import NotAllowed, Refusal, RuleBroken, WrongMoment
from maawin_core.kernel.identity import Identity, new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import MINISTRY, employer, office, worker
from maawin_core.workers.profile import Origin

NOW = datetime(2026, 1, 5, 6, tzinfo=UTC)
NEXT_DAY = NOW + timedelta(days=1)
EMPLOYER, OFFICE, WORKER = new_id(), new_id(), new_id()
HE, IT, SHE = employer(EMPLOYER), office(OFFICE), worker(WORKER)
PEOPLE = (Identity(name="Employer"), Identity(name="Office"), Identity(name="Worker"))
WAGE, PRICE = Money("1500.00"), Money("14000.00")
OFFERED = Offered(basic_wage=WAGE, daily_hours=10, rest_hours=24)


def texts(mark=""):
    return tuple(text_of(f"{each} {mark}", each, PEOPLE) for each in ("ar", "en"))


def selected():
    return RecruitmentContract.selected(
        new_id(), request=new_id(), office=OFFICE, employer=EMPLOYER, worker=WORKER,
        offer=new_id(), recruited_from="PHL", origin=Origin.ABROAD, price=PRICE,
        offered=OFFERED, arrival_days=30, due=NEXT_DAY, at=NOW,
    )  # fmt: skip


def written(mark=""):
    return selected().written(PRICE, WAGE, texts(mark), PEOPLE, NOW)


def signed(contract=None):
    contract = contract or written()
    sha = contract.texts[0].sha256
    return contract.signed(HE, sha, NOW).signed(IT, sha, NEXT_DAY)


def hers(contract, status=EmploymentStatus.ATTESTED):
    terms = EmploymentTerms(work=WorkType.COOK, tasks=(Task.COOKING,), basic_wage=WAGE)
    return EmploymentContract(
        id=contract.id, employer=EMPLOYER, worker=WORKER, office=OFFICE, terms=terms,
        offered=OFFERED, due=NOW, status=status,
    )  # fmt: skip


def codes(contract):
    return [(each.code, each.owner.kind) for each in contract.obligations()]


def test_selection_holds_the_worker_and_the_request_and_the_office_draws_up():
    contract = selected()
    assert {(claim.name, claim.value) for claim in contract.claims()} == {
        ("worker_reserved", str(WORKER)), ("contract_of_request", str(contract.request)),
    }  # fmt: skip
    assert codes(contract) == [("draw_up_contract", "office")]


def test_once_it_is_written_both_owe_their_signature():
    contract = written()
    assert codes(contract) == [
        ("sign_recruitment_contract", "employer"), ("sign_recruitment_contract", "office"),
    ]  # fmt: skip
    contract = contract.signed(HE, contract.texts[0].sha256, NOW)
    assert codes(contract) == [("sign_recruitment_contract", "office")]


def test_the_price_is_never_above_the_offers():
    with pytest.raises(RuleBroken) as no:
        selected().written(Money("14000.01"), WAGE, texts(), PEOPLE, NOW)
    assert (no.value.code, no.value.facts["needed"]) == ("price_above_offer", PRICE)
    assert selected().written(Money("13000.00"), WAGE, texts(), PEOPLE, NOW).price == Money(13000)


def test_it_is_concluded_on_the_day_of_the_last_signature_when_hers_is_attested():
    contract = signed()
    concluded = contract.concluded(hers(contract), NEXT_DAY + timedelta(days=5))
    assert concluded.status is ContractStatus.CONCLUDED
    assert concluded.signed_on == date(2026, 1, 6)
    assert concluded.concluded(hers(contract), NOW) is concluded
    assert codes(concluded) == []


@pytest.mark.parametrize("status", [EmploymentStatus.DRAWN_UP, EmploymentStatus.SIGNED])
def test_before_hers_is_attested_nothing_is_concluded(status):
    contract = signed()
    assert contract.concluded(hers(contract, status), NOW) is contract


def test_before_both_have_signed_nothing_is_concluded():
    contract = written()
    contract = contract.signed(HE, contract.texts[0].sha256, NOW)
    assert contract.concluded(hers(contract), NOW) is contract


def test_another_workers_contract_concludes_nothing():
    contract = signed()
    with pytest.raises(RuleBroken, match="other_contract"):
        contract.concluded(hers(selected()), NOW)


def test_a_changed_text_needs_new_signatures_and_the_same_text_does_not():
    contract = signed()
    same = contract.written(PRICE, WAGE, contract.texts, PEOPLE, NOW)
    assert same is contract
    assert contract.written(PRICE, WAGE, texts("anew"), PEOPLE, NOW).signatures == ()


@pytest.mark.parametrize("party", [SHE, MINISTRY, office(new_id())])
def test_nobody_signs_for_another(party):
    contract = written()
    with pytest.raises(NotAllowed):
        contract.signed(party, contract.texts[0].sha256, NOW)


def test_a_signature_names_a_text_that_stands_and_repeats_for_free():
    contract = signed()
    assert contract.signed(HE, contract.texts[0].sha256, NOW) is contract
    with pytest.raises(RuleBroken, match="text_has_changed"):
        contract.signed(HE, "0" * 64, NOW)


@pytest.mark.parametrize("contract", [selected(), signed()], ids=["selected", "signed"])
def test_what_is_cancelled_holds_nobody(contract):
    cancelled = contract.cancelled(HE, "We move abroad.", NOW)
    assert cancelled.claims() == frozenset()
    assert codes(cancelled) == []
    assert cancelled.cancelled(IT, "Again.", NOW) is cancelled
    assert cancelled.reason == "We move abroad."
    with pytest.raises(WrongMoment):
        cancelled.ended(NOW)


def test_a_cancellation_says_why():
    with pytest.raises(RuleBroken, match="text_missing"):
        selected().cancelled(HE, " ", NOW)


def test_what_has_ended_holds_nobody():
    contract = signed()
    ended = contract.concluded(hers(contract), NOW).ended(NOW)
    assert ended.claims() == frozenset()
    assert ended.ended(NOW) is ended
    with pytest.raises(WrongMoment):
        selected().ended(NOW)


def test_without_an_accepted_offer_nothing_was_promised():
    with pytest.raises(RuleBroken, match="request_without_offer"):
        _ = evolve(selected(), offered=None).promised


class AnyoneMayTryAnything(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.contract = selected()
        self.marks = 0

    @rule(by=st.sampled_from([HE, IT, SHE, MINISTRY]), stale=st.booleans())
    def sign(self, by, stale):
        known = [text.sha256 for text in self.contract.texts]
        with suppress(Refusal):
            sha = "0" * 64 if stale or not known else known[0]
            self.contract = self.contract.signed(by, sha, NOW)

    @rule(price=st.integers(13_990, 14_010).map(Money))
    def write(self, price):
        self.marks += 1
        with suppress(Refusal):
            self.contract = self.contract.written(price, WAGE, texts(self.marks), PEOPLE, NOW)

    @rule(status=st.sampled_from(EmploymentStatus))
    def conclude(self, status):
        with suppress(Refusal):
            self.contract = self.contract.concluded(hers(self.contract, status), NOW)

    @rule(by=st.sampled_from([HE, IT, SHE]))
    def cancel(self, by):
        with suppress(Refusal):
            self.contract = self.contract.cancelled(by, "why", NOW)

    @rule()
    def end(self):
        with suppress(Refusal):
            self.contract = self.contract.ended(NOW)

    @invariant()
    def it_holds_the_worker_exactly_while_it_is_open(self):
        over = {ContractStatus.CANCELLED, ContractStatus.ENDED}
        assert bool(self.contract.claims()) is (self.contract.status not in over)

    @invariant()
    def the_price_is_never_above_the_offers(self):
        assert self.contract.price <= PRICE

    @invariant()
    def what_is_concluded_was_signed_by_both_and_by_nobody_else(self):
        signers = {each.party for each in self.contract.signatures}
        assert signers <= {HE, IT}
        if self.contract.status in (ContractStatus.CONCLUDED, ContractStatus.ENDED):
            assert signers == {HE, IT}
            assert self.contract.signed_on is not None


TestAnyoneMayTryAnything = AnyoneMayTryAnything.TestCase
