import re
from pathlib import Path

import pytest

from maawin_core.kernel.money import Money
from maawin_core.wages import salary_file_fields, salary_file_reader
from maawin_core.wages.salary_file_reader import read_salary_file
from maawin_core.words.catalogue import LANGUAGES

# The example of a bank's manual, as two independent repositories print it.
NAME = "SIF_10007230_QNB_20200921_1849.csv"
TITLES = (
    "Employer EID,File Creation Date,File Creation Time,Payer EID,Payer QID,"
    "Payer Bank Short Name,Payer IBAN,Salary Year and Month,Total Salaries,Total Records,"
    "SIF Version"
)
HEADER = "10007230,20200921,1849,44332211,,QNB,QA87QNBAQAQAXXX00000693123456,202009,15000,1,1"
RECORD_TITLES = (
    "Record Sequence,Employee QID,Employee Visa ID,Employee Name,Employee Bank Short Name,"
    "Employee Account,Salary Frequency,Number of Working days,Net Salary,Basic Salary,"
    "Extra hours,Extra income,Deductions,Payment Type,Notes / Comments,Housing Allowance,"
    "Food Allowance,Transportation Allowance,Over Time Allowance,Deduction Reason Code,"
    "Extra Field 1,Extra Field 2"
)
FIRST = (
    "000001,27822001001,,Mustapha Abdullah,DBQ,QA26DOHBQAQAXXX00000693123456,M,30,15000,15000,"
    "0,0,0,,,0,0,0,0,0,,"
)
SECOND = (
    "000002,28040000056,,Jalal Oelberg,DBQ,QA26DOHBQAQAXXX00000693123456,M,20,16000,24000,"
    "0,0,8000,,Deductions due to sick leave,0,0,0,0,03,,"
)


def file(header=HEADER, *records, titles=TITLES, record_titles=RECORD_TITLES, end="\r\n"):
    return end.join([titles, header, record_titles, *(records or (FIRST,))]) + end


def changed(row, column, value, titles=RECORD_TITLES):
    cells, names = row.split(","), titles.split(",")
    cells[names.index(column)] = value
    return ",".join(cells)


def header_with(column, value):
    return changed(HEADER, column, value, TITLES)


def found(text, name=NAME):
    read = read_salary_file(name, text)
    return [(fault.line, fault.column, fault.code) for fault in read.faults]


def doubts(text, name=NAME):
    read = read_salary_file(name, text)
    assert read.faults == ()
    return [(each.line, each.column, each.code) for each in read.warnings]


def test_the_example_of_the_manual_has_no_fault_and_no_doubt():
    read = read_salary_file(NAME, file())
    assert (read.faults, read.warnings, read.total) == ((), (), Money(15000))
    assert read.header["Payer IBAN"].startswith("QA87")
    assert read.records[0]["Employee Name"] == "Mustapha Abdullah"


def test_the_manuals_record_with_a_deduction_adds_up():
    two = changed(header_with("Total Salaries", "31000"), "Total Records", "2", TITLES)
    assert doubts(file(two, FIRST, SECOND)) == []


