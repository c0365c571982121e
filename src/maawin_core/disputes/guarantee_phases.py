"""The days of the guarantee: where its phases and months end, and how many months were spent."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from maawin_core.law.worksheet import Line, Worksheet
from maawin_core.placements.guarantee import boundaries, ends_of

FIRST, EXTENSION, NONE = "first", "extension", "none"


@frozen
class Stay:
    """A worker with an employer, from hand-over to the last day, under a contract of some day."""

    contract_day: date
    hand_over: date
    last_day: date


@frozen
class Months:
    """Where a stay lies in the guarantee.

    *boundaries* are the first day of the extension, and the day after each of its months.
    """

    phase: str
    completed_line: Line
    started_line: Line
    last_day: Line
    boundaries: tuple[Line, ...]
    ends: tuple[Line, Line]

    @property
    def completed(self) -> int:
        """Months of the extension that were completed."""
        return self.completed_line.whole

    @property
    def started(self) -> int:
        """Months of the extension that were begun."""
        return self.started_line.whole

    @property
    def first_phase_ends(self) -> date:
        """The last day inside the first phase."""
        return self.ends[0].day

    @property
    def guarantee_ends(self) -> date:
        """The last day inside the guarantee."""
        return self.ends[1].day

    def deducted(self, sheet: Worksheet) -> Line:
        """For how many months the share is kept back: A-16."""
        choice = sheet.reading("A-16")
        if choice == "daily":
            spent = sheet.derived("days_spent", "days_counted", self.boundaries[0], self.last_day)
            whole = sheet.derived(
                "days_of_extension", "days_between", self.boundaries[0], self.boundaries[-1]
            )
            part = sheet.quotient("part_of_extension", spent, whole)
            months = sheet.lines["guarantee_extension_months"]
            return sheet.product("months_deducted", months, part, by="A-16")
        counted = self.started_line if choice == "started_months" else self.completed_line
        return sheet.sum("months_deducted", counted, by="A-16")


def months_of(stay: Stay, sheet: Worksheet) -> Months:
    """The phases and months of the guarantee, anchored on the day of hand-over (A-14, A-15).

    Each boundary day belongs to the next period, so a month that counts its event day is complete
    on the day before its boundary.
    """
    lines = boundaries(stay.contract_day, stay.hand_over, sheet)
    last_day = sheet.given("last_day_with_employer", stay.last_day)
    reached = last_day
    if sheet.reading("A-15") != "event_day_excluded":
        reached = sheet.derived("day_after_event", "days_after", last_day, 1, by="A-15")
    completed = sheet.derived(
        "months_completed", "count_on_or_before", reached, *lines[1:], by="A-15"
    )
    started = sheet.derived("months_started", "count_on_or_before", last_day, *lines[:-1])
    ends = ends_of(lines, sheet)
    phase = _phase(stay.last_day, lines)
    return Months(phase, completed, started, last_day, lines, ends)


def _phase(day: date, lines: tuple[Line, ...]) -> str:
    if day < lines[0].day:
        return FIRST
    return EXTENSION if day < lines[-1].day else NONE
