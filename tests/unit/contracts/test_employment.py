from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from maawin_core.contracts.employment import EmploymentContract, EmploymentStatus
from maawin_core.contracts.employment_events import DirectRecruitmentConcluded
from maawin_core.contracts.signing import text_of
from maawin_core.contracts.terms import EmploymentTerms, Offered, Task, WorkType
from maawin_core.kernel.errors import NotAllowed, Refusal, RuleBroken, WrongMoment
from maawin_core.kernel.identity import Identity, new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import MINISTRY, employer, office, worker

NOW = datetime(2026, 1, 5, 6, tzinfo=UTC)
LATER = NOW + timedelta(days=3)
EMPLOYER, WORKER, OFFICE = new_id(), new_id(), new_id()
HE, SHE, IT = employer(EMPLOYER), worker(WORKER), office(OFFICE)
PEOPLE = (Identity(name="Employer"), Identity(name="Worker"))
OFFERED = Offered(basic_wage=Money("1500.00"), daily_hours=10, rest_hours=24)
TERMS = EmploymentTerms(work=WorkType.NANNY, tasks=(Task.CHILD_CARE,), basic_wage=Money("1500.00"))
LOWER = evolve(TERMS, basic_wage=Money("1400.00"))


def texts(terms, mark=""):
    said = f"{terms.basic_wage} {mark}"
    return (text_of(f"ar {said}", "ar", PEOPLE), text_of(f"en {said}", "en", PEOPLE))


def drawn_up(terms=TERMS, office=OFFICE, reads=("tl", "en")):
    made = EmploymentContract(
        id=new_id(), employer=EMPLOYER, worker=WORKER, office=office, request=new_id(),
        terms=terms, offered=OFFERED, identities=PEOPLE, reads=reads, due=LATER,
    )  # fmt: skip
    return made.drawn_up(texts(terms), NOW)


def signed(contract=None):
    contract = contract or drawn_up()
    sha = contract.texts[1].sha256
    return contract.signed(HE, sha, LATER, NOW).signed(SHE, sha, LATER, NOW)


def codes(contract):
    return [(each.code, each.owner.kind) for each in contract.obligations()]


def test_both_sign_and_the_ministry_attests():
    contract = drawn_up()
    assert codes(contract) == [
        ("sign_employment_contract", "employer"), ("sign_employment_contract", "worker"),
    ]  # fmt: skip
    contract = signed(contract)
    assert contract.status is EmploymentStatus.SIGNED
    assert contract.signed_on == date(2026, 1, 5)
    assert codes(contract) == [("attest_contract", "ministry")]
    contract = contract.attested(NOW)
    assert contract.status is EmploymentStatus.ATTESTED
    assert contract.attested(NOW) is contract
    assert codes(contract) == []


@pytest.mark.parametrize("party", [IT, MINISTRY, worker(new_id()), employer(new_id())])
def test_nobody_signs_for_another(party):
    contract = drawn_up()
    with pytest.raises(NotAllowed) as no:
        contract.signed(party, contract.texts[1].sha256, LATER, NOW)
    assert no.value.code == "not_a_signer"


def test_a_signature_names_a_text_that_still_stands():
    contract = drawn_up()
    old = contract.texts[1].sha256
    contract = contract.rewritten(TERMS, texts(TERMS, "anew"), PEOPLE, NOW)
    with pytest.raises(RuleBroken, match="text_has_changed"):
        contract.signed(HE, old, LATER, NOW)


def test_a_changed_text_needs_new_signatures():
    contract = signed()
    contract = contract.rewritten(TERMS, texts(TERMS, "anew"), PEOPLE, NOW)
    assert contract.signatures == ()
    assert contract.status is EmploymentStatus.DRAWN_UP
    assert contract.signed_on is None


def test_the_same_texts_again_change_nothing():
    contract = signed()
    assert contract.rewritten(TERMS, contract.texts, PEOPLE, NOW) is contract


def test_a_second_signature_of_the_same_text_is_the_first():
    contract = signed()
    assert contract.signed(SHE, contract.texts[1].sha256, LATER, NOW) is contract


def test_a_party_may_sign_the_other_text_instead():
    contract = drawn_up()
    arabic, english = (text.sha256 for text in contract.texts)
    contract = contract.signed(HE, english, LATER, NOW).signed(HE, arabic, LATER, NOW)
    assert [each.sha256 for each in contract.signatures] == [arabic]


