import json

import pytest
from keep_answers import ANSWERS, page, told

from maawin_core.rulebook import RULES
from maawin_core.words.catalogue import LANGUAGES

FILES = sorted(ANSWERS.glob("*.jsonl"))


def questions(file):
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_every_rule_has_answers_that_are_kept():
    assert {file.stem for file in FILES} == set(RULES)


# Red after a change of the law, its words of error or a rule on purpose: python keep_answers.py,
# and read what changed.
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_was_asked_before_is_answered_as_before(file):
    for kept in questions(file):
        assert told(file.stem, kept["facts"], kept["readings"]) == kept["answer"], kept["facts"]


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_and_people_read_it_in_the_same_words(file, language):
    text = (ANSWERS / f"{file.stem}.{language}.txt").read_text("utf-8")
    assert page(file.stem, questions(file), language) == text
