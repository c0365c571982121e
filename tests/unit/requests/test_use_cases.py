from datetime import date, timedelta

import pytest
from attrs import evolve
from beginnings import TERMS, eligible_employer, kept, shown_worker, working_office

from maawin_core.access.admission import PILOT_SWITCH, Admission, PilotSwitch, admission_of
from maawin_core.employers.employer import Eligibility
from maawin_core.kernel.errors import (
    AlreadyTaken,
    NotAllowed,
    NotFound,
    RuleBroken,
    Stale,
    WrongMoment,
)
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.parties import SYSTEM, Party, PartyKind, office
from maawin_core.law.policy import POLICY
from maawin_core.offers.offer import Offer, OfferStatus
from maawin_core.offers.terms import Profile
from maawin_core.offers.use_cases import ChangeOffer, MakeOffer, WithdrawOffer
from maawin_core.requests.request import (
    RecruitmentRequest,
    RequestRow,
    RequestStatus,
    Wishes,
)
from maawin_core.requests.use_cases import (
    AcceptRequest,
    CancelRequest,
    DeclineRequest,
    ExpireRequest,
    NoteCompleted,
    NoteContracted,
    RecordOutsideStep,
    ShowNextStep,
    SubmitRequest,
)
from maawin_core.workers.profile import Origin

WISHES = Wishes(kind=Origin.ABROAD, country="PHL", skills=("child_care",))


@pytest.fixture
def free(resolve, employer, house):
    return resolve(SubmitRequest)(employer, office=house.id, wishes=WISHES)


@pytest.fixture
def selected(storage, accepted, worker, clock):
    return kept(storage, accepted.selected(worker.id, clock.now()))


# Asking


def test_a_request_on_an_offer_wishes_for_what_is_offered(request_, offer, worker):
    assert (request_.office, request_.offer) == (offer.office, offer.id)
    assert request_.offer_number == 1
    assert request_.wishes == Wishes(
        kind=Origin.ABROAD, country="PHL", skills=worker.skills, languages=worker.languages
    )


def test_a_free_request_names_an_office_and_wishes(resolve, employer, house, free):
    assert (free.offer, free.wishes) == (None, WISHES)
    for half in ({}, {"office": house.id}, {"wishes": WISHES}):
        with pytest.raises(RuleBroken, match="request_for_what"):
            resolve(SubmitRequest)(employer, **half)


def test_asking_twice_on_one_offer_is_refused_and_leaves_one_request(
    resolve, employer, offer, request_, lists
):
    with pytest.raises(AlreadyTaken, match="taken_open_request"):
        resolve(SubmitRequest)(employer, offer=offer.id)
    assert [row.key for row in lists.page(RequestRow).items] == [request_.id]


@pytest.mark.parametrize("eligible", [Eligibility.UNDECIDED, Eligibility.NOT_ELIGIBLE])
def test_an_employer_who_is_not_eligible_asks_nobody(
    resolve, storage, clock, employer_of, offer, eligible
):
    unfit = employer_of(eligible_employer(storage, clock.now(), eligible).id)
    with pytest.raises(WrongMoment, match="employer_not_eligible"):
        resolve(SubmitRequest)(unfit, offer=offer.id)


def test_neither_a_suspended_employer_nor_a_suspended_office_starts_a_request(
    resolve, storage, clock, employer, house, offer
):
    for party in (employer.party, office(house.id)):
        suspended = kept(storage, Admission.of(party).suspended("complaints", clock.now()))
        with pytest.raises(RuleBroken, match="party_suspended"):
            resolve(SubmitRequest)(employer, offer=offer.id)
        kept(storage, suspended.lifted("settled", clock.now()))
    assert resolve(SubmitRequest)(employer, offer=offer.id)


def test_in_the_pilot_only_the_chosen_ask(resolve, storage, clock, employer, house, offer):
    kept(storage, PilotSwitch(id=PILOT_SWITCH).turned(True, clock.now()))
    kept(storage, Admission.of(employer.party).chosen_for_pilot(True, clock.now()))
    with pytest.raises(RuleBroken, match="not_in_pilot"):
        resolve(SubmitRequest)(employer, offer=offer.id)
    kept(storage, Admission.of(office(house.id)).chosen_for_pilot(True, clock.now()))
    assert resolve(SubmitRequest)(employer, offer=offer.id)


def test_nobody_asks_on_an_offer_whose_worker_is_not_free(
    resolve, storage, clock, employer, offer, worker
):
    kept(storage, worker.reserved(new_id(), clock.now()))
    with pytest.raises(WrongMoment):
        resolve(SubmitRequest)(employer, offer=offer.id)


def test_nobody_asks_on_an_offer_that_is_over(resolve, clock, employer, manager, offer):
    clock.move(timedelta(days=90))
    with pytest.raises(RuleBroken, match="offer_over"):
        resolve(SubmitRequest)(employer, offer=offer.id)
    resolve(WithdrawOffer)(manager, offer.id)
    with pytest.raises(WrongMoment):
        resolve(SubmitRequest)(employer, offer=offer.id)


