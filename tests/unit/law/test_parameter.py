from datetime import UTC, date, datetime

import pytest

from maawin_core.law.parameter import NoFigure, Parameter, Since, Source, UnsoundFigure
from maawin_core.law.qatar import QATAR
from maawin_core.law.qatar.issuers import issued_by
from maawin_core.law.reading import READINGS, UnknownReading
from maawin_core.rulebook import calculate
from maawin_core.words.catalogue import LANGUAGES

LAW = Source("Law 15/2017", "15", "B")
FIRST = Since(date(2017, 10, 10), 3, LAW)
WEEKS = Parameter("weeks", (FIRST,))


def test_a_value_holds_from_its_day_on():
    later = WEEKS.amended(Since(date(2027, 1, 1), 4, Source("Law 1/2027", "1", "A")))
    assert [later.on(date(2026, 12, 31)), later.on(date(2027, 1, 1))] == [3, 4]
    assert later.latest.value == 4
    assert WEEKS.on(date(2099, 1, 1)) == 3


def test_before_the_first_value_there_is_none():
    with pytest.raises(NoFigure):
        WEEKS.on(date(2017, 10, 9))


def test_two_values_for_one_day_do_not_build():
    with pytest.raises(UnsoundFigure, match="two_values_for_one_day"):
        WEEKS.amended(Since(date(2017, 10, 10), 4, LAW))


def test_a_value_older_than_its_source_does_not_build():
    with pytest.raises(UnsoundFigure, match="older_than_its_source"):
        Parameter("weeks", (Since(date(2016, 12, 31), 3, LAW),))


@pytest.mark.parametrize(
    "written",
    [
        ("", "15", "B"),
        ("Law", "15", "B"),
        ("Law 15/17", "15", "B"),
        ("40/06/1976", "15", "B"),
        ("Law 15/2017", "", "B"),
        ("Law 15/2017", "15", "E"),
        ("Law 15/2017", "15", "B", "A16"),
        ("Law 15/2017", "15", "B", None, "rumour"),
        ("Law 15/2017", "15", "B", None, "law", "ftp://x"),
    ],
)
def test_a_source_that_cannot_be_read_does_not_build(written):
    with pytest.raises(UnsoundFigure, match="source_unreadable"):
        Source(*written)


@pytest.mark.parametrize(
    "entry",
    [
        Since("2017-10-10", 3, LAW),
        Since(datetime(2017, 10, 10, tzinfo=UTC), 3, LAW),
        Since(date(2017, 10, 10), 3, "Law 15/2017"),
        Since(date(2017, 10, 10), 3, LAW, known="2017-09-12"),
        Since(date(2017, 10, 10), 3, LAW, last_checked="yesterday"),
    ],
)
def test_a_day_or_a_source_of_another_kind_does_not_build(entry):
    with pytest.raises(UnsoundFigure, match="source_unreadable"):
        Parameter("weeks", (entry,))


def test_a_second_source_for_one_day_does_not_build_though_the_value_is_the_same():
    again = Since(date(2017, 10, 10), 3, Source("Law 15/2017", "16", "A"))
    with pytest.raises(UnsoundFigure, match="two_values_for_one_day"):
        Parameter("weeks", (FIRST, again))


def test_a_correction_that_came_later_wins_once_it_is_known():
    corrected = WEEKS.amended(Since(date(2017, 10, 10), 4, LAW, known=date(2020, 1, 1)))
    assert corrected.on(date(2018, 1, 1)) == 4
    assert corrected.as_known_on(date(2019, 12, 31)).on(date(2018, 1, 1)) == 3


def test_every_figure_of_qatar_names_its_source_and_has_a_day():
    for parameter in QATAR.parameters():
        assert parameter.entries, parameter.code
        for entry in parameter.entries:
            assert entry.known_from <= entry.in_force
            assert entry.source.grade
            assert entry.source.reading or entry.source.authority == "law"


def test_every_act_has_an_issuer_with_words():
    sources = [entry.source for each in QATAR.parameters() for entry in each.entries]
    for source in [*sources, *(reading.source for reading in READINGS.values())]:
        assert all(f"issuer.{issued_by(source)}" in words for words in LANGUAGES.values())
    assert issued_by(Source("Decree 1/2030", "1", "U")) is None


def test_what_was_known_before_the_decree_was_printed():
    facts = {"item": "work_permit", "on": "2026-01-01"}
    before = calculate("government-fees", facts, known_on=date(2025, 9, 24))
    after = calculate("government-fees", facts, known_on=date(2025, 9, 25))
    assert (before["status"], after["status"]) == ("old_tariff", "due")
    assert before["record"] != after["record"]


CLAIM = {
    "contract_signed_on": "2023-01-01",
    "handed_over_on": "2023-02-01",
    "last_day_with_employer": "2023-07-14",
    "total_due": "15000",
    "total_paid": "15000",
    "ground": "left_work",
    "forfeiture": None,
}


def settled_from(day):
    choice = Since(day, "started_months", Source("Decision 1/2023", "1", "A", "A-16"))
    return QATAR.settling("A-16", Parameter("A-16", (choice,)))


def test_a_law_version_chooses_a_reading_by_contract_date():
    before = calculate("guarantee-refund", CLAIM, settled_from(date(2023, 1, 2)))
    after = calculate("guarantee-refund", CLAIM, settled_from(date(2023, 1, 1)))
    assert (before["amount"], before["figures"]["held"]) == ("10500.00", "2250.00")
    assert (after["amount"], after["figures"]["held"]) == ("8250.00", "0.00")


def test_a_reading_of_the_call_wins_over_the_law_version():
    law = settled_from(date(2023, 1, 1))
    found = calculate("guarantee-refund", CLAIM, law, readings={"A-16": "completed_months"})
    assert (found["amount"], found["figures"]["payable_now"]) == ("10500.00", "10500.00")


def test_the_default_chosen_by_name_is_chosen():
    found = calculate("guarantee-refund", CLAIM, readings={"A-16": "completed_months"})
    assert found["figures"]["payable_now"] == found["amount"] == "10500.00"


def test_a_law_version_cannot_choose_what_is_no_choice():
    with pytest.raises(UnknownReading):
        QATAR.settling("A-16", Parameter("A-16", (Since(date(2023, 1, 1), "half", LAW),)))


def test_the_first_choice_is_the_default():
    defaults = [QATAR.reading(id, date(2024, 1, 1)) for id in READINGS]
    assert all(each.value == READINGS[each.reading].choices[0] for each in defaults)
    assert not any(each.explicit for each in defaults)


def test_a_choice_says_of_which_reading_it_is_however_it_came_about():
    day = date(2026, 1, 5)
    rival = READINGS["A-02"].choices[1]
    settled = Parameter("A-02", (Since(day, rival, Source("Law 1/2025", "1", "A")),))
    for law, value in (
        (QATAR, READINGS["A-02"].default),
        (QATAR.choosing({"A-02": rival}), rival),
        (QATAR.settling("A-02", settled), rival),
    ):
        choice = law.reading("A-02", day)
        assert (choice.reading, choice.value) == ("A-02", value)
