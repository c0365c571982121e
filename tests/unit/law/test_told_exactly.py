"""What is refused, compared or kept, to the letter: a person acts on these words."""

import json
from datetime import date

import attrs
import pytest

from maawin_core.disputes.guarantee_refund import GuaranteeClaim, guarantee_refund
from maawin_core.kernel.money import Money
from maawin_core.law.difference import between_days, between_laws
from maawin_core.law.facts import read
from maawin_core.law.kept import record_shown, record_text
from maawin_core.law.parameter import NoFigure, Parameter, Since, Source, UnsoundFigure
from maawin_core.law.qatar import QATAR
from maawin_core.law.reading import READINGS, UnknownReading, checked
from maawin_core.law.record import canonical, first_difference
from maawin_core.rulebook import RULES, record_of, replay
from maawin_core.words.catalogue import LANGUAGES

LAW = Source("Law 15/2017", "15", "B")
DAY = date(2017, 10, 10)
WEEKS = Parameter("weeks", (Since(DAY, 3, LAW),))

CLAIM = {
    "contract_signed_on": "2023-01-01",
    "handed_over_on": "2023-02-01",
    "last_day_with_employer": "2023-07-14",
    "total_due": "15000",
    "total_paid": "15000",
    "ground": "left_work",
    "forfeiture": None,
}


@pytest.mark.parametrize(
    ("what", "kind", "code", "facts"),
    [
        (
            lambda: Source("x", "15", "B"),
            UnsoundFigure,
            "source_unreadable",
            {"found": "x 15"},
        ),
        (
            lambda: Parameter("weeks", (Since("2020-01-01", 3, LAW),)),
            UnsoundFigure,
            "source_unreadable",
            {"found": "weeks"},
        ),
        (
            lambda: Parameter("weeks", (Since(date(2016, 12, 31), 3, LAW),)),
            UnsoundFigure,
            "older_than_its_source",
            {"found": "weeks"},
        ),
        (
            lambda: WEEKS.amended(Since(DAY, 4, LAW)),
            UnsoundFigure,
            "two_values_for_one_day",
            {"found": "weeks"},
        ),
        (
            lambda: WEEKS.since(date(2017, 10, 9)),
            NoFigure,
            "no_figure_in_force",
            {"figure": "weeks", "day": "2017-10-09"},
        ),
        (
            lambda: Parameter("weeks", ()).latest,
            NoFigure,
            "no_figure_in_force",
            {"figure": "weeks", "day": ""},
        ),
        (
            lambda: Parameter("weeks", ()).begins,
            NoFigure,
            "no_figure_in_force",
            {"figure": "weeks", "day": ""},
        ),
        (
            lambda: checked({"A-99": "x"}),
            UnknownReading,
            "unknown_reading",
            {"field": "readings.A-99", "found": "A-99"},
        ),
        (
            lambda: checked({"A-16": "x"}),
            UnknownReading,
            "unknown_choice",
            {"field": "readings.A-16", "found": "x"},
        ),
    ],
)
def test_a_refusal_of_the_law_names_its_code_and_what_was_found(what, kind, code, facts):
    with pytest.raises(kind) as refused:
        what()
    assert (refused.value.code, dict(refused.value.facts)) == (code, facts)


def test_every_reading_stands_under_the_act_that_leaves_it_open():
    for id, each in READINGS.items():
        assert each.source.reading == each.id == id
        assert each.source.year <= each.in_force.year


def test_a_figure_that_differs_says_from_when_and_both_values():
    (basic,) = (
        each
        for each in between_days(QATAR, date(2021, 3, 19), date(2021, 3, 20))
        if each.code == "floor_basic"
    )
    floor = QATAR.floor_basic
    assert basic.from_day == date(2021, 3, 20)
    assert (basic.was, basic.becomes) == (
        floor.since(date(2021, 3, 19)),
        floor.since(date(2021, 3, 20)),
    )


def test_two_laws_are_compared_by_country_and_only_where_they_part():
    (country, floor), *_ = QATAR.origin_floors.items()
    later = Since(date(2027, 1, 1), Money("9999"), Source("Law 1/2027", "1", "A"))
    other = attrs.evolve(
        QATAR, origin_floors={**QATAR.origin_floors, country: floor.amended(later)}
    )
    assert [(each.code, each.country) for each in between_laws(QATAR, other)] == [
        ("origin_floor", country)
    ]


def test_a_record_that_a_step_keeps_is_the_record_of_the_rulebook():
    claim = read(GuaranteeClaim, CLAIM)
    text = record_text(guarantee_refund(claim, QATAR), claim, QATAR)
    assert text == canonical(record_of("guarantee-refund", CLAIM)).decode()
    assert replay(json.loads(text)) is None
    assert json.loads(text)["rule_version"] == RULES["guarantee-refund"].version


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_kept_record_is_shown_in_the_language_that_is_asked(language):
    shown = record_shown(canonical(record_of("guarantee-refund", CLAIM)).decode(), language)
    assert LANGUAGES[language]["rule.guarantee-refund"] in shown


def test_the_first_difference_of_two_records_is_named():
    kept = json.loads(canonical(record_of("guarantee-refund", CLAIM)))
    more = {**kept, "lines": [*kept["lines"], {"code": "more"}]}
    odd = {**kept, "lines": [*kept["lines"], "more"]}
    number = len(kept["lines"]) + 1
    assert first_difference(more, kept) == f"lines.{number} more"
    assert first_difference(kept, more) == f"lines.{number} more"
    assert first_difference(odd, kept) == f"lines.{number} "
    assert first_difference({**kept, "answer": None}, kept) == "answer"
    assert first_difference({**more, "answer": None}, kept) == f"lines.{number} more"
    assert first_difference(kept, kept) is None
