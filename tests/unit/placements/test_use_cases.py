from datetime import date, timedelta

import pytest
from beginnings import TERMS, shown_worker

from maawin_adapters.payments.sandbox import LATE_CARD
from maawin_core.contracts.contract import ContractStatus, RecruitmentContract
from maawin_core.contracts.direct import DirectRecruitment, DirectStatus
from maawin_core.contracts.employment import EmploymentContract, EmploymentStatus
from maawin_core.contracts.use_cases import DrawUpContract, DrawUpDirectContract, SelectWorker
from maawin_core.disputes.dispute import DisputeGround, Outcome
from maawin_core.disputes.use_cases import DecideDispute, OpenDispute
from maawin_core.kernel.aggregate import Claim
from maawin_core.kernel.calendar import end_of_day
from maawin_core.kernel.errors import NotAllowed, NotFound, RuleBroken, Stale, WrongMoment
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import SYSTEM
from maawin_core.offers.use_cases import MakeOffer
from maawin_core.payments.events import PaymentStatus
from maawin_core.payments.fee_payment import FeePayment
from maawin_core.payments.use_cases import DropFee, PayFee
from maawin_core.placements.placement import (
    EndCause,
    Paper,
    Placement,
    PlacementKind,
    PlacementStatus,
)
from maawin_core.placements.use_cases import (
    CancelContract,
    ConfirmHandOver,
    ConsentToMove,
    EndPlacement,
    HandOver,
    NoteDuesSettled,
    NoteLateArrival,
    NoteNotice,
    PreparePlacement,
    RecordArrival,
    RecordTicket,
    RecordVisa,
    ReturnToOffice,
)
from maawin_core.requests.request import RecruitmentRequest, RequestStatus
from maawin_core.workers.profile import Origin
from maawin_core.workers.worker import Availability, Worker

PAPER = Paper(reference="V-1", on=date(2026, 1, 5))

# The way


def test_once_the_fee_is_paid_she_can_be_sent_for_and_the_days_run(paid, clock):
    assert paid.status is PlacementStatus.PREPARED
    assert paid.way is PlacementKind.ABROAD
    assert paid.expected_arrival == clock.now().date() + timedelta(days=TERMS.arrival_days)
    assert paid.contract_day == clock.now().date()


def test_preparing_twice_prepares_once(paid, resolve):
    assert resolve(PreparePlacement)(SYSTEM, paid.contract) == paid


def test_nothing_is_prepared_for_what_is_not_concluded(resolve, drawn_up):
    assert resolve(PreparePlacement)(SYSTEM, drawn_up.id) is None
    assert resolve(PreparePlacement)(SYSTEM, new_id()) is None


def test_from_visa_to_hand_over(handed_over, storage, hers, request_):
    assert handed_over.status is PlacementStatus.HANDED_OVER
    assert storage.get(Worker, hers.id).availability is Availability.PLACED
    assert storage.get(RecruitmentRequest, request_.id).status is RequestStatus.COMPLETED
    assert storage.get(FeePayment, handed_over.contract).released is not None


def test_confirming_twice_hands_over_once(handed_over, employer, resolve):
    on = handed_over.handed_over_on
    assert resolve(ConfirmHandOver)(employer, handed_over.id, on) == handed_over


def test_the_system_sees_that_she_is_late(paid, clock, settle, storage, resolve):
    assert resolve(NoteLateArrival)(SYSTEM, paid.id) == paid
    clock.set(end_of_day(paid.expected_arrival))
    settle()
    late = storage.get(Placement, paid.id)
    assert late.late
    assert [row.late for row in late.rows()] == [True]


