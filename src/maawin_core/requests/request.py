"""A recruitment request (M4): an employer asks an office; at each moment it is somebody's turn."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from attrs import evolve, frozen

from ..kernel.aggregate import Aggregate, Claim, Event, Moment, Row
from ..kernel.calendar import civil_day
from ..kernel.errors import require
from ..kernel.identity import ContractId, EmployerId, OfferId, OfficeId, RequestId, WorkerId
from ..kernel.obligation import Obligation
from ..kernel.parties import Party, employer, office, worker
from ..law.policy import POLICY, Policy
from ..offers.terms import codes_must_be_sound, country_must_be_known
from ..workers.worker import Origin
from .events import (
    InterviewsBegun,
    RequestAccepted,
    RequestCancelled,
    RequestCompleted,
    RequestContracted,
    RequestDeclined,
    RequestExpired,
    RequestPutOff,
    RequestReopened,
    RequestSelected,
    RequestSubmitted,
    StepDoneOutside,
)
from .request_row import CHOOSING as CHOOSING
from .request_row import RUNNING as RUNNING
from .request_row import RequestRow as RequestRow
from .request_row import RequestStatus as RequestStatus


@frozen(kw_only=True)
class Wishes:
    """Whom the employer looks for."""

    kind: Origin
    country: str | None = None
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    def must_be_sound(self) -> None:
        """Refuse a country, a skill or a language that is no code."""
        if self.country is not None:
            country_must_be_known(self.country)
        codes_must_be_sound(self.skills, self.languages)


@frozen
class OutsideStep:
    """Something of this request that was done outside the system, and when it was told."""

    step: str
    on: date
    by: Party
    at: datetime


@frozen(kw_only=True)
class RecruitmentRequest(Aggregate):
    """What one employer asks of one office. While it runs it moves along one line, back only by
    `reopened`; a worker or a contract stands in it only from selection or conclusion on."""

    office: OfficeId
    employer: EmployerId
    offer: OfferId | None = None
    offer_number: int | None = None
    wishes: Wishes
    worker: WorkerId | None = None
    contract: ContractId | None = None
    submitted_at: datetime
    due: datetime | None
    left_at: datetime | None
    #: Whether its office was suspended when it was last looked at, so that nobody could go on.
    held_up: bool = False
    completed_on: date | None = None
    reason: str = ""
    outside: tuple[OutsideStep, ...] = ()
    #: Whether the office answered, and the employer selected, by the day that was due; None: it
    #: is not known yet, or the day never came. A day once missed stays missed.
    answered_in_time: bool | None = None
    selected_in_time: bool | None = None
    status: RequestStatus = RequestStatus.SUBMITTED

    @classmethod
    def submitted(
        cls,
        id: UUID,
        *,
        office: OfficeId,
        employer: EmployerId,
        wishes: Wishes,
        at: datetime,
        offer: OfferId | None = None,
        offer_number: int | None = None,
        policy: Policy = POLICY,
    ) -> RecruitmentRequest:
        """The employer asks, on an offer or freely; it is the office's turn."""
        wishes.must_be_sound()
        made = cls(
            id=id, office=office, employer=employer, offer=offer, offer_number=offer_number,
            wishes=wishes, submitted_at=at, due=at + policy.office_answer,
            left_at=at + policy.office_answer + policy.request_left,
        )  # fmt: skip
        event = RequestSubmitted(
            at=at, request=RequestId(id), office=office, employer=employer, offer=offer
        )
        return made.after(event)

    def accepted(
        self, offer: OfferId, number: int, at: datetime, policy: Policy = POLICY
    ) -> RecruitmentRequest:
        """The office takes it on, on this version of its offer; it is the employer's turn."""
        self.must_be(RequestStatus.SUBMITTED)
        other = self.offer is not None and (offer, number) != (self.offer, self.offer_number)
        require(not other, "accepted_on_other_terms", found=offer, needed=self.offer)
        return self.after(
            RequestAccepted(at=at, request=self._id, offer=offer, number=number),
            status=RequestStatus.ACCEPTED,
            offer=offer,
            offer_number=number,
            due=at + policy.selection,
            left_at=at + policy.selection + policy.request_left,
            answered_in_time=self._in_time(at),
        )

    def declined(self, reason: str, at: datetime) -> RecruitmentRequest:
        """The office does not take it on, and says why."""
        if self.status is RequestStatus.DECLINED:
            return self
        self.must_be(RequestStatus.SUBMITTED)
        require(reason.strip(), "text_missing", field="reason")
        event = RequestDeclined(at=at, request=self._id)
        over = self._over(event, RequestStatus.DECLINED, reason)
        return evolve(over, answered_in_time=self._in_time(at))

    def interviewing(self, at: datetime) -> RecruitmentRequest:
        """Interviews have begun; a second one changes nothing."""
        if self.status is RequestStatus.INTERVIEWING:
            return self
        self.must_be(RequestStatus.ACCEPTED)
        begun = InterviewsBegun(at=at, request=self._id)
        return self.after(begun, status=RequestStatus.INTERVIEWING)

    def selected(self, worker: WorkerId, at: datetime) -> RecruitmentRequest:
        """The employer has chosen; contracts follow."""
        if self.status is RequestStatus.SELECTED and self.worker == worker:
            return self
        self.must_be(*CHOOSING)
        event = RequestSelected(at=at, request=self._id, worker=worker)
        return self.after(
            event, status=RequestStatus.SELECTED, worker=worker, due=None, left_at=None,
            selected_in_time=self.selected_in_time is not False and self._in_time(at),
        )  # fmt: skip

    def reopened(self, at: datetime, policy: Policy = POLICY) -> RecruitmentRequest:
        """The selection fell through: the employer may choose again, with the whole time."""
        if self.status in CHOOSING:
            return self
        self.must_be(RequestStatus.SELECTED, RequestStatus.CONTRACTED)
        return self.after(
            RequestReopened(at=at, request=self._id),
            status=RequestStatus.ACCEPTED,
            worker=None,
            contract=None,
            due=at + policy.selection,
            left_at=at + policy.selection + policy.request_left,
        )

    def contracted(self, contract: ContractId, at: datetime) -> RecruitmentRequest:
        """The contracts are concluded; visa, journey and hand-over follow."""
        if self.contract == contract:
            return self
        self.must_be(RequestStatus.SELECTED)
        event = RequestContracted(at=at, request=self._id, contract=contract)
        return self.after(event, status=RequestStatus.CONTRACTED, contract=contract)

    def completed(self, on: date, at: datetime) -> RecruitmentRequest:
        """The worker was handed over on this day: what was asked is done."""
        if self.status is RequestStatus.COMPLETED:
            return self
        self.must_be(RequestStatus.CONTRACTED)
        event = RequestCompleted(at=at, request=self._id, on=on)
        return self.after(event, status=RequestStatus.COMPLETED, completed_on=on)

    def cancelled(self, by: Party, reason: str, at: datetime) -> RecruitmentRequest:
        """It ends before its end, and whoever ended it says why."""
        if self.status is RequestStatus.CANCELLED:
            return self
        self.must_be(*RUNNING)
        require(reason.strip(), "text_missing", field="reason")
        event = RequestCancelled(at=at, request=self._id, by=by.kind)
        return self._over(event, RequestStatus.CANCELLED, reason)

    def expired(self, at: datetime) -> RecruitmentRequest:
        """The step that was due has not been taken for too long; earlier than that, nothing."""
        if self.left_at is None or at < self.left_at:
            return self
        event = RequestExpired(at=at, request=self._id)
        return self._over(event, RequestStatus.EXPIRED, self.reason)

    def put_off(
        self, at: datetime, *, held_up: bool, policy: Policy = POLICY
    ) -> RecruitmentRequest:
        """Its office is suspended (*held_up*), or was when this was last asked: it is left only
        when nobody goes on for the whole time in which somebody could."""
        if self.left_at is None or at < self.left_at:
            return self
        until = at + policy.request_left
        event = RequestPutOff(at=at, request=self._id, until=until)
        return self.after(event, left_at=until, held_up=held_up)

    def step_outside(self, step: str, on: date, by: Party, at: datetime) -> RecruitmentRequest:
        """A step of it was done outside the system; said again of the same day, it counts once."""
        require(step.strip(), "text_missing", field="step")
        require(on <= civil_day(at), "day_not_yet", found=on, needed=civil_day(at))
        if any((each.step, each.on) == (step, on) for each in self.outside):
            return self
        event = StepDoneOutside(at=at, request=self._id, step=step, on=on)
        return self.after(event, outside=(*self.outside, OutsideStep(step, on, by, at)))

    def _over(self, event: Event, status: RequestStatus, reason: str) -> RecruitmentRequest:
        missed = {} if self._in_time(event.at) else {self._deadline: False}
        return self.after(event, status=status, reason=reason, due=None, left_at=None, **missed)

    def _in_time(self, at: datetime) -> bool:
        return self.due is None or at < self.due

    @property
    def _deadline(self) -> str:
        submitted = self.status is RequestStatus.SUBMITTED
        return "answered_in_time" if submitted else "selected_in_time"

    @property
    def days_to_hand_over(self) -> int | None:
        """Days from asking to hand-over; none before."""
        if self.completed_on is None:
            return None
        return (self.completed_on - civil_day(self.submitted_at)).days

    @property
    def _id(self) -> RequestId:
        return RequestId(self.id)

    def parties(self) -> frozenset[Party]:
        chosen = {worker(self.worker)} if self.worker is not None else set()
        return frozenset({office(self.office), employer(self.employer)} | chosen)

    def claims(self) -> frozenset[Claim]:
        found: set[Claim] = set()
        if self.contract is not None:
            found.add(Claim("request_of_contract", str(self.contract)))
        if self.offer is not None and self.status in RUNNING:
            # One employer's running requests on one offer are one: asking twice is a slip.
            found.add(Claim("open_request", f"{self.employer}:{self.offer}"))
        return frozenset(found)

    def moments(self) -> frozenset[Moment]:
        if self.left_at is None:
            return frozenset()
        return frozenset({Moment("request_left", self.left_at)})

    def obligations(self) -> tuple[Obligation, ...]:
        if self.due is None:
            return ()
        mine, other = office(self.office), employer(self.employer)
        if self.status is RequestStatus.SUBMITTED:
            return (Obligation("answer_request", mine, other, self.due, self._id),)
        return (Obligation("select_worker", other, mine, self.due, self._id),)

    def rows(self) -> tuple[Row, ...]:
        return (
            RequestRow(
                key=self.id, office=self.office, employer=self.employer, worker=self.worker,
                offer=self.offer, country=self.wishes.country, kind=self.wishes.kind,
                status=self.status, submitted_at=self.submitted_at,
                completed_on=self.completed_on, days_to_hand_over=self.days_to_hand_over,
                outside=bool(self.outside), answered_in_time=self.answered_in_time,
                selected_in_time=self.selected_in_time,
            ),
        )  # fmt: skip