def test_a_findings_text_does_not_show_what_stands_in_the_file():
    read = read_salary_file(NAME, file(HEADER, changed(FIRST, "Employee QID", "123")))
    assert "123" not in repr(read.faults)


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("Employer EID", "123456", "wrong_length"),
        ("Employer EID", "", "field_empty"),
        ("Employer EID", "１0007230", "not_digits"),
        ("File Creation Date", "20200230", "no_such_day_or_time"),
        ("File Creation Time", "2460", "no_such_day_or_time"),
        ("File Creation Time", "949", "not_digits"),
        ("Payer EID", "4433", "wrong_length"),
        ("Payer Bank Short Name", "QNBQA", "wrong_length"),
        ("Payer Bank Short Name", "Q-B", "not_letters_and_digits"),
        ("Payer IBAN", "QA88QNBAQAQAXXX00000693123456", "iban_wrong_check_digits"),
        ("Payer IBAN", "qa87QNBAQAQAXXX00000693123456", "iban_not_written_plainly"),
        ("Payer IBAN", "QA87QNBA", "iban_not_29_signs"),
        ("Salary Year and Month", "202013", "no_such_day_or_time"),
        ("Total Salaries", "15000.001", "not_an_amount"),
        ("Total Salaries", "-15000", "not_an_amount"),
        ("Total Salaries", "14999.99", "total_wrong"),
        ("Total Records", "2", "count_wrong"),
        ("SIF Version", "2", "unknown_word"),
    ],
)
def test_a_wrong_header_is_named_by_its_column(column, value, code):
    assert found(file(header_with(column, value))) == [(2, column, code)]


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("Record Sequence", "0000001", "wrong_length"),
        ("Employee QID", "2782200100", "wrong_length"),
        ("Employee QID", "", "not_exactly_one_number"),
        ("Employee Name", "", "field_empty"),
        ("Employee Name", "N" * 71, "wrong_length"),
        ("Employee Name", "A\tB", "control_character"),
        ("Employee Account", "QA27DOHBQAQAXXX00000693123456", "iban_wrong_check_digits"),
        ("Employee Account", "0012345", "account_not_iban"),
        ("Salary Frequency", "W", "unknown_word"),
        ("Number of Working days", "1000", "wrong_length"),
        ("Net Salary", "", "field_empty"),
        ("Basic Salary", "0", "not_above_zero"),
        ("Extra hours", "1000", "too_much"),
        ("Extra hours", "1,5", "not_an_amount"),
        ("Deductions", "+1", "not_an_amount"),
        ("Housing Allowance", "", "field_empty"),
        ("Deduction Reason Code", "05", "unknown_word"),
        ("Deduction Reason Code", "99", "note_missing"),
        ("Extra Field 1", "x", "not_empty"),
    ],
)
def test_a_wrong_record_is_named_by_line_and_column(column, value, code):
    quoted = f'"{value}"' if "," in value else value
    faults = found(file(HEADER, changed(FIRST, column, quoted)))
    wanted = {"not_exactly_one_number": "Employee QID", "note_missing": "Notes / Comments"}
    assert faults == [(4, wanted.get(code, column), code)]


def test_a_worker_has_a_number_of_one_kind_only():
    both = changed(FIRST, "Employee Visa ID", "ABC123")
    assert found(file(HEADER, both)) == [(4, "Employee QID", "not_exactly_one_number")]
    visa = changed(both, "Employee QID", "")
    assert found(file(HEADER, visa)) == []


def test_a_payer_is_an_establishment_or_a_person_and_never_both_or_neither():
    both = header_with("Payer QID", "28463400001")
    assert found(file(both)) == [(2, "Payer QID", "not_exactly_one_payer")]
    assert found(file(changed(both, "Payer EID", "", TITLES))) == []
    neither = header_with("Payer EID", "")
    assert found(file(neither)) == [(2, "Payer QID", "not_exactly_one_payer")]


def test_what_is_kept_back_needs_its_reason():
    kept_back = changed(changed(FIRST, "Basic Salary", "16000"), "Deductions", "1000")
    assert found(file(HEADER, kept_back)) == [(4, "Deduction Reason Code", "reason_missing")]
    other = changed(kept_back, "Deduction Reason Code", "99")
    assert found(file(HEADER, other)) == [(4, "Notes / Comments", "note_missing")]
    assert found(file(HEADER, changed(other, "Notes / Comments", "A fine"))) == []


def test_a_banks_own_number_of_an_account_is_taken_within_that_bank():
    own = changed(changed(FIRST, "Employee Account", "0012345"), "Employee Bank Short Name", "QNB")
    assert found(file(HEADER, own)) == []


def test_records_of_one_file_have_one_frequency_and_each_its_own_sequence():
    two = changed(header_with("Total Salaries", "30000"), "Total Records", "2", TITLES)
    weekly = changed(FIRST, "Salary Frequency", "B")
    assert found(file(two, FIRST, weekly)) == [
        (5, "Record Sequence", "sequence_twice"),
        (5, "Salary Frequency", "frequencies_differ"),
    ]