def test_strangers_find_no_placement_and_the_worker_brings_nobody(
    paid, resolve, manager_of, employer, worker, clock
):
    today = clock.now().date()
    steps = {
        RecordVisa: (PAPER,), RecordTicket: (PAPER,), RecordArrival: (today,),
        HandOver: (today,), ReturnToOffice: (today,),
    }  # fmt: skip
    for use_case, facts in steps.items():
        with pytest.raises(NotFound):
            resolve(use_case)(manager_of(new_id()), paid.id, *facts)
        with pytest.raises(NotAllowed):
            resolve(use_case)(worker, paid.id, *facts)
        with pytest.raises(Stale):
            resolve(use_case)(worker, paid.id, *facts, seen=99)
    for use_case in (RecordVisa, RecordTicket):
        with pytest.raises(NotAllowed, match="not_your_part"):
            resolve(use_case)(employer, paid.id, PAPER)
    with pytest.raises(NotAllowed, match="not_your_part"):
        resolve(RecordArrival)(employer, paid.id, today)


def test_the_office_does_not_confirm_its_own_hand_over(arrived, resolve, manager, clock, storage):
    today = clock.now().date()
    stated = resolve(HandOver)(manager, arrived.id, today)
    with pytest.raises(NotAllowed):
        resolve(ConfirmHandOver)(manager, arrived.id, today)
    assert storage.get(Placement, arrived.id) == stated


def test_who_looked_at_an_older_placement_confirms_nothing(arrived, resolve, employer, clock):
    with pytest.raises(Stale):
        resolve(ConfirmHandOver)(employer, arrived.id, clock.now().date(), seen=1)


# Within Qatar


@pytest.fixture
def hers(storage, house, clock, request):
    origin = getattr(request, "param", Origin.ABROAD)
    made = {"origin": origin, "languages": ("tl", "en"), "language": "tl"}
    return shown_worker(storage, house.id, clock.now(), **made)


@pytest.fixture
def offer(resolve, manager, hers):
    return resolve(MakeOffer)(manager, hers.origin, TERMS, worker=hers.id)


local = pytest.mark.parametrize("hers", [Origin.LOCAL], indirect=True)


@local
@pytest.mark.parametrize(
    ("began", "ends"),
    [(date(2024, 2, 6), date(2026, 2, 5)), (date(2023, 12, 6), date(2026, 3, 5))],
    ids=["one month", "two months"],
)
def test_her_notice_is_one_month_or_two_after_a_longer_service(
    paid, resolve, worker, manager, began, ends
):
    assert paid.way is PlacementKind.LOCAL
    resolve(ConsentToMove)(worker, paid.id, True)
    noted = resolve(NoteNotice)(manager, paid.id, date(2026, 1, 5), began)
    assert noted.move.notice_ends == ends


@local
def test_a_worker_in_qatar_comes_by_her_own_consent_after_notice_and_dues(
    paid, resolve, worker, manager, employer, clock, settle
):
    resolve(ConsentToMove)(worker, paid.id, True)
    resolve(NoteNotice)(manager, paid.id, date(2026, 1, 5), date(2025, 6, 1))
    clock.set(end_of_day(date(2026, 2, 6)))
    today = clock.now().date()
    with pytest.raises(RuleBroken, match="move_not_ready"):
        resolve(HandOver)(manager, paid.id, today)
    resolve(NoteDuesSettled)(worker, paid.id, today)
    resolve(HandOver)(manager, paid.id, today)
    assert resolve(ConfirmHandOver)(employer, paid.id, today).handed_over_on == today


@local
def test_nobody_consents_for_her_and_nobody_says_for_her_that_she_was_paid(
    paid, resolve, manager, employer, worker, worker_of
):
    for other in (manager, employer):
        with pytest.raises(NotAllowed):
            resolve(ConsentToMove)(other, paid.id, False)
        with pytest.raises(NotAllowed):
            resolve(NoteDuesSettled)(other, paid.id, date(2026, 1, 5))
    with pytest.raises(NotAllowed):
        resolve(NoteNotice)(employer, paid.id, date(2026, 1, 5), date(2025, 6, 1))
    with pytest.raises(NotFound):
        resolve(ConsentToMove)(worker_of(new_id()), paid.id, False)
    for use_case, facts in (
        (ConsentToMove, (True,)),
        (NoteNotice, (date(2026, 1, 5), date(2025, 6, 1))),
        (NoteDuesSettled, (date(2026, 1, 5),)),
    ):
        with pytest.raises(Stale):
            resolve(use_case)(worker, paid.id, *facts, seen=99)


