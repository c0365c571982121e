"""What the Ministry is shown (M13): figures by office, country, month and age."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from attrs import frozen

from ..kernel.money import Money


class Over(StrEnum):
    """By what figures are broken down."""

    OFFICE = "office"
    COUNTRY = "country"


@frozen
class Narrowed:
    """Only this office, only this country; what is left out is not asked for."""

    office: UUID | None = None
    country: str | None = None


@frozen
class Counted:
    """One figure of one office (its id) or country; *of* is empty where the cases name none."""

    code: str
    of: str
    n: int
    sum: Money | None


@frozen
class InMonth:
    """One figure in the month that begins on this day."""

    month: date
    n: int
    sum: Money | None


@frozen
class Age:
    """Refunds overdue by at least *days*, and by less than *most* where there is a most."""

    days: int
    most: int | None
    n: int
    sum: Money


@frozen
class Stalled:
    """Steps of one kind that are overdue by more than is stated, and since when the oldest is."""

    code: str
    country: str
    n: int
    oldest: datetime