def test_she_signs_a_text_that_she_reads_where_there_is_one():
    contract = drawn_up(reads=("tl", "en"))
    with pytest.raises(RuleBroken) as no:
        contract.signed(SHE, contract.texts[0].sha256, LATER, NOW)
    assert (no.value.code, no.value.facts["needed"]) == ("text_not_hers", ("en",))


def test_where_there_is_none_it_is_said_and_she_signs_nothing_that_she_cannot_read():
    contract = drawn_up(reads=("am",))
    missing = evolve(contract.texts[1], stands_for="am")
    contract = evolve(contract, texts=(contract.texts[0], missing))
    assert contract.missing_language == "am"
    assert codes(contract) == [("add_translation", "office")]
    for act in (
        lambda: contract.signed(SHE, missing.sha256, LATER, NOW),
        lambda: contract.consented(SHE, missing.sha256, NOW),
    ):
        with pytest.raises(RuleBroken) as no:
            act()
        assert (no.value.code, no.value.facts["needed"]) == ("no_text_she_reads", "am")
    with_hers = contract.translated(text_of("በአማርኛ", "am", PEOPLE, uploaded=True), NOW)
    assert with_hers.missing_language == ""
    assert codes(with_hers) == [
        ("sign_employment_contract", "employer"), ("sign_employment_contract", "worker"),
    ]  # fmt: skip
    assert with_hers.signed(SHE, with_hers.texts[-1].sha256, LATER, NOW).signatures


def test_without_an_office_the_employer_sees_to_a_text_that_she_reads():
    contract = drawn_up(office=None, reads=("am",))
    missing = evolve(contract.texts[1], stands_for="am")
    contract = evolve(contract, texts=(contract.texts[0], missing))
    assert codes(contract) == [("add_translation", "employer")]


def test_the_same_terms_again_keep_a_translation_that_was_added():
    contract = drawn_up().translated(text_of("sa Tagalog", "tl", PEOPLE, uploaded=True), NOW)
    assert contract.rewritten(TERMS, texts(TERMS), PEOPLE, NOW) is contract


def test_an_added_translation_leaves_what_was_signed_and_a_replaced_one_does_not():
    contract = signed()
    added = contract.translated(text_of("sa Tagalog", "tl", PEOPLE, uploaded=True), NOW)
    assert added.status is EmploymentStatus.SIGNED
    assert len(added.texts) == 3
    replaced = added.translated(text_of("other English", "en", PEOPLE, uploaded=True), NOW)
    assert replaced.signatures == ()
    assert replaced.status is EmploymentStatus.DRAWN_UP
    assert replaced.translated(replaced.texts[-1], NOW) is replaced


def test_nobody_signs_worse_terms_before_she_has_consented():
    contract = drawn_up(LOWER)
    sha = contract.texts[1].sha256
    assert contract.worse == ("basic_wage",)
    assert codes(contract) == [("consent_to_terms", "worker")]
    for party in (HE, SHE):
        with pytest.raises(RuleBroken, match="terms_worse_than_offer"):
            contract.signed(party, sha, LATER, NOW)
    consented = contract.consented(SHE, sha, NOW)
    assert consented.consented_to_worse
    assert signed(consented).status is EmploymentStatus.SIGNED
    assert consented.consented(SHE, sha, NOW) is consented


def test_her_consent_is_to_one_text_and_lapses_with_it():
    contract = drawn_up(LOWER)
    contract = contract.consented(SHE, contract.texts[1].sha256, NOW)
    even_lower = evolve(LOWER, basic_wage=Money("1300.00"))
    contract = contract.rewritten(even_lower, texts(even_lower), PEOPLE, NOW)
    assert not contract.consented_to_worse


@pytest.mark.parametrize("party", [HE, IT, MINISTRY])
def test_nobody_consents_for_her(party):
    contract = drawn_up(LOWER)
    with pytest.raises(NotAllowed):
        contract.consented(party, contract.texts[1].sha256, NOW)


def test_she_consents_to_a_text_that_she_reads():
    contract = drawn_up(LOWER)
    with pytest.raises(RuleBroken, match="text_not_hers"):
        contract.consented(SHE, contract.texts[0].sha256, NOW)


def test_to_terms_that_are_not_worse_there_is_nothing_to_consent():
    contract = drawn_up()
    assert contract.consented(SHE, contract.texts[1].sha256, NOW) is contract


