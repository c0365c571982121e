from datetime import UTC, datetime

import pytest
from attrs import frozen
from own_source import ROOT

from maawin_core.testing.story import StoryWrong, read_story, sheets_of, state_of
from maawin_entrypoints.container import in_memory
from maawin_entrypoints.journey_command import player

HEAD = """
title = "Small"
start = 2025-01-05T09:00:00+03:00
[people]
officer = { role = "officer", party = "ministry" }
worker = { role = "worker", party = "worker:@nobody" }
"""
COHORT = """
[[step]]
who = "officer"
does = "form_cohort"
as = "cohort"
with = { name = "Synthetic" }
"""


def played(steps):
    return list(player(in_memory()).play(read_story(HEAD + steps)))


@frozen
class Part:
    record: str = ""
    price_sheet: str = ""


@frozen
class Thing:
    sheet: str = ""
    dues: Part | None = None
    latest: Part | None = None
    decisions: tuple["Thing", ...] = ()
    status: str = "open"


def test_the_sheets_of_a_thing_are_its_own_its_dues_its_terms_and_its_decisions():
    thing = Thing("{own}", Part("{dues}"), Part("", "{price}"), (Thing("{decided}"),))
    assert sheets_of(thing) == ["{own}", "{dues}", "{price}", "{decided}"]


def test_a_sheet_that_stands_twice_is_one_sheet():
    assert sheets_of(Thing("{own}", decisions=(Thing("{own}"),))) == ["{own}"]


@pytest.mark.parametrize("thing", [None, (), Thing(), Thing("digest"), Thing(dues=Part("r-1"))])
def test_what_carries_no_record_has_no_sheet(thing):
    assert sheets_of(thing) == []


def test_a_thing_without_a_status_has_no_state():
    assert (state_of(Thing()), state_of(None)) == ("open", "")


def test_a_step_tells_when_it_was_who_did_what_and_what_was_made():
    [step] = played(COHORT + 'note = "Only these."\n')
    assert (step.number, step.who, step.does, step.note) == (
        1,
        "officer",
        "form_cohort",
        "Only these.",
    )
    assert step.at == datetime(2025, 1, 5, 6, tzinfo=UTC)
    assert step.made.name == "Synthetic"
    assert step.refusal is None


def test_a_refusal_that_was_expected_is_told_and_the_story_goes_on():
    wrong = COHORT.replace('"Synthetic"', '""')
    with pytest.raises(StoryWrong) as told:
        played(wrong)
    code = told.value.refusal.code
    steps = played(wrong + f'refused = "{code}"\n' + COHORT)
    assert steps[0].refusal.code == code
    assert steps[1].made.name == "Synthetic"


def test_a_refusal_that_was_expected_and_does_not_come_ends_the_story():
    with pytest.raises(StoryWrong, match="was to be refused with not_allowed, and was not refused"):
        played(COHORT + 'refused = "not_allowed"\n')


def test_a_person_whose_party_was_not_made_yet_cannot_act():
    with pytest.raises(StoryWrong, match="nobody"):
        played(COHORT.replace('"officer"', '"worker"'))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title = 'x'", "missing"),
        (HEAD + '[[step]]\nwho = "officer"\n', "one is missing"),
        (HEAD + COHORT + "dance = 1\n", "unknown dance"),
    ],
)
def test_a_story_that_lacks_something_says_what(text, says):
    with pytest.raises(StoryWrong, match=says):
        read_story(text)


def test_the_offer_the_estimate_and_the_settlement_of_the_story_show_their_sheets():
    story = read_story((ROOT / "examples/abroad.toml").read_text("utf-8"))
    steps = [step for step in player(in_memory()).play(story) if sheets_of(step.made)]
    assert {"make_offer", "estimate_dues", "draw_up_settlement"} <= {step.does for step in steps}
