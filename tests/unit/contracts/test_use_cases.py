from datetime import timedelta

import pytest
from attrs import evolve
from beginnings import TERMS, eligible_employer, shown_worker, working_office

from maawin_core.access.admission import admission_of
from maawin_core.contracts.contract import ContractStatus, RecruitmentContract
from maawin_core.contracts.direct import DirectRecruitment, DirectStatus
from maawin_core.contracts.employment import EmploymentContract, EmploymentStatus
from maawin_core.contracts.use_cases import (
    AddTranslation,
    ApproveDirectRecruitment,
    AskDirectRecruitment,
    AttestContract,
    ConsentToTerms,
    DrawUpContract,
    DrawUpDirectContract,
    RefuseDirectRecruitment,
    SelectWorker,
    SignEmploymentContract,
    SignRecruitmentContract,
)
from maawin_core.employers.employer import Eligibility
from maawin_core.kernel import parties
from maawin_core.kernel.aggregate import Claim
from maawin_core.kernel.errors import (
    AlreadyTaken,
    NotAllowed,
    NotFound,
    RuleBroken,
    Stale,
    WrongMoment,
)
from maawin_core.kernel.identity import Identity, new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import SYSTEM
from maawin_core.offers.terms import Profile
from maawin_core.offers.use_cases import ChangeOffer, MakeOffer
from maawin_core.payments.fee_payment import FeePayment
from maawin_core.placements.use_cases import CancelContract
from maawin_core.requests.request import RecruitmentRequest, RequestStatus
from maawin_core.workers.profile import Origin, Sex
from maawin_core.workers.worker import Availability, Worker

# Selecting


def test_selecting_a_worker_reserves_her_for_this_request(selected, storage, hers, request_):
    assert selected.status is ContractStatus.DRAWN_UP
    assert (selected.price, selected.wage) == (Money("14000.00"), Money("1900.00"))
    reserved = storage.get(Worker, hers.id)
    assert (reserved.availability, reserved.reserved_for) == (Availability.RESERVED, request_.id)
    assert storage.get(RecruitmentRequest, request_.id).status is RequestStatus.SELECTED
    held = storage.holder(Claim("worker_reserved", str(hers.id)))
    assert held == ("recruitment_contract", selected.id)


def test_selecting_her_again_gives_the_same_contract(resolve, employer, selected, request_, hers):
    assert resolve(SelectWorker)(employer, request_.id, hers.id) == selected


def test_another_employer_cannot_select_her_and_nothing_of_that_is_kept(
    resolve, storage, clock, ask, manager, selected, hers, employer_of
):
    other = employer_of(eligible_employer(storage, clock.now()).id)
    open_offer = resolve(MakeOffer)(manager, Origin.ABROAD, TERMS, profile=Profile(country="PHL"))
    request = ask(other, open_offer)
    with pytest.raises(WrongMoment):
        resolve(SelectWorker)(other, request.id, hers.id)
    assert storage.get(RecruitmentRequest, request.id) == request


def test_the_reservation_is_a_claim_whatever_the_worker_says(storage, selected):
    second = evolve(selected, id=new_id(), request=new_id())
    with pytest.raises(AlreadyTaken) as no, storage.transaction(SYSTEM) as work:
        work.save(second.after(selected_event(second)))
    assert no.value.code == "taken_worker_reserved"


def selected_event(contract):
    made = RecruitmentContract.selected(
        contract.id, request=contract.request, office=contract.office, employer=contract.employer,
        worker=contract.worker, offer=contract.offer, recruited_from="PHL", origin=Origin.ABROAD,
        price=contract.price, offered=contract.offered, arrival_days=1, due=contract.due,
        at=contract.due,
    )  # fmt: skip
    return made.events[0]


def test_the_terms_are_those_that_were_accepted_whatever_the_offer_became(
    resolve, manager, employer, ask, offer, hers
):
    request = ask(employer, offer)
    resolve(ChangeOffer)(manager, offer.id, evolve(TERMS, wage=Money("1850.00")))
    selected = resolve(SelectWorker)(employer, request.id, hers.id)
    assert selected.promised.basic_wage == Money("1900.00")


