import subprocess
import sys

import pytest

CASES = """\
name,rule,article,facts.first_day,facts.last_day,facts.basic_wage,facts.ending,expect.amount
a year,end-of-service,Law 15/2017 art. 15,2021-03-01,2022-02-28,١٬٥٠٠٫٠٠,contract_end,1050.00
"""
ONE_LINE = "[pytest]\nmaawin_law_cases = cases/*.csv\n"
REFORM = """
[[figure]]
code = "gratuity_weeks"
from = 2018-01-01
value = 4
act = "Law 1/2018"
article = "1"
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "pytest.ini").write_text(ONE_LINE)
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases/gratuity.csv").write_text(CASES, encoding="utf-8-sig")
    return tmp_path


def run(folder):
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_one_line_of_configuration_and_one_table_run_green(folder):
    found = run(folder)
    assert found.returncode == 0, found.stdout
    assert "1 passed" in found.stdout


def test_one_figure_changed_is_red_and_shows_the_sheet(folder):
    file = folder / "cases/gratuity.csv"
    file.write_text(file.read_text("utf-8-sig").replace("1050.00", "1060.00"), "utf-8")
    found = run(folder)
    assert found.returncode == 1
    assert "cases/gratuity.csv:2: a year: amount: expected '1060.00', found" in found.stdout
    assert "Weeks of wage for each year of service" in found.stdout
    assert "Traceback" not in found.stdout


def test_cases_may_be_asked_of_a_reform(folder):
    (folder / "reform.toml").write_text(REFORM)
    (folder / "pytest.ini").write_text(ONE_LINE + "maawin_law_reform = reform.toml\n")
    found = run(folder)
    assert "expected '1050.00', found '1400.00'" in found.stdout


def test_a_file_with_a_fault_is_an_error_with_its_line(folder):
    (folder / "cases/gratuity.csv").write_text(CASES.replace("end-of-service", "gratuities"))
    found = run(folder)
    assert found.returncode == 2
    assert "cases/gratuity.csv:2: no rule is called 'gratuities'" in found.stdout


def test_other_tables_are_left_alone(folder):
    (folder / "other.csv").write_text("a,b\n1,2\n")
    assert "1 passed" in run(folder).stdout
