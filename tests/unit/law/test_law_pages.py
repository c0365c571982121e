import doctest
import re
import tomllib
from datetime import date

import pytest
from own_source import ROOT

from maawin_core.law.qatar import QATAR
from maawin_core.law.reading import READINGS
from maawin_core.law.reform import reformed
from maawin_core.rulebook import RULES, calculate
from maawin_core.testing.legal_cases import read_cases, run
from maawin_core.words.catalogue import LANGUAGES
from maawin_entrypoints import law_pages

INTERFACE = (ROOT / "docs/law/rules.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^### `([\w-]+)`.*?\n(.*?)(?=^##|\Z)", INTERFACE, re.M | re.S))
CASES = [
    case
    for file in sorted((ROOT / "tests/unit").glob("*/cases/*.*"))
    for case in read_cases(file.read_text("utf-8"), file.name)
]


def part(rule, begins, ends):
    """The words of a rule's section between two of its headings."""
    found = re.search(rf"\b{begins}(?: \([^)]*\))?:\s+(.*?)(?:{ends}|\Z)", SECTIONS[rule], re.S)
    return " ".join(found[1].split()) if found else ""


def words_of(text):
    """Names in code, alone or in an object: `month`, `{"on", "amount"}`."""
    found = re.findall(r"`([^`]+)`", text)
    alone = {each.strip('"') for each in found if re.fullmatch(r'"?[a-z][a-z_-]+"?', each)}
    return alone | {word for each in found for word in re.findall(r'"([a-z_]+)"', each)}


def statuses(rule):
    text = part(rule, "status", "amount:|figures")
    return tuple(re.findall(r"`([a-z_]+)`", each)[0] for each in text.split(" · "))


def figures(rule):
    plain = re.sub(r"\([^()]*\)", "", part(rule, "figures", r"flags?:? `|\.\s"))
    return words_of(plain)


def flags(rule):
    text = " ".join(SECTIONS[rule].split())
    lists = re.findall(r"\bflags?:? (`.*?)(?:\.|\)\.|$)", text)
    named = {word for each in lists for word in re.findall(r"`([a-z_0-9]+)`", each)}
    return named | set(re.findall(r"`([a-z_]+)` \(as a flag too", text))


def test_the_table_of_readings_is_the_codes():
    rows = re.findall(r"^\| (A-\d\d) \| (.*) \|$", INTERFACE, re.M)
    assert {id: tuple(re.findall(r"`([^`]+)`", cells)) for id, cells in rows} == {
        id: each.choices for id, each in READINGS.items()
    }


def test_every_rule_is_on_the_page_and_no_other():
    assert list(SECTIONS) == list(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_statuses_stand_in_their_order_of_precedence(rule):
    assert statuses(rule) == RULES[rule].statuses


@pytest.mark.parametrize("rule", RULES)
def test_every_fact_is_named_and_nothing_else(rule):
    named = words_of(part(rule, "facts", "status:"))
    schema = RULES[rule].schema["facts"]["properties"]
    own = {name for name in schema if name != "ref"}
    if rule == "final-settlement":
        for other in ("end-of-service", "leave"):
            named |= words_of(part(other, "facts", "status:"))
        named -= {"end-of-service", "leave"}
    assert own <= named
    assert named - own <= inner(schema) | figures(rule) | {"provided"}


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
def test_every_figure_on_the_page_is_answered_and_no_other_but_those_added(rule):
    asked = [case for case in CASES if case.rule == rule]
    answers = [calculate(case.rule, dict(case.facts), readings=case.readings) for case in asked]
    answered = {name for answer in answers for name in answer.get("figures", ())}
    added = INTERFACE.partition("More figures:")[2].partition("\n- ")[0]
    more = added.partition(f"`{rule}` ")[2] if f"`{rule}` " in added else ""
    if rule == "final-settlement":
        assert figures("end-of-service") | figures("leave") | words_of(more) == answered
    else:
        assert figures(rule) | words_of(more.partition(";")[0]) == answered


@pytest.mark.parametrize("rule", RULES)
def test_the_flags_on_the_page_are_those_of_the_rule(rule):
    module = RULES[rule].function.__module__.replace(".", "/")
    text = (ROOT / f"src/{module}.py").read_text("utf-8")
    known = {code.removeprefix("flag.") for code in LANGUAGES["en"] if code.startswith("flag.")}
    assert flags(rule) == {flag for flag in known if f'"{flag}"' in text}
    assert all(f"flag.{flag}" in words for flag in flags(rule) for words in LANGUAGES.values())


@pytest.mark.parametrize("what", ["status", "figures", "flag"])
def test_a_word_that_is_not_on_the_page_would_be_missed(what, monkeypatch):
    text = SECTIONS["wage-floor"].replace("`no_floor`", "`none`").replace("`origin_floor`", "`o`")
    monkeypatch.setitem(SECTIONS, "wage-floor", text.replace("`below_origin_floor`", "`below`"))
    read = {"status": statuses, "figures": figures, "flag": flags}[what]("wage-floor")
    assert not {"no_floor", "origin_floor", "below_origin_floor"} & set(read)


def test_every_page_is_fresh():
    for place, text in law_pages.pages().items():
        assert (ROOT / place).read_text("utf-8") == text, "run `make docs`"


def test_the_examples_of_the_library_run():
    page = str(ROOT / "docs/law/library.md")
    found = doctest.testfile(page, module_relative=False, encoding="utf-8")
    assert (found.failed, found.attempted > 15) == (0, True)


def test_the_reform_in_the_guide_can_be_read():
    text = (ROOT / "docs/change-a-figure.md").read_text("utf-8")
    figure, reading = re.findall(r"```toml\n(.*?)```", text, re.S)
    assert tomllib.loads(figure)
    assert reformed(QATAR, figure).version == "draft of 2027"
    assert reformed(QATAR, reading).reading("A-16", date(2028, 1, 1)).value == "started_months"


def test_the_cases_in_the_regulators_guide_hold():
    text = (ROOT / "docs/for-regulators.md").read_text("utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ") and "---" not in line]
    table = "\n".join(",".join(c.strip() for c in row.strip("|").split("|")) for row in rows)
    cases = read_cases(table, "guide.csv")
    assert len(cases) == 2
    assert not run(cases)
