import doctest
import re
import tomllib

import pytest
from own_source import ROOT

from maawin_core.law.qatar import QATAR
from maawin_core.law.reading import READINGS
from maawin_core.law.reform import reformed
from maawin_core.rulebook import RULES
from maawin_core.testing.legal_cases import read_cases, run
from maawin_core.words.catalogue import LANGUAGES
from maawin_entrypoints import law_pages

INTERFACE = (ROOT / "docs/law/rules.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^### `([\w-]+)`\n(.*?)(?=^##|\Z)", INTERFACE, re.M | re.S))


def words_of(rule, kind):
    found = re.search(rf"^- {kind}: (.*?)(?=^- |^$|\Z)", SECTIONS[rule], re.M | re.S)
    return re.findall(r"`\"?([\w-]+)\"?`", found[1]) if found else []


def test_the_table_of_readings_is_the_codes():
    rows = re.findall(r"^\| (A-\d\d) \| (.*) \|$", INTERFACE, re.M)
    assert {id: tuple(re.findall(r"`([^`]+)`", cells)) for id, cells in rows} == {
        id: each.choices for id, each in READINGS.items()
    }


def test_every_rule_is_on_the_page_and_no_other():
    assert list(SECTIONS) == list(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_statuses_stand_in_their_order_of_precedence(rule):
    assert tuple(words_of(rule, "status")) == RULES[rule].statuses


@pytest.mark.parametrize("rule", RULES)
def test_every_fact_is_named_and_nothing_else(rule):
    named = set(words_of(rule, "facts"))
    schema = RULES[rule].schema["facts"]["properties"]
    own = {name for name in schema if name != "ref"}
    if rule == "final-settlement":
        named |= set(words_of("end-of-service", "facts")) | set(words_of("leave", "facts"))
        named -= {"end-of-service", "leave"}
    assert own <= named
    assert named - own <= inner(schema) | {"provided"}


def inner(schema):
    """Names and words inside a field: of lists, of objects, and those that it may be."""
    found = set()
    for key, value in schema.items():
        found.add(key)
        for each in [value, *value.get("anyOf", [])] if isinstance(value, dict) else []:
            found |= set(each.get("enum", ()))
            found |= inner(each.get("properties", {}))
            items = each.get("items", {})
            found |= inner(items.get("properties", {})) | set(items.get("enum", ()))
    return found


@pytest.mark.parametrize("rule", RULES)
def test_every_flag_on_the_page_has_words_and_stands_in_the_rule(rule):
    module = RULES[rule].function.__module__.replace(".", "/")
    text = (ROOT / f"src/{module}.py").read_text("utf-8")
    for flag in words_of(rule, "flags"):
        assert f'"{flag}"' in text
        assert all(f"flag.{flag}" in words for words in LANGUAGES.values())


def test_every_page_is_fresh():
    for place, text in law_pages.pages().items():
        assert (ROOT / place).read_text("utf-8") == text, "run `make docs`"


def test_the_examples_of_the_library_run():
    page = str(ROOT / "docs/law/library.md")
    found = doctest.testfile(page, module_relative=False, encoding="utf-8")
    assert (found.failed, found.attempted > 15) == (0, True)


def test_the_reform_in_the_guide_can_be_read():
    text = (ROOT / "docs/change-a-figure.md").read_text("utf-8")
    (reform,) = re.findall(r"```toml\n(.*?)```", text, re.S)
    assert tomllib.loads(reform)
    assert reformed(QATAR, reform).version == "draft of 2027"


def test_the_cases_in_the_regulators_guide_hold():
    text = (ROOT / "docs/for-regulators.md").read_text("utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ") and "---" not in line]
    table = "\n".join(",".join(c.strip() for c in row.strip("|").split("|")) for row in rows)
    cases = read_cases(table, "guide.csv")
    assert len(cases) == 2
    assert not run(cases)
