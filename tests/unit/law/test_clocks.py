from datetime import date, datetime

import pytest

from maawin_core.law.clocks import Clock, ClockStart, Suspension, clocks
from maawin_core.law.fact_kinds import BadFacts
from maawin_core.law.qatar import QATAR
from maawin_core.rulebook import calculate


def due(kind, start, law=QATAR, **more):
    return clocks(ClockStart(kind=kind, from_=start, **more), law).figures["due"]


@pytest.mark.parametrize(
    ("kind", "start", "by"),
    [
        (Clock.PROBATION, (2025, 1, 31), (2025, 4, 29)),
        (Clock.CLAIM_LIMIT, (2024, 2, 29), (2025, 2, 28)),
        (Clock.DEATH_DEPOSIT, (2025, 1, 20), (2025, 2, 4)),
        (Clock.AMICABLE, (2025, 1, 1), (2025, 1, 8)),
        (Clock.REFERRAL, (2025, 1, 2), (2025, 1, 7)),  # Thursday, then Sunday to Tuesday
        (Clock.COMMITTEE_DECISION, (2025, 1, 1), (2025, 1, 22)),
        (Clock.APPEAL, (2025, 1, 1), (2025, 1, 16)),
        (Clock.REFUND, (2025, 1, 1), (2025, 1, 15)),
        (Clock.DUES, (2025, 1, 1), (2025, 1, 8)),
    ],
)
def test_by_when(kind, start, by):
    assert due(kind, date(*start)) == date(*by)


def test_an_exit_notice_takes_and_gives_the_hour():
    assert due(Clock.EXIT_NOTICE, datetime(2025, 1, 1, 8, 30)) == datetime(2025, 1, 4, 8, 30)  # noqa: DTZ001
    with pytest.raises(BadFacts, match="time_of_day_needed"):
        ClockStart(kind=Clock.EXIT_NOTICE, from_=date(2025, 1, 1))
    with pytest.raises(BadFacts, match="date_unreadable"):
        ClockStart(kind=Clock.DUES, from_=datetime(2025, 1, 1, 8, 30))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("notice", "by"), [((2025, 2, 9), (2025, 3, 9)), ((2025, 2, 10), (2025, 4, 10))]
)
def test_notice_is_longer_after_more_than_two_years(notice, by):
    assert due(Clock.NOTICE, date(*notice), service_start=date(2023, 2, 10)) == date(*by)


def test_notice_of_who_began_on_a_leap_day_asks_the_reading():
    facts = {"service_start": date(2020, 2, 29)}
    assert due(Clock.NOTICE, date(2022, 2, 28), **facts) == date(2022, 4, 28)
    later = QATAR.choosing({"A-06": "1_mar"})
    assert due(Clock.NOTICE, date(2022, 2, 28), later, **facts) == date(2022, 3, 28)
    with pytest.raises(BadFacts, match="missing_field"):
        ClockStart(kind=Clock.NOTICE, from_=date(2022, 2, 28))


def suspended(*days):
    return tuple(Suspension(from_=date(2027, *a), to=date(2027, *b)) for a, b in days)


@pytest.mark.parametrize(
    ("spans", "by"),
    [
        ([((3, 1), (3, 11))], (2028, 1, 11)),
        ([((3, 1), (3, 11)), ((3, 5), (3, 16))], (2028, 1, 16)),
        ([((3, 1), (3, 1))], (2028, 1, 1)),
    ],
)
def test_a_claim_does_not_lapse_while_it_is_suspended(spans, by):
    facts = ClockStart(kind=Clock.CLAIM_LIMIT, from_=date(2027, 1, 1), suspended=suspended(*spans))
    found = clocks(facts, QATAR)
    assert found.figures["due"] == date(*by)
    assert ("limit_suspended" in found.flags) == (by != (2028, 1, 1))


@pytest.mark.parametrize(
    ("span", "by"),
    [
        (((2026, 3, 1), (2026, 3, 11)), (2027, 3, 1)),
        (((2026, 7, 1), (2026, 7, 24)), (2027, 3, 1)),
        (((2026, 7, 1), (2026, 7, 25)), (2027, 3, 2)),
        (((2026, 7, 24), (2026, 7, 25)), (2027, 3, 2)),
        (((2026, 7, 23), (2026, 7, 25)), (2027, 3, 2)),
        (((2026, 7, 20), (2026, 8, 3)), (2027, 3, 11)),
        (((2026, 7, 25), (2026, 8, 4)), (2027, 3, 11)),
    ],
)
def test_no_claim_was_suspended_before_law_9_of_2026_and_the_line_names_it(span, by):
    spans = (Suspension(from_=date(*span[0]), to=date(*span[1])),)
    facts = ClockStart(kind=Clock.CLAIM_LIMIT, from_=date(2026, 3, 1), suspended=spans)
    found = clocks(facts, QATAR)
    assert found.figures["due"] == date(*by)
    longer = by != (2027, 3, 1)
    assert ("limit_suspended" in found.flags) == longer
    cited = [each.source for line in found.lines for each in line.sources]
    assert [each.act for each in cited if each.reading == "A-40"] == ["Law 9/2026"] * longer
    before = clocks(facts, QATAR.as_known_on(date(2026, 6, 24)))
    assert before.figures["due"] == date(2027, 3, 1)


@pytest.mark.parametrize(("day", "changed"), [((2026, 7, 24), False), ((2026, 7, 25), True)])
def test_the_clocks_of_a_dispute_are_flagged_once_the_procedure_changed(day, changed):
    for kind in Clock:
        if kind in (Clock.EXIT_NOTICE, Clock.NOTICE):
            continue
        flags = clocks(ClockStart(kind=kind, from_=date(*day)), QATAR).flags
        disputed = kind in (
            Clock.AMICABLE, Clock.REFERRAL, Clock.COMMITTEE_DECISION, Clock.APPEAL
        )  # fmt: skip
        assert ("procedure_changed_by_law_9_2026" in flags) == (changed and disputed)


@pytest.mark.parametrize(
    ("more", "code", "field"),
    [
        ({"kind": "notice"}, "missing_field", "service_start"),
        (
            {"kind": "notice", "service_start": "2025-01-02"},
            "first_day_after_last_day",
            "from",
        ),
        ({"kind": "exit_notice"}, "time_of_day_needed", "from"),
        (
            {"kind": "claim_limit", "suspended": [{"from": "2027-02-02", "to": "2027-02-01"}]},
            "first_day_after_last_day",
            "suspended.1.to",
        ),
    ],
)
def test_a_clock_that_cannot_start_names_its_field(more, code, field):
    error = calculate("clocks", {"from": "2025-01-01", **more})["error"]
    assert (error["code"], error["field"]) == (code, field)


def test_a_time_of_day_where_a_day_is_asked_is_repeated():
    error = calculate("clocks", {"kind": "dues", "from": "2025-01-01T08:30"})["error"]
    assert (error["code"], error["field"]) == ("date_unreadable", "from")
    assert "2025-01-01T08:30" in error["message"]["en"]