@pytest.mark.parametrize("profile", [{"country": "KEN"}, {"origin": Origin.LOCAL}])
def test_whom_the_offer_is_not_for_is_not_selected_on_it(
    resolve, storage, clock, house, manager, employer, ask, profile
):
    open_offer = resolve(MakeOffer)(manager, Origin.ABROAD, TERMS, profile=Profile(country="PHL"))
    request = ask(employer, open_offer)
    other = shown_worker(storage, house.id, clock.now(), **profile)
    with pytest.raises(RuleBroken, match="worker_not_as_offered"):
        resolve(SelectWorker)(employer, request.id, other.id)


def test_an_offer_for_women_is_no_offer_for_a_man(
    resolve, storage, clock, house, manager, employer, ask
):
    women = Profile(country="PHL", sex=Sex.FEMALE)
    open_offer = resolve(MakeOffer)(manager, Origin.ABROAD, TERMS, profile=women)
    request = ask(employer, open_offer)
    he = shown_worker(storage, house.id, clock.now(), sex=Sex.MALE)
    with pytest.raises(RuleBroken, match="worker_of_other_sex"):
        resolve(SelectWorker)(employer, request.id, he.id)


def test_a_worker_of_another_office_or_of_another_offer_is_refused(
    resolve, storage, clock, house, employer, request_
):
    elsewhere = shown_worker(storage, working_office(storage, clock.now()).id, clock.now())
    with pytest.raises(RuleBroken, match="worker_of_other_office"):
        resolve(SelectWorker)(employer, request_.id, elsewhere.id)
    other = shown_worker(storage, house.id, clock.now())
    with pytest.raises(RuleBroken, match="offer_names_other_worker"):
        resolve(SelectWorker)(employer, request_.id, other.id)


def test_a_suspended_employer_or_office_selects_nobody(
    resolve, storage, clock, employer, request_, hers, house
):
    for party in (employer.party, parties.office(house.id)):
        with storage.transaction(SYSTEM) as work:
            standing = admission_of(work, party)
            work.save(standing.suspended("inspection", clock.now()))
        with pytest.raises(RuleBroken, match="party_suspended"):
            resolve(SelectWorker)(employer, request_.id, hers.id)
        with storage.transaction(SYSTEM) as work:
            work.save(admission_of(work, party).lifted("settled", clock.now()))
    assert storage.get(Worker, hers.id).availability is Availability.LISTED


def test_only_the_employer_selects_and_strangers_find_nothing(
    resolve, manager, employer_of, request_, hers
):
    with pytest.raises(NotAllowed):
        resolve(SelectWorker)(manager, request_.id, hers.id)
    with pytest.raises(NotFound):
        resolve(SelectWorker)(employer_of(new_id()), request_.id, hers.id)


def test_who_looked_at_an_older_request_is_told(resolve, employer, request_, hers):
    with pytest.raises(Stale):
        resolve(SelectWorker)(employer, request_.id, hers.id, seen=99)


# Drawing up


def test_both_contracts_are_written_in_arabic_and_in_a_language_that_is_read(
    drawn_up, storage, selected
):
    recruitment = storage.get(RecruitmentContract, selected.id)
    assert [text.language for text in drawn_up.texts] == ["ar", "en"]
    assert [text.language for text in recruitment.texts] == ["ar", "en"]
    assert drawn_up.missing_language == ""
    assert drawn_up.id == recruitment.id


def test_a_language_that_is_missing_is_named(
    resolve, manager, storage, clock, house, ask, employer, terms
):
    hers = shown_worker(storage, house.id, clock.now(), languages=("am",), language="am")
    offer = resolve(MakeOffer)(manager, Origin.ABROAD, TERMS, worker=hers.id)
    selected = resolve(SelectWorker)(employer, ask(employer, offer).id, hers.id)
    drawn_up = resolve(DrawUpContract)(manager, selected.id, terms)
    assert drawn_up.missing_language == "am"
    text = f"ውል: Worker, {hers.identity.passport}"
    english = drawn_up.texts[1].read(drawn_up.identities)
    with pytest.raises(RuleBroken, match="text_is_no_translation"):
        resolve(AddTranslation)(manager, selected.id, "am", english)
    translated = resolve(AddTranslation)(manager, selected.id, "am", text)
    assert translated.missing_language == ""
    assert translated.texts[-1].read(translated.identities) == text
    assert hers.identity.passport not in translated.texts[-1].body


def test_drawing_up_the_same_again_changes_nothing(resolve, manager, drawn_up, terms, selected):
    assert resolve(DrawUpContract)(manager, selected.id, terms) == drawn_up


