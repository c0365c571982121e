"""What a worker says of the office that brought her (M6): safe with her, shown as a mean only."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import ClassVar
from uuid import UUID, uuid5

from attrs import frozen

from ..kernel.aggregate import Aggregate, Event, Row
from ..kernel.identity import OfficeId, PlacementId, WorkerId
from ..kernel.parties import Party, worker
from .rating import stars_must_be_sound

#: When a rating was given whose day was not kept: before all others.
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@frozen(kw_only=True)
class OfficeRated(Event):
    """A worker has rated the office, or thinks otherwise now. Nobody is told."""

    rating: UUID
    stars: int


@frozen(kw_only=True)
class OfficeRatingRow(Row):
    """A rating as it is counted: of which office, not by whom. No party sees a line."""

    orders: ClassVar[tuple[str, ...]] = ("office", "given_at")

    office: OfficeId
    stars: int
    given_at: datetime


@frozen(kw_only=True)
class OfficeRating(Aggregate):
    """One worker's rating of the office of one placement, and there is one of each. She alone is a
    party to it: office and employer never see more than a mean over enough of them."""

    office: OfficeId
    worker: WorkerId
    stars: int
    given_at: datetime = LONG_AGO

    @classmethod
    def given(
        cls, id: UUID, *, office: OfficeId, worker: WorkerId, stars: int, at: datetime
    ) -> OfficeRating:
        """She says how the office has treated her."""
        stars_must_be_sound(stars)
        made = cls(id=id, office=office, worker=worker, stars=stars, given_at=at)
        return made.after(OfficeRated(at=at, rating=id, stars=stars))

    def changed(self, stars: int, at: datetime) -> OfficeRating:
        """She thinks otherwise now; the same again changes nothing."""
        stars_must_be_sound(stars)
        if stars == self.stars:
            return self
        return self.after(OfficeRated(at=at, rating=self.id, stars=stars), stars=stars)

    def parties(self) -> frozenset[Party]:
        return frozenset({worker(self.worker)})

    def rows(self) -> tuple[Row, ...]:
        row = OfficeRatingRow(
            key=self.id, office=self.office, stars=self.stars, given_at=self.given_at
        )
        return (row,)


def office_rating_of(placement: PlacementId) -> UUID:
    """The one name of a worker's rating of the office that placed her."""
    return uuid5(placement, "office_rating")
