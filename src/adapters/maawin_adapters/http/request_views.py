"""How a request, and whose turn it is, travel (M4)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from maawin_core.kernel.obligation import Obligation
from maawin_core.requests.request import OutsideStep, RecruitmentRequest, RequestStatus, Wishes
from maawin_core.requests.use_cases import NextStep
from maawin_core.words.catalogue import word
from maawin_core.workers.worker import Origin

from .access_views import HappenedView, happened
from .wire import Body, PageView, PartyWire, View


class WishesWire(Body):
    """Whom the employer looks for."""

    kind: Origin
    country: str | None = None
    skills: list[str] = []
    languages: list[str] = []

    @classmethod
    def of(cls, wishes: Wishes) -> WishesWire:
        """The wishes as they travel."""
        return cls(
            kind=wishes.kind,
            country=wishes.country,
            skills=list(wishes.skills),
            languages=list(wishes.languages),
        )

    @property
    def wishes(self) -> Wishes:
        """The wishes that were sent."""
        return Wishes(
            kind=self.kind,
            country=self.country,
            skills=tuple(self.skills),
            languages=tuple(self.languages),
        )


class OutsideView(View):
    """A step that was done outside the system, and who said so."""

    step: str
    on: date
    by: PartyWire
    at: datetime

    @classmethod
    def of(cls, outside: OutsideStep) -> OutsideView:
        """The step as it travels."""
        return cls(step=outside.step, on=outside.on, by=PartyWire.of(outside.by), at=outside.at)


class RequestView(View):
    """A request, whole."""

    id: UUID
    version: int
    office: UUID
    employer: UUID
    offer: UUID | None
    offer_number: int | None
    wishes: WishesWire
    worker: UUID | None
    contract: UUID | None
    status: RequestStatus
    submitted_at: datetime
    due: datetime | None
    completed_on: date | None
    days_to_hand_over: int | None
    reason: str
    outside: list[OutsideView]

    @classmethod
    def of(cls, request: RecruitmentRequest) -> RequestView:
        """The request as it travels."""
        return cls(
            id=request.id,
            version=request.version,
            office=request.office,
            employer=request.employer,
            offer=request.offer,
            offer_number=request.offer_number,
            wishes=WishesWire.of(request.wishes),
            worker=request.worker,
            contract=request.contract,
            status=request.status,
            submitted_at=request.submitted_at,
            due=request.due,
            completed_on=request.completed_on,
            days_to_hand_over=request.days_to_hand_over,
            reason=request.reason,
            outside=[OutsideView.of(each) for each in request.outside],
        )


class TurnView(View):
    """An act that is owed: by whom, to whom, by when."""

    code: str
    text: str
    owner: PartyWire
    to: PartyWire
    due: datetime

    @classmethod
    def of(cls, owed: Obligation, language: str) -> TurnView:
        """The obligation as it travels, said in the reader's language."""
        return cls(
            code=owed.code,
            text=word("obligation", owed.code, language),
            owner=PartyWire.of(owed.owner),
            to=PartyWire.of(owed.to),
            due=owed.due,
        )


class NextStepView(View):
    """Whose turn it is, what, by when (null: nobody's), what else is open, what has happened."""

    request: RequestView
    turn: TurnView | None
    late: bool
    open: list[TurnView]
    history: PageView[HappenedView]

    @classmethod
    def of(cls, step: NextStep, language: str) -> NextStepView:
        """The next step as it travels."""
        turns = [TurnView.of(each.obligation, language) for each in step.open]
        return cls(
            request=RequestView.of(step.request),
            turn=turns[0] if turns else None,
            late=step.late,
            open=turns,
            history=PageView(
                [happened(each, language) for each in step.history.items],
                step.history.next,
            ),
        )