def test_a_price_may_fall_below_the_offer_and_never_rise_above_it(
    resolve, manager, selected, terms, storage
):
    with pytest.raises(RuleBroken, match="price_above_offer"):
        resolve(DrawUpContract)(manager, selected.id, terms, price=Money("14000.01"))
    resolve(DrawUpContract)(manager, selected.id, terms, price=Money("13500.00"))
    assert storage.get(RecruitmentContract, selected.id).price == Money("13500.00")


def test_unlawful_terms_are_refused_and_leave_everything_as_it_was(
    resolve, manager, selected, terms, storage
):
    with pytest.raises(RuleBroken, match="wage_below_floor"):
        resolve(DrawUpContract)(manager, selected.id, evolve(terms, basic_wage=Money(900)))
    assert storage.get(RecruitmentContract, selected.id) == selected


def test_the_worker_cannot_write_the_contract_and_strangers_find_none(
    resolve, worker, manager_of, selected, terms
):
    with pytest.raises(NotAllowed):
        resolve(DrawUpContract)(worker, selected.id, terms)
    with pytest.raises(NotFound):
        resolve(DrawUpContract)(manager_of(new_id()), selected.id, terms)
    with pytest.raises(Stale):
        resolve(DrawUpContract)(worker, selected.id, terms, seen=99)


def test_the_arabic_text_is_not_replaced_by_an_uploaded_one(resolve, manager, drawn_up):
    with pytest.raises(RuleBroken, match="arabic_is_not_translated"):
        resolve(AddTranslation)(manager, drawn_up.id, "ar", "نص آخر")


def test_strangers_add_no_translation(resolve, manager_of, drawn_up):
    with pytest.raises(NotFound):
        resolve(AddTranslation)(manager_of(new_id()), drawn_up.id, "tl", "Kontrata")


# Signing


def test_when_all_have_signed_and_the_ministry_has_attested_it_is_concluded(
    concluded, storage, hers, request_, settle
):
    recruitment = storage.get(RecruitmentContract, concluded.id)
    assert concluded.status is EmploymentStatus.ATTESTED
    assert recruitment.status is ContractStatus.CONCLUDED
    assert recruitment.signed_on is not None
    assert storage.get(Worker, hers.id).availability is Availability.CONTRACTED
    settle()
    assert storage.get(RecruitmentRequest, request_.id).status is RequestStatus.CONTRACTED
    assert storage.get(FeePayment, concluded.id).fee == Money("14000.00")


def test_the_last_signature_may_come_after_the_attestation(
    sign, drawn_up, employer, worker, manager, officer, resolve, storage
):
    sign(drawn_up.id, employer, worker, attested_by=officer)
    assert storage.get(RecruitmentContract, drawn_up.id).status is ContractStatus.DRAWN_UP
    sha = storage.get(RecruitmentContract, drawn_up.id).texts[0].sha256
    resolve(SignRecruitmentContract)(employer, drawn_up.id, sha)
    last = resolve(SignRecruitmentContract)(manager, drawn_up.id, sha)
    assert last.status is ContractStatus.CONCLUDED


@pytest.mark.parametrize("who", ["manager", "staff"])
def test_an_office_cannot_sign_for_the_worker(who, request, resolve, drawn_up, storage):
    with pytest.raises(NotAllowed):
        resolve(SignEmploymentContract)(
            request.getfixturevalue(who), drawn_up.id, drawn_up.texts[1].sha256
        )
    assert storage.get(EmploymentContract, drawn_up.id).signatures == ()


def test_a_worker_has_no_part_in_the_recruitment_contract(resolve, worker, drawn_up, storage):
    sha = storage.get(RecruitmentContract, drawn_up.id).texts[0].sha256
    with pytest.raises(NotAllowed):
        resolve(SignRecruitmentContract)(worker, drawn_up.id, sha)


def test_the_recruitment_contract_is_not_signed_before_it_is_written(resolve, manager, selected):
    with pytest.raises(RuleBroken, match="text_has_changed"):
        resolve(SignRecruitmentContract)(manager, selected.id, "0" * 64)


def test_strangers_sign_nothing(resolve, employer_of, worker_of, drawn_up):
    sha = drawn_up.texts[0].sha256
    for use_case, by in (
        (SignRecruitmentContract, employer_of(new_id())),
        (SignEmploymentContract, worker_of(new_id())),
        (ConsentToTerms, worker_of(new_id())),
    ):
        with pytest.raises(NotFound):
            resolve(use_case)(by, drawn_up.id, sha)


