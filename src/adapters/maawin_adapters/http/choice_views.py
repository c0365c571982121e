"""What travels when people choose (M6): figures with their n, records, and why this order."""

from __future__ import annotations

from fractions import Fraction
from typing import Any
from uuid import UUID

from maawin_core.choice.comparison import Record
from maawin_core.choice.figures import Figure
from maawin_core.choice.office_rating import OfficeRating
from maawin_core.choice.rating import Rating
from maawin_core.choice.wishes import By, Explanation
from maawin_core.law.policy import POLICY
from maawin_core.offers.offer import OfferRow
from maawin_core.offices.office import OfficeRow
from maawin_core.words.catalogue import sentence, word
from maawin_core.workers.worker import ListedWorkerRow

from .wire import Body, MoneyWire, View, row_of, row_view


class FigureView(View):
    """A figure with its n. *value* is exact, as a fraction; null: not enough data."""

    code: str
    text: str
    n: int
    value: str | None
    note: str

    @classmethod
    def of(cls, figure: Figure, language: str) -> FigureView:
        """The figure as it travels, in the reader's language."""
        facts = {"n": figure.n, "needed": POLICY.least_n}
        return cls(
            code=figure.code,
            text=word("figure", figure.code, language),
            n=figure.n,
            value=exact(figure.value),
            note="" if figure.enough else sentence("figure.not_enough", language, facts),
        )


class PartView(View):
    """One line of the formula with its numbers."""

    code: str
    weight: int
    part: str


class RecordView(View):
    """An office's record: each figure, the score out of 100, and how to recompute it."""

    figures: list[FigureView]
    score: str | None
    formula: str
    parts: list[PartView]

    @classmethod
    def of(cls, record: Record, language: str) -> RecordView:
        """The record as it travels, in the reader's language."""
        return cls(
            figures=[FigureView.of(each, language) for each in record.figures],
            score=exact(record.score),
            formula=sentence("formula.office_score", language, {}),
            parts=[PartView(code=p.code, weight=p.weight, part=str(p.of)) for p in record.formula],
        )


class WhyView(View):
    """Why a list is as it is."""

    order: By
    text: str
    filters: list[str]

    @classmethod
    def of(cls, why: Explanation, language: str) -> WhyView:
        """The reason as it travels, in the reader's language."""
        asked = [("open", ""), *why.filters]
        return cls(
            order=why.by,
            text=sentence(f"order.{why.by}", language, {}),
            filters=[sentence(f"filter.{code}", language, {"value": v}) for code, v in asked],
        )


class OfficeView(View):
    """An office on a list, and its record."""

    office: row_view(OfficeRow)  # type: ignore[valid-type]
    record: RecordView


class FoundOffers(View):
    """Offers, why they are in this order, and the record of each office."""

    items: list[row_view(OfferRow)]  # type: ignore[valid-type]
    next: str | None
    why: WhyView
    offices: list[OfficeView]


class FoundWorkers(View):
    """Listed workers, why they are in this order, their ratings and the record of each office."""

    items: list[row_view(ListedWorkerRow)]  # type: ignore[valid-type]
    next: str | None
    why: WhyView
    offices: list[OfficeView]
    rated: dict[str, FigureView]


class ComparedOfficeView(View):
    """One office of a comparison."""

    office: row_view(OfficeRow)  # type: ignore[valid-type]
    offers: int
    lowest_price: MoneyWire
    record: RecordView


class ComparedOfficesView(View):
    """Offices by price or by record, and why they are in this order."""

    items: list[ComparedOfficeView]
    next: str | None
    why: WhyView


class ComparedWorkerView(View):
    """One worker of a comparison."""

    worker: row_view(ListedWorkerRow)  # type: ignore[valid-type]
    rated: FigureView


class RateBody(Body):
    """Stars from 1 to 5: for the office, and for the worker if the employer wishes."""

    stars: int
    worker_stars: int | None = None


class RatingView(View):
    """What an employer has said of her own journey."""

    id: UUID
    version: int
    office: UUID
    worker: UUID | None
    stars: int
    worker_stars: int | None

    @classmethod
    def of(cls, rating: Rating) -> RatingView:
        """The rating as it travels."""
        return cls(
            id=rating.id,
            version=rating.version,
            office=rating.office,
            worker=rating.worker,
            stars=rating.stars,
            worker_stars=rating.worker_stars,
        )


class RateOfficeBody(Body):
    """Stars from 1 to 5 for the office. Only the worker and the Ministry see them."""

    stars: int


class OfficeRatingView(View):
    """What a worker has said of the office that brought her."""

    id: UUID
    version: int
    office: UUID
    stars: int

    @classmethod
    def of(cls, rating: OfficeRating) -> OfficeRatingView:
        """The rating as it travels, to her."""
        return cls(id=rating.id, version=rating.version, office=rating.office, stars=rating.stars)


def exact(value: Fraction | None) -> str | None:
    """A fraction as text: nothing is rounded on the way."""
    return None if value is None else str(value)


def offices_of(found: Any, language: str) -> list[OfficeView]:
    """The offices of a page, each with its record."""
    return [
        OfficeView(office=row_of(row), record=RecordView.of(found.records[office], language))
        for office, row in found.offices.items()
    ]