@local
def test_without_an_employer_now_she_comes_at_once(paid, resolve, worker, manager, employer, clock):
    today = clock.now().date()
    resolve(ConsentToMove)(worker, paid.id, False)
    resolve(HandOver)(manager, paid.id, today)
    confirmed = resolve(ConfirmHandOver)(employer, paid.id, today)
    assert confirmed.status is PlacementStatus.HANDED_OVER


# The end


def test_a_returned_worker_is_with_her_office_and_can_be_recruited_anew(
    handed_over, resolve, manager, storage, hers, clock
):
    returned = resolve(ReturnToOffice)(manager, handed_over.id, clock.now().date())
    assert returned.status is PlacementStatus.RETURNED
    assert "house_worker" in {each.code for each in returned.obligations()}
    back = storage.get(Worker, hers.id)
    assert (back.availability, back.origin) == (Availability.LISTED, Origin.LOCAL)
    assert storage.holder(Claim("worker_reserved", str(hers.id))) is None


def test_returning_twice_returns_once(handed_over, resolve, manager, clock):
    today = clock.now().date()
    once = resolve(ReturnToOffice)(manager, handed_over.id, today)
    assert resolve(ReturnToOffice)(manager, handed_over.id, today) == once


def test_after_a_return_the_employer_says_how_it_ended(
    handed_over, resolve, manager, employer, storage, hers, clock
):
    today = clock.now().date()
    resolve(ReturnToOffice)(manager, handed_over.id, today)
    ended = resolve(EndPlacement)(employer, handed_over.id, today, EndCause.EMPLOYER_NOTICE)
    assert ended.status is PlacementStatus.ENDED
    contract = storage.get(EmploymentContract, handed_over.contract)
    assert (contract.status, contract.ended_on) == (EmploymentStatus.ENDED, today)
    assert storage.get(Worker, hers.id).availability is Availability.LISTED


def test_who_ends_with_her_employer_is_on_no_offices_list_any_more(
    handed_over, resolve, worker, storage, hers, clock
):
    resolve(EndPlacement)(worker, handed_over.id, clock.now().date(), EndCause.RESIGNATION)
    assert storage.get(Worker, hers.id).availability is Availability.LEFT
    contract = storage.get(RecruitmentContract, handed_over.contract)
    assert contract.status is ContractStatus.ENDED
    assert storage.holder(Claim("worker_reserved", str(hers.id))) is None


def test_whoever_dies_after_a_return_is_offered_no_more(
    handed_over, resolve, manager, employer, officer, storage, hers, clock
):
    today = clock.now().date()
    resolve(ReturnToOffice)(manager, handed_over.id, today)
    with pytest.raises(RuleBroken, match="cause_not_yours"):
        resolve(EndPlacement)(employer, handed_over.id, today, EndCause.DEATH)
    resolve(EndPlacement)(officer, handed_over.id, today, EndCause.DEATH)
    assert storage.get(Worker, hers.id).availability is Availability.LEFT


def test_ending_twice_ends_once(handed_over, resolve, employer, clock):
    today = clock.now().date()
    once = resolve(EndPlacement)(employer, handed_over.id, today, EndCause.CONTRACT_END)
    assert resolve(EndPlacement)(employer, handed_over.id, today, EndCause.CONTRACT_END) == once
    with pytest.raises(WrongMoment, match="placement_ended_already"):
        resolve(EndPlacement)(employer, handed_over.id, today, EndCause.EMPLOYER_NOTICE)


def test_the_office_cannot_end_it_and_strangers_find_nothing(
    handed_over, resolve, manager, employer, employer_of, clock
):
    facts = (handed_over.id, clock.now().date(), EndCause.CONTRACT_END)
    with pytest.raises(NotAllowed):
        resolve(EndPlacement)(manager, *facts)
    with pytest.raises(NotFound):
        resolve(EndPlacement)(employer_of(new_id()), *facts)
    with pytest.raises(Stale):
        resolve(EndPlacement)(employer, *facts, seen=1)


