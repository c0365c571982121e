from pathlib import Path

import pytest
from click.testing import CliRunner
from dependency_injector import providers

from maawin_adapters.sql import SqlBooks, SqlLists, SqlOutbox, SqlStorage
from maawin_core.testing.story import StoryWrong, read_story
from maawin_entrypoints.cli import maawin
from maawin_entrypoints.container import in_memory
from maawin_entrypoints.journey_command import player

EXAMPLES = Path(__file__).parents[2] / "examples"
STORIES = ["abroad.toml", "local.toml", "refund-unpaid.toml"]


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def container(request):
    container = in_memory()
    if request.param != "memory":
        database = request.getfixturevalue(f"{request.param}_database")
        container.storage.override(providers.Object(SqlStorage(database)))
        container.lists.override(providers.Object(SqlLists(database)))
        container.outbox.override(providers.Object(SqlOutbox(database)))
        container.books.override(providers.Object(SqlBooks(database)))
    return container


@pytest.mark.parametrize("name", STORIES)
def test_a_story_plays_to_its_end_on_every_storage(container, name):
    story = read_story((EXAMPLES / name).read_text("utf-8"), name)
    played = list(player(container).play(story))
    assert len(played) == len(story.steps)
    assert container.books().sums() == {"QAR": 0}
    assert container.outbox().parked().items == ()


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", STORIES)
def test_a_story_is_told_with_its_sheets_and_the_balanced_books(name, language):
    told = CliRunner().invoke(maawin, ["journey", str(EXAMPLES / name), "--lang", language])
    assert told.exit_code == 0, told.output
    assert "Σ QAR: 0" in told.output
    assert "│" in told.output
    assert "?" not in told.output.replace("?\n", "")


SMALL = """
title = "Small"
start = 2025-01-05T09:00:00+03:00
[people]
officer = { role = "officer", party = "ministry" }
[[step]]
who = "officer"
does = "form_cohort"
as = "cohort"
with = { name = "Synthetic" }
"""


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('title = "Small"', "heading = 'x'"), "unknown heading"),
        (('does = "form_cohort"', 'does = "dance"'), "nobody can “dance”"),
        (("name =", "called ="), "takes name"),
        (('"Synthetic"', "5"), "cannot be read"),
        (('who = "officer"', 'who = "nobody"'), "“nobody” is not one of"),
        (('name = "Synthetic"', 'name = "@nothing.id"'), "step 1: nothing was made as “nothing”"),
        (('as = "cohort"', "at = 2024-01-01T00:00:00+03:00"), "a later time"),
        (('role = "officer"', 'role = "king"'), "no usable role"),
        (("[people]", "[people"), "not TOML"),
    ],
)
def test_a_story_that_cannot_be_played_says_where_and_why(change, says):
    with pytest.raises(StoryWrong) as wrong:
        list(player(in_memory()).play(read_story(SMALL.replace(*change))))
    assert says in str(wrong.value)


@pytest.mark.parametrize(
    ("language", "says"),
    [("en", "is empty; it has to say something"), ("ar", "فارغ، ويجب أن يحتوي على نص")],
)
def test_a_refusal_that_was_not_expected_is_told_in_the_readers_language(tmp_path, language, says):
    story = tmp_path / "edited.toml"
    story.write_text(SMALL.replace('"Synthetic"', '""'), "utf-8")
    result = CliRunner().invoke(maawin, ["journey", str(story), "--lang", language])
    assert result.exit_code == 1
    assert (
        "step 1 (form_cohort): was to be taken, and was refused with text_missing." in result.output
    )
    assert says in result.output
    assert "{" not in result.output


def test_a_refusal_that_was_not_expected_ends_the_story():
    again = SMALL + '[[step]]\nwho = "officer"\ndoes = "form_cohort"\nwith = { name = "" }\n'
    with pytest.raises(StoryWrong, match="step 2"):
        list(player(in_memory()).play(read_story(again)))