def test_only_employers_ask(resolve, manager, officer, worker_of, offer):
    for by in (manager, officer, worker_of(new_id())):
        with pytest.raises(NotAllowed):
            resolve(SubmitRequest)(by, offer=offer.id)


# Answering


def test_a_request_is_accepted_on_the_terms_that_were_seen_though_the_offer_has_changed(
    resolve, manager, offer, request_
):
    resolve(ChangeOffer)(manager, offer.id, evolve(TERMS, arrival_days=60))
    accepted = resolve(AcceptRequest)(manager, request_.id)
    assert (accepted.offer, accepted.offer_number) == (offer.id, 1)


def test_a_free_request_is_accepted_on_an_offer_that_fits(resolve, manager, free, offer):
    with pytest.raises(RuleBroken, match="offer_missing"):
        resolve(AcceptRequest)(manager, free.id)
    elsewhere = resolve(MakeOffer)(manager, Origin.ABROAD, TERMS, profile=Profile(country="IDN"))
    with pytest.raises(RuleBroken, match="offer_not_as_wished"):
        resolve(AcceptRequest)(manager, free.id, elsewhere.id)
    accepted = resolve(AcceptRequest)(manager, free.id, offer.id)
    assert (accepted.offer, accepted.offer_number) == (offer.id, 1)


def test_a_free_request_is_not_accepted_on_somebody_elses_offer(
    resolve, manager_of, manager, storage, clock, free
):
    other = working_office(storage, clock.now())
    hers = shown_worker(storage, other.id, clock.now())
    foreign = resolve(MakeOffer)(manager_of(other.id), Origin.ABROAD, TERMS, worker=hers.id)
    with pytest.raises(NotFound):
        resolve(AcceptRequest)(manager, free.id, foreign.id)


def test_a_suspended_office_accepts_nothing_and_may_still_decline(
    resolve, storage, clock, manager, house, request_
):
    kept(storage, Admission.of(office(house.id)).suspended("complaints", clock.now()))
    with pytest.raises(RuleBroken, match="party_suspended"):
        resolve(AcceptRequest)(manager, request_.id)
    declined = resolve(DeclineRequest)(manager, request_.id, "We are suspended.")
    assert declined.status is RequestStatus.DECLINED


def test_strangers_do_not_find_a_request_and_the_employer_does_not_answer_it(
    resolve, manager_of, employer_of, employer, request_
):
    for stranger in (manager_of(new_id()), employer_of(new_id())):
        with pytest.raises(NotFound):
            resolve(AcceptRequest)(stranger, request_.id)
        with pytest.raises(NotFound):
            resolve(ShowNextStep)(stranger, request_.id)
    for answer in (
        lambda: resolve(AcceptRequest)(employer, request_.id),
        lambda: resolve(DeclineRequest)(employer, request_.id, "No."),
    ):
        with pytest.raises(NotAllowed):
            answer()


def test_whoever_saw_an_earlier_request_looks_again(resolve, manager, employer, request_):
    resolve(RecordOutsideStep)(employer, request_.id, "visit", date(2026, 1, 5))
    for late in (
        lambda: resolve(AcceptRequest)(manager, request_.id, seen=request_.version),
        lambda: resolve(DeclineRequest)(manager, request_.id, "No.", seen=request_.version),
        lambda: resolve(CancelRequest)(employer, request_.id, "No.", seen=request_.version),
    ):
        with pytest.raises(Stale):
            late()


# Ending


def test_either_side_or_the_ministry_ends_a_request_before_a_selection(
    resolve, employer, manager, officer, storage, accepted
):
    ended = resolve(CancelRequest)(employer, accepted.id, "We have moved.")
    assert (ended.status, ended.reason) == (RequestStatus.CANCELLED, "We have moved.")
    assert resolve(CancelRequest)(manager, accepted.id, "Other.").version == ended.version
    with pytest.raises(WrongMoment):
        resolve(AcceptRequest)(manager, accepted.id)


def test_a_selected_request_is_ended_by_cancelling_its_contract(resolve, employer, selected):
    with pytest.raises(WrongMoment):
        resolve(CancelRequest)(employer, selected.id, "We have moved.")


def test_a_request_that_is_left_lying_expires_by_the_clock(settle, clock, storage, request_):
    clock.move(POLICY.office_answer)
    settle()
    assert storage.get(RecruitmentRequest, request_.id).status is RequestStatus.SUBMITTED
    clock.move(POLICY.request_left)
    settle()
    assert storage.get(RecruitmentRequest, request_.id).status is RequestStatus.EXPIRED