# A contract that falls


@pytest.mark.parametrize("who", ["employer", "manager", "worker", "officer"])
def test_before_the_hand_over_each_side_may_give_it_up_and_she_is_free(
    who, request, arrived, resolve, storage, hers, request_, settle
):
    cancelled = resolve(CancelContract)(request.getfixturevalue(who), arrived.contract, "Why.")
    assert cancelled.status is ContractStatus.CANCELLED
    assert storage.get(Worker, hers.id).availability is Availability.LISTED
    assert storage.get(Placement, arrived.id).status is PlacementStatus.CANCELLED
    hers_ = storage.get(EmploymentContract, arrived.contract)
    assert hers_.status is EmploymentStatus.CANCELLED
    settle()
    assert storage.get(RecruitmentRequest, request_.id).status is RequestStatus.ACCEPTED
    # What was paid stays, and comes back by a dispute.
    assert storage.get(FeePayment, arrived.contract).status is PaymentStatus.PAID


def test_she_can_be_selected_again_after_it_fell(
    selected, resolve, employer, request_, hers, storage
):
    resolve(CancelContract)(employer, selected.id, "Another day.")
    again = resolve(SelectWorker)(employer, request_.id, hers.id)
    assert again.id != selected.id
    held = storage.holder(Claim("worker_reserved", str(hers.id)))
    assert held == ("recruitment_contract", again.id)


def test_the_employer_may_give_up_the_request_with_it(
    selected, resolve, employer, manager, storage, request_
):
    resolve(CancelContract)(employer, selected.id, "We move abroad.", reopen=False)
    assert storage.get(RecruitmentRequest, request_.id).status is RequestStatus.CANCELLED


def test_nobody_else_gives_up_the_employers_request(selected, resolve, manager, storage, request_):
    resolve(CancelContract)(manager, selected.id, "She fell ill.", reopen=False)
    assert storage.get(RecruitmentRequest, request_.id).status is RequestStatus.ACCEPTED


def test_an_unpaid_fee_is_not_asked_any_more(concluded, resolve, employer, settle, storage):
    settle()
    resolve(CancelContract)(employer, concluded.id, "We move abroad.")
    settle()
    assert storage.get(FeePayment, concluded.id).status is PaymentStatus.DROPPED
    with pytest.raises(WrongMoment):
        resolve(PayFee)(employer, concluded.id, "tok_ok")


def test_a_fee_that_a_provider_may_still_take_is_dropped_later_or_stays_paid(
    concluded, resolve, employer, settle, storage, clock
):
    settle()
    resolve(PayFee)(employer, concluded.id, LATE_CARD)
    resolve(CancelContract)(employer, concluded.id, "We move abroad.")
    with pytest.raises(WrongMoment):
        resolve(DropFee)(SYSTEM, concluded.id)
    for _ in range(20):
        clock.move(timedelta(minutes=30))
        settle()
    assert storage.get(FeePayment, concluded.id).status is PaymentStatus.PAID
    assert storage.get(RecruitmentContract, concluded.id).status is ContractStatus.CANCELLED
    with pytest.raises(NotFound):
        storage.get(Placement, concluded.id)


def test_what_was_paid_for_a_contract_that_fell_comes_back_by_a_dispute(
    paid, resolve, employer, manager, officer, settle, storage
):
    resolve(CancelContract)(manager, paid.contract, "She fell ill.")
    complaint = resolve(OpenDispute)(
        employer, paid.contract, manager.party, DisputeGround.NOT_DELIVERED, "Nobody came."
    )
    decided = resolve(DecideDispute)(officer, complaint.id, Outcome.REFUND, "Never handed over.")
    assert decided.decision.amount == storage.get(FeePayment, paid.contract).fee
    settle()
    assert storage.get(FeePayment, paid.contract).refundable == Money(0)


