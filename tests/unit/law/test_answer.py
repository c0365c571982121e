from datetime import date, datetime
from fractions import Fraction

import pytest

from maawin_core.law.answer import label_of, line_recorded, mixed, text_of, value_written
from maawin_core.law.form import sheet_for
from maawin_core.law.kept import record_shown
from maawin_core.law.letter import Letter
from maawin_core.law.parameter import Parameter, Since, Source
from maawin_core.law.qatar import QATAR
from maawin_core.law.record import canonical
from maawin_core.law.worksheet import Worksheet
from maawin_core.rulebook import ask, calculate, record_of

DAY = date(2024, 1, 1)


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (Fraction(3), "count", 3),
        (Fraction(7, 2), "count", "3 1/2"),
        (Fraction(3), "money", "3.00"),
        (Fraction(12345, 100), "money", "123.45"),
        (Fraction(1, 3), "money", "1/3"),
        (Fraction(-4, 3), "money", "-1 1/3"),
        (Fraction(0), "money", "0.00"),
        (DAY, "date", "2024-01-01"),
        (datetime(2024, 1, 1, 8, 5), "date", "2024-01-01T08:05"),  # noqa: DTZ001
        ("left_work", "word", "left_work"),
    ],
)
def test_how_a_value_is_written(value, unit, written):
    assert value_written(value, unit) == written


def test_mixed_numbers_are_written_as_people_do():
    assert [mixed(Fraction(n, 73)) for n in (0, 20, 73, 239, -20)] == [
        "0", "20/73", "1", "3 20/73", "-20/73"
    ]  # fmt: skip


def test_a_source_says_where_it_can_be_read_and_whose_it_is():
    far = Source("Law 1/2020", "2", "A", url="https://example.org/law")
    line = Worksheet(QATAR, DAY).cited("weeks", Since(date(2020, 1, 1), 3, far))
    assert line_recorded(line)["sources"] == [
        {
            "act": "Law 1/2020",
            "article": "2",
            "grade": "A",
            "in_force": "2020-01-01",
            "url": "https://example.org/law",
        }
    ]
    policy = calculate("clocks", {"kind": "refund", "from": "2025-01-01"})["lines"][1]["sources"]
    assert policy[0]["authority"] == "policy"


def test_lines_of_a_kind_and_of_a_part_share_its_words():
    assert label_of("debt.3") == label_of("debt")
    assert label_of("end_of_service.debt.3") == label_of("debt")
    assert label_of("leave.amount") == label_of("amount")
    assert label_of("no such line") == {"en": "line.no such line", "ar": "line.no such line"}


def test_an_error_is_a_sentence_in_either_language():
    found = calculate("government-fees", {})
    assert text_of(found) == "! The field item is missing. Give it."
    assert text_of(found, "ar").startswith("\u200f! الحقل item")


def test_a_kept_record_is_shown_as_its_answer_was():
    facts = {"item": "work_permit", "on": "2026-01-01", "years": 2}
    shown = record_shown(canonical(record_of("government-fees", facts)).decode(), "en")
    assert shown == text_of(calculate("government-fees", facts))


def test_a_time_of_day_and_a_policy_are_said_in_a_letter():
    notice = ask("clocks", {"kind": "exit_notice", "from": "2025-01-01T08:30"})
    text = Letter(notice.reckoning, QATAR, "en", notice.rule.articles).text()
    assert "From: 1 January 2025 08:30" in text
    dues = ask("clocks", {"kind": "dues", "from": "2025-01-01"})
    assert "(policy of the platform [U, A-10])" in Letter(dues.reckoning, QATAR, "en").text()
    facts = {
        "day": "2020-01-01",
        "basic_wage": "1000",
        "housing": "provided",
        "food": "provided",
        "recruited_from": "PHL",
    }
    text = Letter(ask("wage-floor", facts).reckoning, QATAR, "en").text()
    assert "(asked by the country of origin [B, A-38])" in text
    assert "Housing and food must be given in kind: yes (Ministry practice 2017 [B])" in text
    assert "Lowest housing allowance: given in kind" in text


def a_part(sheet, one, other):
    return sheet.quotient("part", sheet.given("one", one), sheet.given("other", other))


def more_of_it(sheet):
    whole = sheet.product("whole", sheet.line("part"), sheet.line("other"))
    least = sheet.minimum("least", sheet.line("part"), 5)
    return whole, sheet.quotient("ratio", whole, sheet.line("one")), least


def test_a_fraction_of_one_formula_is_exact_in_the_next():
    form, pad = sheet_for(QATAR, DAY, DAY), Worksheet(QATAR, DAY)
    for sheet in (form, pad):
        assert sheet.run(a_part, (), 7, 3) == Fraction(7, 3)
        assert sheet.run(more_of_it, ()) == (7, 1, Fraction(7, 3))
    assert form.lines == tuple(pad.lines.values())
    assert form.law is QATAR


def test_a_figure_without_values_has_none():
    empty = Parameter("x", ())
    for ask_it in (lambda: empty.latest, lambda: empty.begins, lambda: empty.on(DAY)):
        with pytest.raises(Exception, match=r"no_figure_(known|in_force)"):
            ask_it()
    assert not empty.in_force_on(DAY)
    with pytest.raises(Exception, match="source_unreadable"):
        Parameter("x", (Since("2020-01-01", 3, Source("Law 1/2020", "2", "A")),))
