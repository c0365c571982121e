"""The calendar of duties: by when what has to be done."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from attrs import evolve, frozen

from maawin_core.kernel import dates

from .domestic_work import DomesticWorkLaw
from .fact_kinds import BadFacts
from .facts import Day, Moment, in_order
from .parameter import Parameter
from .worksheet import FigureValue, Line, Reckoning, Worksheet

RULE = "clocks"
STATUSES = ("set",)


class Clock(StrEnum):
    """Which duty."""

    PROBATION = "probation"
    NOTICE = "notice"
    EXIT_NOTICE = "exit_notice"
    CLAIM_LIMIT = "claim_limit"
    DEATH_DEPOSIT = "death_deposit"
    AMICABLE = "amicable"
    REFERRAL = "referral"
    COMMITTEE_DECISION = "committee_decision"
    APPEAL = "appeal"
    REFUND = "refund"
    DUES = "dues"


DISPUTE_CLOCKS = frozenset({Clock.AMICABLE, Clock.REFERRAL, Clock.COMMITTEE_DECISION, Clock.APPEAL})


@frozen(kw_only=True)
class Suspension:
    """Days on which a limit does not run: after *from*, up to and with *to*."""

    from_: Day
    to: Day

    def __attrs_post_init__(self) -> None:
        in_order(self.from_, self.to, "to")


@frozen(kw_only=True)
class ClockStart:
    """What starts a clock, and when."""

    kind: Clock
    from_: Moment
    service_start: Day | None = None
    suspended: tuple[Suspension, ...] | None = None

    def __attrs_post_init__(self) -> None:
        if (self.kind is Clock.EXIT_NOTICE) != isinstance(self.from_, datetime):
            code = "time_of_day_needed" if self.kind is Clock.EXIT_NOTICE else "date_unreadable"
            raise BadFacts(code, field="from", found=self.from_.isoformat())
        if self.kind is Clock.NOTICE:
            if self.service_start is None:
                raise BadFacts("missing_field", field="service_start")
            in_order(self.service_start, self.from_, "from")

    @property
    def day(self) -> date:
        """The day on which it starts."""
        return self.from_.date() if isinstance(self.from_, datetime) else self.from_


def clocks(facts: ClockStart, law: DomesticWorkLaw) -> Reckoning:
    """The day, or for an exit notice the hour, by which a duty has to be done."""
    sheet = Worksheet(law, facts.day)
    start = sheet.given("from", facts.from_)
    due, flags = _due(facts, start, sheet), []
    changed = law.procedure_changed_on
    if facts.kind in DISPUTE_CLOCKS and changed.in_force_on(facts.day):
        flags.append("procedure_changed_by_law_9_2026")
    if facts.kind is Clock.CLAIM_LIMIT and due.code != "due":
        flags.append("limit_suspended")
    if due.code != "due":
        due = sheet.maximum("due", due)
    figures: dict[str, FigureValue] = {"due": due.day}
    return sheet.reckoning(RULE, "set", None, tuple(flags), figures)


def _due(facts: ClockStart, start: Line, sheet: Worksheet) -> Line:
    law, day = sheet.law, facts.day
    by_days: dict[Clock, tuple[Parameter[int], str]] = {
        Clock.EXIT_NOTICE: (law.exit_notice_hours, "hours_after"),
        Clock.DEATH_DEPOSIT: (law.death_deposit_days, "days_after"),
        Clock.AMICABLE: (law.amicable_days, "days_after"),
        Clock.REFERRAL: (law.referral_working_days, "working_days_after"),
        Clock.APPEAL: (law.appeal_days, "days_after"),
        Clock.REFUND: (law.refund_deadline_days, "days_after"),
        Clock.DUES: (law.dues_deadline_days, "days_after"),
    }
    match facts.kind:
        case Clock.PROBATION:
            months = sheet.figure(law.probation_months, day)
            over = sheet.derived("probation_over", "months_after", start, months)
            return sheet.derived("due", "days_before", over, 1)
        case Clock.NOTICE:
            return sheet.derived("due", "months_after", start, _notice(facts, sheet))
        case Clock.CLAIM_LIMIT:
            return _claim_limit(facts, start, sheet)
        case Clock.COMMITTEE_DECISION:
            weeks = sheet.figure(law.committee_weeks, day)
            days = sheet.product("committee_days", weeks, 7)
            return sheet.derived("due", "days_after", start, days)
        case kind:
            parameter, op = by_days[kind]
            return sheet.derived("due", op, start, sheet.figure(parameter, day))


def _notice(facts: ClockStart, sheet: Worksheet) -> Line:
    """Two months where service, both days counted, is longer than two years; else one."""
    assert facts.service_start is not None
    law, way = sheet.law, dates.FEB_28
    if (facts.service_start.month, facts.service_start.day) == (2, 29):
        way = sheet.reading("A-06")
    years = sheet.figure(law.notice_long_after_years, facts.day)
    begun = sheet.given("service_start", facts.service_start)
    longer_from = sheet.derived("longer_service_from", f"years_after_{way}", begun, years)
    longer = facts.day >= longer_from.day
    return sheet.figure(law.notice_long_months if longer else law.notice_months, facts.day)


def _claim_limit(facts: ClockStart, start: Line, sheet: Worksheet) -> Line:
    """One year, and the days on which it was suspended while it still ran.

    Only Law No. 9 of 2026 suspends it: days before that law count as any other (A-40).
    """
    months = sheet.figure(sheet.law.claim_limit_months, facts.day)
    due = sheet.derived("limit_without_suspension", "months_after", start, months)
    running = due
    reached = facts.day
    spans = sorted(facts.suspended or (), key=lambda each: each.from_)
    for number, each in enumerate(spans, 1):
        if not sheet.law.procedure_changed_on.in_force_on(each.to):
            continue
        change = sheet.law.procedure_changed_on.since(each.to)
        told = max(each.from_, reached)
        begins = max(told, dates.add_days(change.value, -1))
        if begins >= running.day or begins >= each.to:
            continue
        source = evolve(change.source, reading="A-40")
        changed = sheet.cited("procedure_changed_on", evolve(change, source=source))
        code = f"suspended_after.{number}"
        if begins == told:
            first = sheet.given(code, begins)
        else:
            first = sheet.derived(code, "days_before", changed, 1)
        last = sheet.given(f"suspended_to.{number}", each.to)
        days = sheet.derived(f"suspended_days.{number}", "days_between", first, last)
        running = sheet.derived(f"limit.{number}", "days_after", running, days)
        reached = each.to
    if running is due:
        return sheet.derived("due", "days_after", due, 0)
    return running