def test_cancelling_twice_cancels_once(selected, resolve, employer, manager):
    once = resolve(CancelContract)(employer, selected.id, "Why.")
    assert resolve(CancelContract)(manager, selected.id, "Why too.") == once


def test_after_the_hand_over_nothing_is_cancelled(handed_over, resolve, employer, storage):
    with pytest.raises(WrongMoment):
        resolve(CancelContract)(employer, handed_over.contract, "Why.")
    contract = storage.get(RecruitmentContract, handed_over.contract)
    assert contract.status is ContractStatus.CONCLUDED


def test_staff_and_strangers_cancel_nothing(selected, resolve, staff, employer_of, employer):
    with pytest.raises(NotAllowed):
        resolve(CancelContract)(staff, selected.id, "Why.")
    with pytest.raises(NotFound):
        resolve(CancelContract)(employer_of(new_id()), selected.id, "Why.")
    with pytest.raises(NotFound):
        resolve(CancelContract)(employer, new_id(), "Why.")
    with pytest.raises(Stale):
        resolve(CancelContract)(employer, selected.id, "Why.", seen=99)


def test_what_has_fallen_is_not_drawn_up(selected, resolve, employer, manager, terms):
    resolve(CancelContract)(employer, selected.id, "Why.")
    with pytest.raises(WrongMoment):
        resolve(DrawUpContract)(manager, selected.id, terms)


# Without an office


@pytest.fixture
def hired(resolve, employer, approved, terms, sign, worker_of, officer, settle, storage):
    resolve(DrawUpDirectContract)(employer, approved.id, terms)
    sign(approved.id, employer, worker_of(approved.worker), attested_by=officer)
    settle()
    return storage.get(Placement, approved.id)


def test_without_an_office_there_is_a_placement_no_fee_and_no_guarantee(
    hired, resolve, employer, worker_of, storage, clock, settle
):
    assert (hired.way, hired.office, hired.request) == (PlacementKind.DIRECT, None, None)
    with pytest.raises(NotFound):
        storage.get(FeePayment, hired.contract)
    today = clock.now().date()
    resolve(RecordVisa)(employer, hired.id, PAPER)
    resolve(RecordArrival)(employer, hired.id, today)
    resolve(HandOver)(employer, hired.id, today)
    resolve(ConfirmHandOver)(worker_of(hired.worker), hired.id, today)
    settle()
    ended = resolve(EndPlacement)(employer, hired.id, today, EndCause.CONTRACT_END)
    assert ended.status is PlacementStatus.ENDED
    assert storage.get(DirectRecruitment, hired.contract).status is DirectStatus.CLOSED
    contract = storage.get(EmploymentContract, hired.contract)
    assert contract.status is EmploymentStatus.ENDED


def test_a_direct_recruitment_that_falls_leaves_her_free(hired, resolve, employer, storage):
    fallen = resolve(CancelContract)(employer, hired.contract, "Why.")
    assert fallen.status is EmploymentStatus.CANCELLED
    assert storage.get(Placement, hired.id).status is PlacementStatus.CANCELLED
    assert storage.get(DirectRecruitment, hired.contract).status is DirectStatus.CLOSED
    assert storage.holder(Claim("worker_reserved", str(hired.worker))) is None
    assert resolve(PreparePlacement)(SYSTEM, hired.contract).status is PlacementStatus.CANCELLED


def test_an_unattested_direct_contract_prepares_nothing(resolve, employer, approved, terms):
    resolve(DrawUpDirectContract)(employer, approved.id, terms)
    assert resolve(PreparePlacement)(SYSTEM, approved.id) is None


@local
def test_a_service_that_began_after_its_notice_is_said_so_in_words(paid, resolve, worker, clock):
    today = clock.now().date()
    resolve(ConsentToMove)(worker, paid.id, True)
    with pytest.raises(RuleBroken, match="service_after_notice"):
        resolve(NoteNotice)(worker, paid.id, today, today + timedelta(days=1))