@pytest.mark.parametrize(
    "name",
    ["salaries.csv", "SIF_10007230_QNB_20200921_1849.CSV", "SIF_1_QNB_20200921_1849.csv"],
)
def test_a_file_name_is_of_the_one_form(name):
    assert found(file(), name) == [(0, "", "file_name_unreadable")]


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("SIF_10007231_QNB_20200921_1849.csv", "Employer EID"),
        ("SIF_10007230_CBQ_20200921_1849.csv", "Payer Bank Short Name"),
        ("SIF_10007230_QNB_20200922_1849.csv", "File Creation Date"),
        ("SIF_10007230_QNB_20200921_1850.csv", "File Creation Time"),
    ],
)
def test_a_file_says_inside_what_its_name_says(name, column):
    assert found(file(), name) == [(2, column, "disagrees_with_file_name")]


def test_an_employer_number_of_seven_digits_is_padded_in_the_name():
    assert (
        found(file(header_with("Employer EID", "0007230")), "SIF_00007230_QNB_20200921_1849.csv")
        == []
    )


def test_a_file_can_be_read_without_its_name():
    assert found(file(), "") == []


def test_titles_are_exact():
    wrong = TITLES.replace("Payer QID", "Payer Qid")
    assert found(file(titles=wrong)) == [(1, "Payer QID", "wrong_title")]
    assert found(file(record_titles=RECORD_TITLES.replace("Extra hours", "Extra Hours"))) == [
        (3, "Extra hours", "wrong_title")
    ]


def test_a_row_of_another_length_is_named_by_its_line():
    assert found(file(HEADER, FIRST + ",")) == [(4, "", "wrong_number_of_columns")]
    assert found(file(titles=TITLES + ",More")) == [(1, "", "wrong_number_of_columns")]


@pytest.mark.parametrize(("rows", "line"), [(0, 1), (1, 1), (2, 2), (3, 3)])
def test_a_file_without_records_is_no_salary_file(rows, line):
    text = "\r\n".join([TITLES, HEADER, RECORD_TITLES][:rows])
    assert found(text) == [(line, "", "rows_missing")]


def test_what_is_not_csv_is_named_by_line_and_column():
    broken = changed(FIRST, "Employee Name", 'Abu "Ali" Hassan')
    assert found(file(HEADER, broken))[0] == (4, "Employee Name", "not_csv")


def test_the_old_header_without_the_payers_number_is_not_imitated():
    old = "12345678,20150225,0945,12345678,HSB,12345678901234567890123456789,201502,100.00,10"
    assert (2, "", "wrong_number_of_columns") in found(file(old))


def test_line_feeds_alone_and_a_leading_line_of_the_bank_are_doubts():
    assert doubts(file(end="\n")) == [(1, "", "bare_line_feeds")]
    assert doubts("HSBC,1\r\n" + file()) == [(1, "", "leading_line")]


@pytest.mark.parametrize(
    ("column", "value", "doubt"),
    [
        ("Employee Bank Short Name", "XYZ", (4, "Employee Bank Short Name", "bank_unknown")),
        ("Employee Bank Short Name", "CBQ", (4, "Employee Account", "account_of_another_bank")),
        ("Payment Type", "Bonus", (4, "Payment Type", "payment_type_unknown")),
        ("Basic Salary", "14000", (4, "Net Salary", "net_does_not_add_up")),
        ("Deduction Reason Code", "01", (4, "Deduction Reason Code", "reason_without_deduction")),
        ("Number of Working days", "32", (4, "Number of Working days", "more_than_a_month")),
    ],
)
def test_what_banks_differ_about_is_a_doubt_and_no_fault(column, value, doubt):
    assert doubts(file(HEADER, changed(FIRST, column, value))) == [doubt]


def test_the_same_worker_twice_is_a_doubt():
    two = changed(header_with("Total Salaries", "30000"), "Total Records", "2", TITLES)
    again = changed(FIRST, "Record Sequence", "000002")
    assert {code for _, _, code in doubts(file(two, FIRST, again))} == {"worker_twice"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_words_in_every_language(language):
    sources = [
        Path(each.__file__).read_text("utf-8") for each in (salary_file_fields, salary_file_reader)
    ]
    literal = re.compile(r'"([a-z]+(?:_[a-z]+)+)"')
    codes = {code for source in sources for code in literal.findall(source)}
    assert len(codes) > 30
    assert [code for code in sorted(codes) if f"word.{code}" not in LANGUAGES[language]] == []