def test_who_looked_at_an_older_contract_signs_nothing(resolve, employer, worker, drawn_up):
    sha = drawn_up.texts[1].sha256
    for use_case in (SignRecruitmentContract, SignEmploymentContract):
        with pytest.raises(Stale):
            resolve(use_case)(employer, drawn_up.id, sha, seen=99)
    with pytest.raises(Stale):
        resolve(ConsentToTerms)(worker, drawn_up.id, sha, seen=99)


def test_a_changed_contract_has_to_be_signed_again(
    sign, drawn_up, employer, worker, manager, resolve, terms, storage
):
    sign(drawn_up.id, employer, worker, manager)
    resolve(DrawUpContract)(manager, drawn_up.id, evolve(terms, daily_hours=7))
    assert storage.get(EmploymentContract, drawn_up.id).signatures == ()
    assert storage.get(RecruitmentContract, drawn_up.id).signatures != ()
    resolve(DrawUpContract)(manager, drawn_up.id, evolve(terms, months=12))
    assert storage.get(RecruitmentContract, drawn_up.id).signatures == ()


def test_terms_below_the_offer_wait_for_her_own_consent(
    resolve, manager, employer, worker, selected, terms
):
    lower = resolve(DrawUpContract)(manager, selected.id, evolve(terms, basic_wage=Money(1800)))
    sha = lower.texts[1].sha256
    with pytest.raises(RuleBroken, match="terms_worse_than_offer"):
        resolve(SignEmploymentContract)(employer, selected.id, sha)
    for other in (manager, employer):
        with pytest.raises(NotAllowed):
            resolve(ConsentToTerms)(other, selected.id, sha)
    resolve(ConsentToTerms)(worker, selected.id, sha)
    resolve(SignEmploymentContract)(employer, selected.id, sha)
    signed = resolve(SignEmploymentContract)(worker, selected.id, sha)
    assert signed.status is EmploymentStatus.SIGNED


def test_the_law_is_asked_again_on_the_day_of_signing(
    resolve, manager, house, storage, clock, ask, employer, worker_of, terms
):
    nearly = shown_worker(storage, house.id, clock.now())
    offer = resolve(MakeOffer)(manager, Origin.ABROAD, TERMS, worker=nearly.id)
    selected = resolve(SelectWorker)(employer, ask(employer, offer).id, nearly.id)
    drawn_up = resolve(DrawUpContract)(manager, selected.id, terms)
    sixty = clock.now().date().replace(year=clock.now().year - 60)
    with storage.transaction(SYSTEM) as work:
        known = work.get(Worker, nearly.id)
        mended = evolve(known.identity, born=sixty)
        work.save(known.changed(mended, known.profile, clock.now()))
    resolve(SignEmploymentContract)(employer, drawn_up.id, drawn_up.texts[0].sha256)
    clock.move(timedelta(days=1))
    with pytest.raises(RuleBroken, match="too_old_for_contract"):
        resolve(SignEmploymentContract)(worker_of(nearly.id), drawn_up.id, drawn_up.texts[1].sha256)


def test_only_the_ministry_attests_and_only_what_is_signed(
    resolve, manager, officer, inspector, drawn_up
):
    for other in (manager, inspector):
        with pytest.raises(NotAllowed):
            resolve(AttestContract)(other, drawn_up.id)
    with pytest.raises(WrongMoment):
        resolve(AttestContract)(officer, drawn_up.id)
    with pytest.raises(Stale):
        resolve(AttestContract)(officer, drawn_up.id, seen=99)


def test_attesting_twice_attests_once(concluded, officer, resolve):
    assert resolve(AttestContract)(officer, concluded.id) == concluded


# Without an office


def test_an_approved_employer_recruits_directly(
    resolve, employer, approved, terms, sign, worker_of, officer, storage
):
    contract = resolve(DrawUpDirectContract)(employer, approved.id, terms)
    assert (contract.office, contract.missing_language) == (None, "sw")
    assert storage.get(DirectRecruitment, approved.id).obligations() == ()
    assert contract.worse == ()
    attested = sign(approved.id, employer, worker_of(approved.worker), attested_by=officer)
    assert attested.status is EmploymentStatus.ATTESTED
    held = storage.holder(Claim("worker_reserved", str(approved.worker)))
    assert held == ("employment_contract", approved.id)


