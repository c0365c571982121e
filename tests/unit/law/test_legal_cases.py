from pathlib import Path

import pytest

from maawin_core.rulebook import calculate
from maawin_core.testing.legal_cases import BadCaseFile, differences, read_cases, run

FILES = sorted(Path(__file__).parents[1].glob("*/cases/*.*"))
CASES = [case for file in FILES for case in read_cases(file.read_text("utf-8"), file.name)]

CASE = """
[[case]]
name = "a permit"
rule = "government-fees"
article = ["Decision 32/2025 art. 1"]
[case.facts]
item = "work_permit"
on = 2026-01-01
[case.expect]
amount = "100.00"
"""

COLUMNS = """
name rule article facts.first_day facts.last_day facts.basic_wage facts.ending facts.debts.1.kind
facts.debts.1.amount facts.debts.1.status readings.A-02
expect.status expect.amount expect.figures.years expect.flags
"""
ROWS = (
    "a year,end-of-service,Art. 15,2021-03-01,2022-02-28,١٥٠٠.٠٠,contract_end,,,,,due,1050.00,1,[]",
    "a debt,end-of-service,Art. 15,2021-03-01,2022-02-28,1500,contract_end,"
    "loan,٣٠٠,acknowledged,four_weeks,due,825.00,١,",
)
TABLE = "\n".join([",".join(COLUMNS.split()), *ROWS])


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}-{case.line}")
def test_the_law_answers_as_the_lawyer_wrote(case):
    assert not [str(each) for each in differences(case)]


def test_there_are_250_cases_and_each_names_its_article():
    assert len(CASES) >= 250
    assert all(case.articles for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}-{case.line}")
def test_a_case_names_every_reading_that_would_change_its_answer(case):
    answer = calculate(case.rule, dict(case.facts), readings=case.readings, alternatives=True)
    changing = set(answer.get("alternatives", ()))
    assert changing <= {*case.articles, *case.readings}


def test_no_case_file_speaks_of_a_tolerance():
    assert not [file for file in FILES if "toleran" in file.read_text("utf-8")]


def test_a_difference_names_file_line_and_both_values():
    (case,) = read_cases(CASE.replace("100.00", "100.01"), "permits.toml")
    (found,) = differences(case)
    assert str(found) == "permits.toml:2: a permit: amount: expected '100.01', found '100.00'"


@pytest.mark.parametrize(
    ("was", "becomes", "line", "fault"),
    [
        ('name = "a permit"', 'nam = "a permit"', 3, "unknown key 'nam'"),
        ('amount = "100.00"', 'tolerance = "0.01"', 10, "no case has a tolerance"),
        ('amount = "100.00"', 'amont = "100.00"', 10, "unknown key 'amont'"),
        ('[case.expect]\namount = "100.00"', "", 2, "the answer is missing"),
        ('rule = "government-fees"', 'rule = "fees"', 4, "no rule is called 'fees'"),
        ("[[case]]", "[[cases]]", 2, "unknown key 'cases'"),
        ('amount = "100.00"', "amount = 100.00", 10, "'amount' has to be text"),
        ('amount = "100.00"', "status = 1", 10, "'status' has to be text"),
        ('amount = "100.00"', "figures = 3", 10, "'figures' has to be a table"),
        ('amount = "100.00"', 'figures = { yeers = "null" }', 10, "no rule has a figure 'yeers'"),
        ('amount = "100.00"', "figures = { years = 1.5 }", 10, "'figures' has a decimal number"),
    ],
)
def test_a_case_file_with_a_fault_is_refused_by_line(was, becomes, line, fault):
    with pytest.raises(BadCaseFile, match=f"permits.toml:{line}: {fault}"):
        read_cases(CASE.replace(was, becomes), "permits.toml")


def test_toml_that_cannot_be_read_is_refused_by_line():
    with pytest.raises(BadCaseFile, match=r"permits\.toml:3"):
        read_cases('\n[[case]]\nname = "', "permits.toml")


