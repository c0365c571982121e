"""The terms of an employment contract (M8, Law 15/2017 Art. 3), and what the worker accepted."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from attrs import frozen

from ..kernel.errors import require
from ..kernel.money import Money

_HOURS_IN_DAY = 24


class WorkType(StrEnum):
    """What she is employed as: Art. 1 names some, and "the like"."""

    HOUSEKEEPER = "housekeeper"
    NANNY = "nanny"
    COOK = "cook"
    DRIVER = "driver"
    GARDENER = "gardener"
    CAREGIVER = "caregiver"
    GUARD = "guard"


class Task(StrEnum):
    """What the work consists of."""

    CLEANING = "cleaning"
    LAUNDRY = "laundry"
    COOKING = "cooking"
    CHILD_CARE = "child_care"
    ELDER_CARE = "elder_care"
    CARE_OF_SICK = "care_of_sick"
    DRIVING = "driving"
    GARDENING = "gardening"
    GUARDING = "guarding"
    SHOPPING = "shopping"


class PayMeans(StrEnum):
    """How the wage is paid; only these two discharge the employer (Art. 8)."""

    BANK = "bank"
    CASH = "cash"


class Weekday(StrEnum):
    """The day of rest."""

    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"


@frozen(kw_only=True)
class Offered:
    """What the worker accepted. Housing and food: None is "provided", else so much money."""

    basic_wage: Money
    housing: Money | None = None
    food: Money | None = None
    daily_hours: int
    rest_hours: int


@frozen(kw_only=True)
class EmploymentTerms:
    """All that Art. 3 asks a contract to say of the work itself.

    *first_day* None: the day on which she is handed over. *other_ar* and *other*: further terms,
    in Arabic and in English; a term never stands in one of the two only.
    """

    work: WorkType
    tasks: tuple[Task, ...]
    basic_wage: Money
    housing: Money | None = None
    food: Money | None = None
    how_paid: PayMeans = PayMeans.BANK
    daily_hours: int = 8
    rest_day: Weekday = Weekday.FRIDAY
    rest_hours: int = 24
    months: int = 24
    first_day: date | None = None
    renewable: bool = True
    other_ar: str = ""
    other: str = ""

    def must_be_complete(self) -> None:
        """Refuse terms that leave out, or make impossible, what the law wants said."""
        require(self.tasks, "terms_incomplete", field="tasks")
        require(self.months >= 1, "terms_incomplete", field="months")
        require(0 < self.daily_hours < _HOURS_IN_DAY, "terms_incomplete", field="daily_hours")
        both = bool(self.other_ar.strip()) is bool(self.other.strip())
        require(both, "term_in_one_language", field="other")

    def worse_than(self, offered: Offered) -> tuple[str, ...]:
        """In what the worker would be worse off than with what she accepted.

        A benefit given in another form counts as worse: whether it is, only she can say.
        """
        worse = {
            "basic_wage": self.basic_wage < offered.basic_wage,
            "housing": _less(self.housing, offered.housing),
            "food": _less(self.food, offered.food),
            "daily_hours": self.daily_hours > offered.daily_hours,
            "rest_hours": self.rest_hours < offered.rest_hours,
        }
        return tuple(name for name, is_worse in worse.items() if is_worse)


def _less(agreed: Money | None, offered: Money | None) -> bool:
    if agreed is None or offered is None:
        return agreed is not offered
    return agreed < offered
