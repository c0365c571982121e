"""What somebody looks for (M6), and why the list that she gets is in its order."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from ..kernel.errors import require
from ..kernel.money import Money
from ..workers.worker import Origin


class By(StrEnum):
    """What a list can be ordered by. Nothing else has a say: there is no paid place."""

    PRICE = "price"  # the lowest first
    WAGE = "wage"  # the highest first: what the worker gets
    EXPECTED_WAGE = "expected_wage"  # what a worker asks for, the lowest first
    ARRIVAL = "arrival_days"  # the soonest first
    EXPERIENCE = "experience_years"  # the longest first
    RECORD = "record"  # the best score first, those without a score last


@frozen(kw_only=True)
class Wishes:
    """What is looked for. What is left out is not asked for."""

    country: str | None = None
    origin: Origin | None = None
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    most_price: Money | None = None
    most_wage: Money | None = None
    most_days: int | None = None

    @property
    def filters(self) -> tuple[tuple[str, str], ...]:
        """What was filtered by, in a fixed order: code and value."""
        asked: tuple[tuple[str, object], ...] = (
            ("country", self.country),
            ("origin", self.origin),
            *(("skill", each) for each in self.skills),
            *(("language", each) for each in self.languages),
            ("most_price", self.most_price),
            ("most_wage", self.most_wage),
            ("most_days", self.most_days),
        )
        return tuple((code, str(value)) for code, value in asked if value is not None)


@frozen
class Explanation:
    """Why the list is as it is: `order.<by>` and `filter.<code>` have the sentences in `words/`."""

    by: By
    filters: tuple[tuple[str, str], ...] = ()


def must_be_one_of(by: By, *possible: By) -> None:
    """Refuse an order that this list does not have."""
    require(by in possible, "no_such_order", found=by, needed=possible)
