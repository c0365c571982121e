from datetime import timedelta

import pytest

from maawin_core.access.admission import admission_of
from maawin_core.access.use_cases import Browse
from maawin_core.contracts.contract import ContractStatus, RecruitmentContract
from maawin_core.contracts.employment import EmploymentContract, EmploymentStatus
from maawin_core.contracts.use_cases import (
    DrawUpContract,
    ReturnContract,
    SelectWorker,
    SignRecruitmentContract,
)
from maawin_core.kernel import parties
from maawin_core.kernel.errors import NotAllowed
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import SYSTEM
from maawin_core.law.policy import POLICY
from maawin_core.notices.notice import NoticeRow
from maawin_core.offices.licence import LicenceStatus
from maawin_core.offices.use_cases import ChangeLicenceStatus
from maawin_core.payments.events import PaymentStatus
from maawin_core.payments.fee_payment import FeePayment
from maawin_core.placements.placement import Placement, PlacementStatus
from maawin_core.placements.use_cases import CancelContract, LapseSelection
from maawin_core.requests.request import RecruitmentRequest, RequestStatus
from maawin_core.workers.worker import Availability, Worker


@pytest.fixture
def day_comes(clock, settle):
    def come(after=POLICY.conclusion):
        clock.move(after)
        settle()

    return come


def test_a_selection_whose_day_passes_falls_by_itself_and_everybody_is_told(
    drawn_up, selected, hers, request_, storage, resolve, employer, manager, worker, day_comes
):
    day_comes()
    fallen = storage.get(RecruitmentContract, selected.id)
    assert (fallen.status, fallen.moments()) == (ContractStatus.CANCELLED, frozenset())
    hers_now = storage.get(EmploymentContract, selected.id)
    assert hers_now.status is EmploymentStatus.CANCELLED
    assert storage.get(Worker, hers.id).availability is Availability.LISTED
    asked = storage.get(RecruitmentRequest, request_.id)
    assert (asked.status, asked.worker) == (RequestStatus.ACCEPTED, None)
    for each in (employer, manager, worker):
        told = [row.code for row in resolve(Browse)(each, NoticeRow).items]
        assert told.count("selection_lapsed") == 1
    assert resolve(LapseSelection)(SYSTEM, selected.id) == fallen
    again = resolve(SelectWorker)(employer, request_.id, hers.id)
    assert again.status is ContractStatus.DRAWN_UP


@pytest.fixture
def suspend(storage, clock, house):
    def suspend(change=lambda standing, at: standing.suspended("inspection", at)):
        with storage.transaction(SYSTEM) as work:
            standing = admission_of(work, parties.office(house.id))
            work.save(change(standing, clock.now()))

    return suspend


def test_a_suspended_office_loses_no_selection_and_all_have_the_whole_time_after_it(
    drawn_up, selected, request_, storage, resolve, employer, worker, day_comes, suspend
):
    suspend()
    day_comes()
    day_comes()
    standing = storage.get(RecruitmentContract, selected.id)
    assert (standing.status, bool(standing.texts)) == (ContractStatus.DRAWN_UP, True)
    assert storage.get(RecruitmentRequest, request_.id).status is RequestStatus.SELECTED
    for each in (employer, worker):
        told = [row.code for row in resolve(Browse)(each, NoticeRow).items]
        assert told.count("selection_put_off") == 2
        assert "selection_lapsed" not in told
    suspend(lambda standing, at: standing.lifted("settled", at))
    day_comes()
    assert storage.get(RecruitmentContract, selected.id).status is ContractStatus.DRAWN_UP
    day_comes()
    assert storage.get(RecruitmentContract, selected.id).status is ContractStatus.CANCELLED


def test_who_does_not_wait_for_a_suspended_office_cancels(
    drawn_up, selected, hers, storage, resolve, employer, day_comes, suspend
):
    suspend()
    day_comes()
    resolve(CancelContract)(employer, selected.id, "I do not wait.")
    assert storage.get(Worker, hers.id).availability is Availability.LISTED


def test_nobody_waits_for_an_office_whose_licence_is_revoked(
    selected, house, storage, resolve, officer, day_comes, settle
):
    revoke = resolve(ChangeLicenceStatus)
    revoke(officer, house.id, LicenceStatus.REVOKED, "It took money.", "Decision 8/2005 art. 14")
    settle()
    day_comes()
    assert storage.get(RecruitmentContract, selected.id).status is ContractStatus.CANCELLED


def test_before_its_day_a_selection_stands(selected, storage, day_comes):
    day_comes(POLICY.conclusion - timedelta(seconds=1))
    assert storage.get(RecruitmentContract, selected.id).status is ContractStatus.DRAWN_UP


def test_a_selection_without_any_text_falls_too(selected, hers, storage, day_comes):
    day_comes()
    assert storage.get(RecruitmentContract, selected.id).status is ContractStatus.CANCELLED
    assert storage.get(Worker, hers.id).availability is Availability.LISTED


def test_what_waits_for_the_attestation_only_does_not_fall(
    drawn_up, sign, employer, worker, manager, officer, storage, day_comes, resolve, terms
):
    sign(drawn_up.id, employer, worker, manager)
    day_comes()
    assert storage.get(RecruitmentContract, drawn_up.id).status is ContractStatus.DRAWN_UP
    resolve(ReturnContract)(officer, drawn_up.id, "Write out the rest.")
    day_comes(POLICY.conclusion - timedelta(seconds=1))
    resolve(DrawUpContract)(manager, drawn_up.id, terms)
    assert storage.get(RecruitmentContract, drawn_up.id).status is ContractStatus.DRAWN_UP
    day_comes(timedelta(seconds=1))
    assert storage.get(RecruitmentContract, drawn_up.id).status is ContractStatus.CANCELLED


def test_a_signature_that_is_missing_on_one_contract_is_missing(
    drawn_up, sign, employer, worker, manager, storage, day_comes, resolve
):
    sign(drawn_up.id, employer, worker)
    arabic = storage.get(RecruitmentContract, drawn_up.id).texts[0].sha256
    resolve(SignRecruitmentContract)(employer, drawn_up.id, arabic)
    day_comes()
    assert storage.get(RecruitmentContract, drawn_up.id).status is ContractStatus.CANCELLED


def test_what_is_concluded_does_not_fall(concluded, storage, day_comes):
    day_comes()
    assert storage.get(RecruitmentContract, concluded.id).status is ContractStatus.CONCLUDED


def test_people_let_no_selection_lapse(selected, resolve, manager, officer):
    for each in (manager, officer):
        with pytest.raises(NotAllowed):
            resolve(LapseSelection)(each, selected.id)


def test_a_contract_without_a_fee_goes_on_by_itself(
    selected, resolve, manager, employer, worker, officer, terms, sign, settle, storage, books
):
    resolve(DrawUpContract)(manager, selected.id, terms, price=Money(0))
    sign(selected.id, employer, worker, manager, officer)
    settle()
    assert storage.get(FeePayment, selected.id).status is PaymentStatus.PAID
    assert storage.get(Placement, selected.id).status is PlacementStatus.PREPARED
    told = [row.code for row in resolve(Browse)(employer, NoticeRow).items]
    assert "no_fee_due" in told
    assert "fee_asked" not in told
    resolve(CancelContract)(manager, selected.id, "She fell ill.")
    settle()
    assert storage.get(Placement, selected.id).status is PlacementStatus.CANCELLED
    assert books.sums() == {}
