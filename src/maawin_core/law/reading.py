"""Every open reading of the law, with its choices; the first is the default."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from maawin_core.kernel.errors import RuleBroken

from .parameter import Source

LAW_15_IN_FORCE = date(2017, 10, 10)
DECISION_21_IN_FORCE = date(2022, 1, 8)
#: The day of 2005 was not found; no contract that matters here is so old.
DECISION_8_IN_FORCE = date(2005, 1, 1)

LAW_15 = "Law 15/2017"
DECISION_21 = "Decision 21/2021"
DECISION_8 = "Decision 8/2005"
#: The full text of an act was never published where we could see it.
UNSEEN = "not seen"


class UnknownReading(RuleBroken):
    """No reading, or no choice of it, has this name."""


@frozen
class Reading:
    """One open sentence of the law, the ways to read it, and where it stands."""

    id: str
    choices: tuple[str, ...]
    source: Source
    in_force: date

    @property
    def default(self) -> str:
        """The choice taken when nobody chose."""
        return self.choices[0]


@frozen
class Choice:
    """A reading as taken: *explicit* if somebody chose it, for the call or in the law version."""

    reading: str
    value: str
    explicit: bool
    source: Source
    in_force: date


def _law_15(id: str, article: str, grade: str, *choices: str) -> Reading:
    return Reading(id, choices, Source(LAW_15, article, grade, id), LAW_15_IN_FORCE)


def _guarantee(id: str, *choices: str, extension: bool = True) -> Reading:
    act, since = (
        (DECISION_21, DECISION_21_IN_FORCE) if extension else (DECISION_8, DECISION_8_IN_FORCE)
    )
    return Reading(id, choices, Source(act, UNSEEN, "B", id), since)


_ALL = (
    _law_15("A-01", "15", "C", "2017-10-10", "2017-09-12", "from_hire"),
    _law_15("A-02", "15", "D", "thirty_days", "four_weeks", "average_weeks", "calendar_year"),
    _law_15("A-03", "15", "B", "pro_rata", "whole_years"),
    _law_15("A-04", "15", "B", "last_basic", "last_gross", "year_by_year"),
    _law_15("A-05", "15", "B", "anniversary", "days_365"),
    _law_15("A-06", "15", "B", "28_feb", "1_mar"),
    _law_15("A-07", "15", "D", "counts", "excluded"),
    _law_15("A-08", "16", "B", "service_year", "service_year_strict", "calendar_year"),
    _guarantee("A-14", "hand_over_day_counted", "hand_over_day_excluded", extension=False),
    _guarantee("A-15", "event_day_counted", "event_day_excluded", "days_90_270", extension=False),
    _guarantee("A-16", "completed_months", "started_months", "daily"),
    _guarantee("A-18", "gross", "net_of_fees"),
    _guarantee("A-19", "fees_in_extension_only", "fees_always", extension=False),
    _guarantee("A-22", "deducted", "returned", extension=False),
    _guarantee("A-23", "or", "and", extension=False),
    Reading(
        "A-29",
        ("all_office_charges",),
        Source("Decision 1/2022", UNSEEN, "B", "A-29"),
        date(2022, 1, 24),
    ),
    _law_15("A-34", "5", "B", "until_birthday", "completed_years"),
    _law_15("A-35", "8", "D", "thirty_days", "actual_days"),
    _law_15("A-36", "14", "B", "pro_rata", "whole_years"),
    Reading(
        "A-37",
        ("by_component", "total_only"),
        Source("Law 17/2020", "2", "B", "A-37"),
        date(2021, 3, 20),
    ),
    Reading(
        "A-42",
        ("thirty_by_eight", "twenty_six_by_eight"),
        Source("Law 14/2004", "74", "D", "A-42"),
        date(2005, 1, 1),
    ),
    Reading(
        "A-44",
        ("per_contract", "per_copy"),
        Source("Decision 32/2025", "3", "A", "A-44"),
        date(2025, 9, 26),
    ),
    _law_15("A-45", "17", "B", "threshold_applies", "pro_rata_below"),
    _guarantee("A-46", "paid_minus_share_of_lawful_due", "paid_minus_share_of_due"),
    Reading(
        "A-48",
        ("plus_150_percent", "one_and_a_half"),
        Source("Law 14/2004", "74", "D", "A-48"),
        date(2005, 1, 1),
    ),
)

READINGS: Mapping[str, Reading] = {reading.id: reading for reading in _ALL}


def checked(chosen: Mapping[str, str]) -> dict[str, str]:
    """The same choices, once every name and choice is known; refused by name otherwise."""
    for id, value in chosen.items():
        if id not in READINGS:
            raise UnknownReading("unknown_reading", field=f"readings.{id}", found=id)
        if value not in READINGS[id].choices:
            raise UnknownReading("unknown_choice", field=f"readings.{id}", found=str(value))
    return dict(chosen)