def test_a_request_to_a_suspended_office_waits_and_has_the_whole_time_after_it(
    settle, clock, storage, accepted
):
    def stand(change):
        with storage.transaction(SYSTEM) as work:
            work.save(change(admission_of(work, office(accepted.office)), clock.now()))

    def status_after(time):
        clock.move(time)
        settle()
        return storage.get(RecruitmentRequest, accepted.id).status

    stand(lambda standing, at: standing.suspended("inspection", at))
    assert status_after(POLICY.selection + POLICY.request_left) is RequestStatus.ACCEPTED
    assert status_after(POLICY.request_left) is RequestStatus.ACCEPTED
    stand(lambda standing, at: standing.lifted("settled", at))
    assert status_after(POLICY.request_left) is RequestStatus.ACCEPTED
    assert status_after(POLICY.request_left) is RequestStatus.EXPIRED


def test_people_do_not_move_requests(resolve, manager, accepted):
    for move in (
        lambda: resolve(ExpireRequest)(manager, accepted.id),
        lambda: resolve(NoteContracted)(manager, accepted.id, new_id()),
    ):
        with pytest.raises(NotAllowed):
            move()


# Following


def test_a_concluded_contract_takes_the_offer_of_the_named_worker(
    resolve, storage, selected, offer
):
    contract = new_id()
    noted = resolve(NoteContracted)(SYSTEM, selected.id, contract)
    assert (noted.status, noted.contract) == (RequestStatus.CONTRACTED, contract)
    assert storage.get(Offer, offer.id).status is OfferStatus.TAKEN
    assert resolve(NoteContracted)(SYSTEM, selected.id, contract).version == noted.version


def test_the_hand_over_completes_the_request_of_its_contract(resolve, clock, selected):
    contract = new_id()
    resolve(NoteContracted)(SYSTEM, selected.id, contract)
    clock.move(timedelta(days=40))
    done = resolve(NoteCompleted)(SYSTEM, contract, date(2026, 2, 14))
    assert (done.status, done.days_to_hand_over) == (RequestStatus.COMPLETED, 40)
    again = resolve(NoteCompleted)(SYSTEM, contract, date(2026, 2, 14))
    assert again.version == done.version


def test_people_do_not_complete_requests(resolve, manager, selected):
    contract = new_id()
    resolve(NoteContracted)(SYSTEM, selected.id, contract)
    with pytest.raises(NotAllowed):
        resolve(NoteCompleted)(manager, contract, date(2026, 2, 14))


def test_direct_recruitment_has_no_request_to_note(resolve, storage):
    assert resolve(NoteContracted)(SYSTEM, None, new_id()) is None
    assert resolve(NoteCompleted)(SYSTEM, new_id(), date(2026, 2, 14)) is None
    assert storage.kept == []


def test_what_was_done_outside_shows_in_the_list(resolve, employer, request_, lists):
    resolve(RecordOutsideStep)(employer, request_.id, "interview", date(2026, 1, 5))
    (row,) = lists.page(RequestRow).items
    assert row.outside is True
    stranger = evolve(employer, party=Party(PartyKind.EMPLOYER, new_id()))
    with pytest.raises(NotFound):
        resolve(RecordOutsideStep)(stranger, request_.id, "interview", date(2026, 1, 5))


# The next step


def test_the_next_step_says_whose_turn_it_is_what_and_by_when(
    resolve, clock, employer, manager, officer, request_
):
    for by in (employer, manager, officer):
        step = resolve(ShowNextStep)(by, request_.id)
        assert step.turn.obligation.code == "answer_request"
        assert step.turn.obligation.owner == manager.party
        assert step.turn.obligation.due == clock.now() + POLICY.office_answer
        assert step.late is False
    resolve(AcceptRequest)(manager, request_.id)
    step = resolve(ShowNextStep)(employer, request_.id)
    assert (step.turn.obligation.code, step.turn.obligation.owner) == (
        "select_worker",
        employer.party,
    )
    assert [type(each.event).__name__ for each in step.history.items] == [
        "RequestSubmitted",
        "RequestAccepted",
    ]


def test_the_next_step_is_late_from_its_deadline_on(resolve, clock, employer, request_):
    clock.move(POLICY.office_answer - timedelta(seconds=1))
    assert resolve(ShowNextStep)(employer, request_.id).late is False
    clock.move(timedelta(seconds=1))
    assert resolve(ShowNextStep)(employer, request_.id).late is True


def test_a_request_that_is_over_is_nobodys_turn(resolve, manager, employer, request_):
    resolve(DeclineRequest)(manager, request_.id, "No such worker.")
    step = resolve(ShowNextStep)(employer, request_.id)
    assert (step.turn, step.open, step.late) == (None, (), False)


def test_a_history_is_read_in_pages(resolve, employer, accepted):
    first = resolve(ShowNextStep)(employer, accepted.id, limit=1).history
    rest = resolve(ShowNextStep)(employer, accepted.id, after=first.next).history
    assert [len(first.items), len(rest.items), rest.next] == [1, 1, None]