def test_a_table_is_read_with_arabic_digits_and_empty_cells():
    cases = read_cases(TABLE, "gratuity.csv")
    assert [case.line for case in cases] == [2, 3]
    assert cases[0].facts["debts"] == []
    assert not run(cases)


def test_a_table_of_an_arabic_spreadsheet_is_read_too():
    rows = TABLE.replace("١٥٠٠.٠٠", "١٬٥٠٠٫٠٠").replace(",", ";")
    cases = read_cases(rows, "gratuity.csv")
    assert len(cases) == 2
    assert not run(cases)


@pytest.mark.parametrize(("text", "file"), [(CASE, "permits.toml"), (TABLE, "gratuity.csv")])
def test_the_mark_that_a_spreadsheet_puts_first_is_no_part_of_the_file(text, file):
    assert not run(read_cases("\ufeff" + text, file))


@pytest.mark.parametrize("text", ["", "\ufeff", "name,rule,facts.on,expect.amount\n"])
def test_a_table_without_a_case_is_refused(text):
    with pytest.raises(BadCaseFile, match=r"gratuity\.csv:1: no case in it"):
        read_cases(text, "gratuity.csv")


def test_a_spreadsheet_saves_no_last_zeros_and_the_amount_is_the_same():
    saved = TABLE.replace("1050.00", "1050").replace("825.00", "825.0")
    assert not run(read_cases(saved, "gratuity.csv"))
    assert not run(read_cases(CASE.replace("100.00", "100"), "permits.toml"))


@pytest.mark.parametrize("other", ["1050.001", "01050", "1050.", "105", "1050.01", "1049.995"])
def test_what_is_not_the_amount_to_the_dirham_is_another_amount(other):
    (found,) = run(read_cases(TABLE.replace("1050.00", other), "gratuity.csv"))
    assert found.what == "amount"


@pytest.mark.parametrize("said", ["TRUE", "true", "True"])
def test_a_spreadsheet_says_true_in_capitals(said):
    columns = "name,rule,facts.first_day,facts.last_day,facts.basic_wage"
    columns += ",expect.figures.return_ticket_due"
    row = f"a ticket,leave,2021-03-01,2023-02-28,1500,{said}"
    assert not run(read_cases(f"{columns}\n{row}\n", "ticket.csv"))
    assert run(read_cases(f"{columns}\n{row.replace(said, 'FALSE')}\n", "ticket.csv"))
    bad = f"bad,leave,2024-03-01,2023-02-28,1500,{said}"
    refused = f"{columns.replace('figures.return_ticket_due', 'error')}\n{bad}\n"
    assert not run(read_cases(refused, "ticket.csv"))


def test_a_table_may_have_tabs_between_its_cells():
    assert not run(read_cases(TABLE.replace(",", "\t"), "gratuity.csv"))


def test_a_column_that_stands_there_twice_is_refused():
    twice = TABLE.replace("facts.last_day", "facts.first_day", 1)
    with pytest.raises(BadCaseFile, match=r"gratuity\.csv:1: two columns are called 'facts.first"):
        read_cases(twice, "gratuity.csv")


def test_a_table_says_where_it_is_wrong():
    (found,) = run(read_cases(TABLE.replace("825.00", "825.01"), "gratuity.csv"))
    assert str(found).startswith("gratuity.csv:3: a debt: amount")


@pytest.mark.parametrize(
    "column", ["expect.tolerance", "expects.amount", "fact.x", "facts", "expect.figures.yeers"]
)
def test_an_unknown_column_is_refused(column):
    fault = r"gratuity\.csv:1: (no case has a tolerance|unknown key|no rule has a figure)"
    with pytest.raises(BadCaseFile, match=fault):
        read_cases(f"name,rule,{column}\n", "gratuity.csv")


def test_an_unknown_field_in_facts_is_the_rules_own_error():
    (case,) = read_cases(CASE.replace("on = 2026-01-01", 'on = 2026-01-01\nof = "x"'), "p.toml")
    assert [each.found["code"] for each in differences(case)] == ["unknown_field"]
