import ast
import re
from pathlib import Path

import pytest
from own_source import ROOT, modules, strings

from maawin_core.access.rights import RIGHTS
from maawin_entrypoints import docs, step_map

#: Shared by every step: no number of the mission is theirs alone.
GROUND = {"kernel", "law", "ports", "words", "testing"}


def test_each_step_names_its_part_of_the_mission():
    steps = [
        module
        for module in modules("maawin_core")
        if len(module.parts) == 2 and module.path.endswith("__init__.py")
    ]
    mission = re.compile(r"\(M\d+(, M\d+)*\)")
    without = {
        module.parts[1]
        for module in steps
        if not mission.search(ast.get_docstring(module.tree) or "")
    }
    assert without == GROUND


def enforcers(decision: str) -> list[str]:
    """The tests, contracts and files that a decision names under *Enforced by*."""
    section = decision.partition("## Enforced by")[2].partition("\n## ")[0]
    return re.findall(r"`([^`]+)`", section)


def exists(enforcer: str) -> bool:
    file, _, test = enforcer.partition("::")
    if not (ROOT / file).is_file():
        return f'name = "{enforcer}"' in (ROOT / "pyproject.toml").read_text("utf-8")
    text = (ROOT / file).read_text("utf-8")
    return not test or re.search(rf"^\s*(def|class) {test}\b", text, re.MULTILINE) is not None


DECISIONS = sorted((ROOT / "docs/adr").glob("[0-9]*.md"))


@pytest.mark.parametrize("file", DECISIONS, ids=lambda file: file.stem)
def test_each_decision_is_whole_and_enforced(file: Path):
    text = file.read_text("utf-8")
    parts = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert parts == ["Context", "Decision", "Consequences", "Alternatives", "Enforced by"]
    assert re.match(rf"# {int(file.stem[:4])}\. \S", text)
    assert enforcers(text)
    assert [each for each in enforcers(text) if not exists(each)] == []


def test_each_decision_has_a_number_of_its_own():
    numbers = [int(file.stem[:4]) for file in DECISIONS]
    assert len(numbers) > 1
    assert len(set(numbers)) == len(numbers)


def test_a_decision_that_nothing_enforces_is_noticed():
    made_up = "## Enforced by\n`tests/unit/test_tidy.py::test_of_nothing`, `No such contract`\n"
    assert [exists(each) for each in enforcers(made_up)] == [False, False]
    assert exists("tests/unit/test_docs.py::test_each_decision_has_a_number_of_its_own")
    assert exists("The rings point inwards")


def code_names(glossary: str) -> set[str]:
    """The names in the third column of the glossary's table."""
    rows = [line.split("|")[3] for line in glossary.splitlines() if line.startswith("| ")]
    return {name for row in rows[1:] for name in re.findall(r"`([^`]+)`", row)}


def names_in_core() -> set[str]:
    found: set[str] = set()
    for module in modules("maawin_core"):
        found |= {module.parts[-1], *strings([module.tree])}
        for node in ast.walk(module.tree):
            match node:
                case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.arg(arg=name):
                    found.add(name)
                case ast.Name(id=name) | ast.Attribute(attr=name):
                    found.add(name)
    return found


def test_the_glossary_names_only_what_is_in_the_code():
    written = code_names((ROOT / "docs/glossary.md").read_text("utf-8"))
    assert len(written) > 20
    parts = {part for name in written for part in name.split(".")}
    assert sorted(parts - names_in_core()) == []


def test_a_made_up_word_in_the_glossary_is_noticed():
    table = (
        "| English | العربية | in code | meaning |\n|---|---|---|---|\n| x | س | `Flummox` | y |"
    )
    assert code_names(table) == {"Flummox"}
    assert "Flummox" not in names_in_core()


# What is printed from the code


def test_the_page_of_rights_is_fresh():
    assert (ROOT / docs.ACCESS).read_text("utf-8") == docs.access_page(), "run `make docs`"


def test_the_page_of_rights_says_who_may_do_each_act():
    page = docs.access_page()
    for act, roles in RIGHTS.items():
        [line] = [each for each in page.splitlines() if f"| `{act}` |" in each]
        assert line.count("✓") == len(roles)


def test_the_map_in_the_readme_is_fresh():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert step_map.BEGIN in readme
    assert readme == step_map.readme_with_map(readme), "run `make docs`"


def test_the_map_leads_to_folders_that_are_there():
    places = re.findall(r"\]\(([^)]+)\)", step_map.step_map())
    assert len(places) >= 2 * len(step_map.CAPABILITIES)
    assert sorted({place for place in places if not (ROOT / place).is_dir()}) == []
