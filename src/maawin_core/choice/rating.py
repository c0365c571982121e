"""What an employer says of a journey that has ended (M6): stars for the office, and the worker."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from attrs import frozen

from ..kernel.aggregate import Aggregate, Event, Row
from ..kernel.errors import require
from ..kernel.identity import EmployerId, OfficeId, RequestId, WorkerId
from ..kernel.parties import Party, PartyKind, employer, office
from .comparison import BEST, WORST


@frozen(kw_only=True)
class JourneyRated(Event):
    """An employer has rated the office, and the worker if she wished."""

    request: RequestId
    stars: int
    worker_stars: int | None


@frozen(kw_only=True)
class RatingRow(Row):
    """A rating as it is counted. What others see of it is a mean over enough of them."""

    seen_by: ClassVar[dict[PartyKind, str]] = {
        PartyKind.OFFICE: "office",
        PartyKind.EMPLOYER: "employer",
    }
    orders: ClassVar[tuple[str, ...]] = ("given_at", "worker")

    office: OfficeId
    employer: EmployerId
    worker: WorkerId | None
    stars: int
    worker_stars: int | None
    given_at: datetime


@frozen(kw_only=True)
class Rating(Aggregate):
    """One employer's rating of one ended journey: it has the request's own name, so there is one,
    and its stars are from one to five."""

    office: OfficeId
    employer: EmployerId
    worker: WorkerId | None
    stars: int
    worker_stars: int | None
    given_at: datetime

    @classmethod
    def given(
        cls,
        id: UUID,
        *,
        office: OfficeId,
        employer: EmployerId,
        worker: WorkerId | None,
        stars: int,
        worker_stars: int | None,
        at: datetime,
    ) -> Rating:
        """The employer says how it was."""
        stars_must_be_sound(stars, worker_stars)
        made = cls(
            id=id, office=office, employer=employer, worker=worker, stars=stars,
            worker_stars=worker_stars, given_at=at,
        )  # fmt: skip
        return made.after(made._rated(at))

    def changed(self, stars: int, worker_stars: int | None, at: datetime) -> Rating:
        """The employer thinks otherwise now; the same again changes nothing."""
        stars_must_be_sound(stars, worker_stars)
        if (stars, worker_stars) == (self.stars, self.worker_stars):
            return self
        event = JourneyRated(
            at=at, request=RequestId(self.id), stars=stars, worker_stars=worker_stars
        )
        return self.after(event, stars=stars, worker_stars=worker_stars)

    def _rated(self, at: datetime) -> JourneyRated:
        return JourneyRated(
            at=at, request=RequestId(self.id), stars=self.stars, worker_stars=self.worker_stars
        )

    def parties(self) -> frozenset[Party]:
        return frozenset({office(self.office), employer(self.employer)})

    def rows(self) -> tuple[Row, ...]:
        return (
            RatingRow(
                key=self.id, office=self.office, employer=self.employer, worker=self.worker,
                stars=self.stars, worker_stars=self.worker_stars, given_at=self.given_at,
            ),
        )  # fmt: skip


def stars_must_be_sound(*stars: int | None) -> None:
    """Refuse fewer or more stars than can be given; None are not given."""
    for each in stars:
        sound = each is None or WORST <= each <= BEST
        require(sound, "stars_out_of_range", found=each, least=WORST, most=BEST)