def test_drawing_it_up_again_voids_what_was_signed_of_another_text(
    resolve, employer, approved, terms
):
    contract = resolve(DrawUpDirectContract)(employer, approved.id, terms)
    resolve(SignEmploymentContract)(employer, approved.id, contract.texts[0].sha256)
    again = resolve(DrawUpDirectContract)(employer, approved.id, evolve(terms, months=12))
    assert again.signatures == ()


def test_before_the_department_approves_nothing_is_drawn_up(
    resolve, employer, officer, direct, terms
):
    with pytest.raises(WrongMoment):
        resolve(DrawUpDirectContract)(employer, direct.id, terms)
    refused = resolve(RefuseDirectRecruitment)(officer, direct.id, "An office has her.")
    assert refused.status is DirectStatus.REFUSED
    with pytest.raises(WrongMoment):
        resolve(DrawUpDirectContract)(employer, direct.id, terms)


def test_only_the_ministry_decides_and_strangers_find_nothing(
    resolve, employer, inspector, employer_of, direct, terms
):
    for use_case in (ApproveDirectRecruitment, RefuseDirectRecruitment):
        for other in (employer, inspector):
            with pytest.raises(NotAllowed):
                resolve(use_case)(other, direct.id, "because")
        with pytest.raises(Stale):
            resolve(use_case)(inspector, direct.id, "because", seen=99)
    with pytest.raises(NotFound):
        resolve(DrawUpDirectContract)(employer_of(new_id()), direct.id, terms)


def test_who_may_not_recruit_does_not_recruit_directly_either(
    resolve, storage, clock, employer_of, manager, candidate
):
    not_eligible = eligible_employer(storage, clock.now(), Eligibility.NOT_ELIGIBLE)
    with pytest.raises(WrongMoment, match="employer_not_eligible"):
        resolve(AskDirectRecruitment)(employer_of(not_eligible.id), candidate, "why")
    with pytest.raises(NotFound):
        resolve(AskDirectRecruitment)(manager, candidate, "why")


def test_somebody_on_an_offices_list_is_not_recruited_past_it(
    resolve, employer, hers, candidate, storage
):
    listed = evolve(
        candidate,
        passport_country="PHL",
        identity=Identity(name="Worker", passport=hers.identity.passport, born=hers.identity.born),
    )
    # However it is written: it is the same passport.
    spaced = " ".join(hers.identity.passport.lower())
    for passport in (hers.identity.passport, spaced):
        same = evolve(listed, identity=evolve(listed.identity, passport=passport))
        with pytest.raises(AlreadyTaken, match="taken_passport"):
            resolve(AskDirectRecruitment)(employer, same, "cheaper")


def test_a_direct_contract_is_held_to_the_law_too(resolve, employer, approved, terms):
    with pytest.raises(RuleBroken, match="wage_below_floor"):
        resolve(DrawUpDirectContract)(employer, approved.id, evolve(terms, basic_wage=Money(900)))


def test_a_direct_recruitment_is_given_up_before_anything_is_drawn_up_and_with_a_reason(
    resolve, employer, employer_of, approved, storage, candidate
):
    with pytest.raises(NotFound):
        resolve(CancelContract)(employer_of(new_id()), approved.id, "why")
    with pytest.raises(RuleBroken, match="text_missing"):
        resolve(CancelContract)(employer, approved.id, " ")
    with pytest.raises(Stale):
        resolve(CancelContract)(employer, approved.id, "why", seen=99)
    given_up = resolve(CancelContract)(employer, approved.id, "We do not need her.")
    assert given_up.status is DirectStatus.CLOSED
    assert resolve(CancelContract)(employer, approved.id, "Again.") == given_up
    assert resolve(AskDirectRecruitment)(employer, candidate, "After all.")


def test_a_drawn_up_direct_contract_is_given_up_with_a_reason_too(
    resolve, employer, approved, terms, storage
):
    resolve(DrawUpDirectContract)(employer, approved.id, terms)
    with pytest.raises(RuleBroken, match="text_missing"):
        resolve(CancelContract)(employer, approved.id, "")
    resolve(CancelContract)(employer, approved.id, "We move abroad.")
    assert storage.get(DirectRecruitment, approved.id).closed_because == "We move abroad."


def test_whom_the_department_lets_recruit_directly_has_it_on_the_task_list(
    approved, employer, lists
):
    (owed,) = lists.owed(owner=employer.party).items
    assert (owed.obligation.code, owed.about) == ("draw_up_direct_contract", approved.id)


def test_the_decision_is_kept(approved, storage):
    assert storage.get(DirectRecruitment, approved.id).status is DirectStatus.APPROVED
