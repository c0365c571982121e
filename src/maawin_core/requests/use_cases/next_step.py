"""Whose turn it is on a request, what, by when, and all that has happened (M4)."""

from __future__ import annotations

from attrs import frozen

from ...access.rights import Rights
from ...kernel.identity import RequestId
from ...kernel.parties import Actor
from ...ports.clock import Clock
from ...ports.lists import Lists, Owed
from ...ports.storage import Kept, Page, Storage
from ..request import RecruitmentRequest


@frozen(kw_only=True)
class NextStep:
    """The earliest open obligation of a request, the others after it, and its history.

    *turn* is None where nobody owes anything: it is over, or waits for the platform.
    """

    request: RecruitmentRequest
    turn: Owed | None
    late: bool
    open: tuple[Owed, ...]
    history: Page[Kept]


@frozen
class ShowNextStep:
    """A request as its parties follow it, whatever step of the journey owns what is due."""

    storage: Storage
    lists: Lists
    rights: Rights
    clock: Clock

    def __call__(
        self, by: Actor, request: RequestId, *, after: str | None = None, limit: int = 50
    ) -> NextStep:
        asked = self.storage.get(RecruitmentRequest, request)
        self.rights.see(by, asked)
        owed = self.lists.owed(request=request).items
        return NextStep(
            request=asked,
            turn=owed[0] if owed else None,
            late=bool(owed) and owed[0].obligation.due <= self.clock.now(),
            open=owed,
            history=self.storage.history(RecruitmentRequest, request, after=after, limit=limit),
        )