def test_unsigned_it_is_not_attested_and_attested_it_changes_no_more():
    with pytest.raises(WrongMoment):
        drawn_up().attested(NOW)
    contract = signed().attested(NOW)
    with pytest.raises(WrongMoment):
        contract.rewritten(LOWER, texts(LOWER), PEOPLE, NOW)
    with pytest.raises(WrongMoment):
        contract.translated(text_of("new", "en", PEOPLE), NOW)


def test_only_without_an_office_the_attestation_concludes():
    with_office = signed().attested(NOW).events
    without = signed(drawn_up(office=None)).attested(NOW).events
    assert not [each for each in with_office if isinstance(each, DirectRecruitmentConcluded)]
    assert [each for each in without if isinstance(each, DirectRecruitmentConcluded)]


def test_without_an_office_it_holds_her_itself():
    assert drawn_up().claims() == frozenset()
    alone = drawn_up(office=None)
    assert {claim.value for claim in alone.claims()} == {str(WORKER)}
    assert alone.cancelled(NOW).claims() == frozenset()


def test_it_ends_once_and_falls_once():
    ended = signed().attested(NOW).ended(date(2026, 5, 1), NOW)
    assert ended.ended(date(2026, 6, 1), NOW) is ended
    assert ended.ended_on == date(2026, 5, 1)
    fallen = drawn_up().cancelled(NOW)
    assert fallen.cancelled(NOW) is fallen
    with pytest.raises(WrongMoment):
        ended.cancelled(NOW)
    with pytest.raises(WrongMoment):
        drawn_up().ended(date(2026, 5, 1), NOW)


def test_it_is_listed_with_what_is_worse_and_what_is_missing():
    (row,) = signed(drawn_up()).attested(NOW).rows()
    assert (row.signatures, row.attested_on, row.worse) == (2, date(2026, 1, 5), ())


PARTIES = st.sampled_from([HE, SHE, IT, MINISTRY])


class AnyoneMayTryAnything(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.contract = drawn_up()
        self.marks = 0
        self.attested = None

    def sha(self, number):
        return [*(text.sha256 for text in self.contract.texts), "0" * 64][number]

    @rule(by=PARTIES, number=st.integers(0, 2))
    def sign(self, by, number):
        with suppress(Refusal):
            self.contract = self.contract.signed(by, self.sha(number), LATER, NOW)

    @rule(by=PARTIES, number=st.integers(0, 2))
    def consent(self, by, number):
        with suppress(Refusal):
            self.contract = self.contract.consented(by, self.sha(number), NOW)

    @rule(terms=st.sampled_from([TERMS, LOWER]))
    def rewrite(self, terms):
        self.marks += 1
        with suppress(Refusal):
            self.contract = self.contract.rewritten(
                terms, texts(terms, str(self.marks)), PEOPLE, NOW
            )

    @rule(language=st.sampled_from(["en", "tl"]))
    def translate(self, language):
        self.marks += 1
        with suppress(Refusal):
            text = text_of(f"{language} {self.marks}", language, PEOPLE, uploaded=True)
            self.contract = self.contract.translated(text, NOW)

    @rule()
    def attest(self):
        with suppress(Refusal):
            self.contract = self.contract.attested(NOW)
            self.attested = (self.contract.terms, self.contract.texts)

    @rule()
    def cancel(self):
        with suppress(Refusal):
            self.contract = self.contract.cancelled(NOW)

    @rule()
    def end(self):
        with suppress(Refusal):
            self.contract = self.contract.ended(date(2026, 3, 1), NOW)

    @invariant()
    def each_signs_a_text_that_stands_and_for_himself_or_herself_only(self):
        known = {text.sha256 for text in self.contract.texts}
        signers = [each.party for each in self.contract.signatures]
        assert len(set(signers)) == len(signers)
        assert set(signers) <= {HE, SHE}
        assert {each.sha256 for each in self.contract.signatures} <= known

    @invariant()
    def nobody_has_signed_worse_terms_without_her_consent(self):
        assert not self.contract.signatures or self.contract.consented_to_worse

    @invariant()
    def what_counts_as_signed_is_signed_by_both(self):
        after = (EmploymentStatus.SIGNED, EmploymentStatus.ATTESTED, EmploymentStatus.ENDED)
        if self.contract.status in after:
            assert {each.party for each in self.contract.signatures} == {HE, SHE}

    @invariant()
    def what_is_attested_changes_no_more(self):
        if self.attested is not None:
            assert (self.contract.terms, self.contract.texts) == self.attested


TestAnyoneMayTryAnything = AnyoneMayTryAnything.TestCase
