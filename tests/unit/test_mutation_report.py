"""The report of planted faults is of today's law, is good enough, and explains what is left."""

import pytest
from mutation import report
from own_source import ROOT

from maawin_core.rulebook import RULES

MEASURED = report.read_report()


@pytest.mark.parametrize("file", report.mutated_files())
def test_the_report_is_of_the_file_as_it_is(file):
    assert file in MEASURED, "run `make mutants`"
    assert MEASURED[file].sha256 == report.hash_of(file), f"{file} has changed: run `make mutants`"


def test_no_file_is_left_untried():
    assert [file for file, each in MEASURED.items() if each.planted and not each.tried] == []


def test_enough_of_the_planted_faults_are_found():
    assert report.score(MEASURED) >= report.LOWEST_SCORE


@pytest.mark.parametrize("file", MEASURED)
def test_every_fault_that_no_test_finds_is_explained(file):
    known = report.explained().get(file, {})
    assert [str(each) for each in MEASURED[file].survivors if each.told not in known] == []


def test_nothing_is_explained_that_the_tests_find():
    survivors = {(file, each.told) for file, of in MEASURED.items() for each in of.survivors}
    explained = {(file, each) for file, of in report.explained().items() for each in of}
    assert sorted(map(str, explained - survivors)) == []


def test_the_law_and_every_rule_are_measured():
    modules = {f"src/{rule.function.__module__.replace('.', '/')}.py" for rule in RULES.values()}
    law = {file.relative_to(ROOT).as_posix() for file in ROOT.glob("src/maawin_core/law/**/*.py")}
    assert modules | law <= set(report.mutated_files())
