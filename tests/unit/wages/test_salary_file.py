import csv
import io
import json
import re
from datetime import date, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import maawin_core.wages
from maawin_core.kernel.calendar import DOHA
from maawin_core.kernel.money import Money, total
from maawin_core.wages.banks import BANKS, V1_FROM, bank_of, version_token
from maawin_core.wages.salary_file import (
    Payee,
    Payer,
    SalaryFile,
    WageSlip,
    reason_code,
)
from maawin_core.wages.salary_file_reader import read_salary_file
from maawin_core.wages.transfer_evidence import transfer_evidence
from maawin_core.wages.wage_due import DeductionKind

PAYER = Payer(eid="10007230", qid="28463400001", bank="QNB", iban="QA87QNBAQAQAXXX00000693123456")
PAYEE = Payee(
    name="Maria Santos", qid="29060800001", bank="DBQ", account="QA26DOHBQAQAXXX00000693123456"
)
AT = datetime(2026, 2, 1, 9, 5, tzinfo=DOHA)

amounts = st.integers(0, 10**9).map(Money.of_minor)


@st.composite
def slips(draw):
    deductions = draw(amounts)
    kinds = draw(st.sets(st.sampled_from(list(DeductionKind)[:5]), min_size=1))
    return WageSlip(
        basic=deductions + draw(st.integers(1, 10**9).map(Money.of_minor)),
        housing=draw(amounts),
        food=draw(amounts),
        deductions=deductions,
        reason=reason_code(kinds) if deductions else "",
        notes=draw(st.text(max_size=400)) + " why",
        working_days=draw(st.integers(0, 31)),
    )


names = st.text(min_size=1, max_size=90).filter(
    lambda each: each.split() and any(c.isalpha() for c in each)
)


def the_file(*records, payer=PAYER, version="1"):
    return SalaryFile(
        payer=payer, month=date(2026, 1, 1), created_at=AT, version=version, records=records
    )


def plain(**changes):
    return WageSlip(**{"basic": Money("1200"), "working_days": 31, **changes})


@given(st.lists(st.tuples(names, slips()), min_size=1, max_size=5))
def test_whatever_is_written_the_strict_reader_takes_without_fault_or_doubt_over_sums(people):
    records = [
        (Payee(name=name, qid=f"290608{number:05d}", bank="DBQ", account=PAYEE.account), slip)
        for number, (name, slip) in enumerate(people)
    ]
    written = the_file(*records)
    read = read_salary_file(written.name, written.text)
    assert read.faults == ()
    assert read.warnings == ()
    assert read.total == total(slip.net for _, slip in records)


def test_the_file_is_named_for_payer_bank_and_minute():
    assert the_file((PAYEE, plain())).name == "SIF_10007230_QNB_20260201_0905.csv"
    seven = Payer(eid="7230111", bank="QNB", iban=PAYER.iban)
    assert the_file((PAYEE, plain()), payer=seven).name.startswith("SIF_07230111_")


def test_the_header_says_who_pays_and_what_it_comes_to():
    text = the_file((PAYEE, plain()), (PAYEE, plain(housing=Money("500.50"))), version="01").text
    header = next(csv.reader(io.StringIO(text.splitlines()[1])))
    assert header == [
        "10007230", "20260201", "0905", "", "28463400001", "QNB", PAYER.iban, "202601", "2900.50",
        "2", "01",
    ]  # fmt: skip


def test_an_establishment_pays_by_its_own_number():
    office = Payer(eid="10007230", bank="QNB", iban=PAYER.iban)
    assert the_file((PAYEE, plain()), payer=office).text.splitlines()[1].split(",")[3:5] == [
        "10007230",
        "",
    ]


def test_each_amount_stands_in_its_own_column():
    slip = plain(housing=Money("500"), food=Money("300"), deductions=Money("100.50"), reason="04",
                 notes="Advance of 3 January, in cash")  # fmt: skip
    record = next(csv.reader([the_file((PAYEE, slip)).text.splitlines()[3]]))
    assert record == [
        "000001", "29060800001", "", "Maria Santos", "DBQ", PAYEE.account, "M", "31", "1899.50",
        "1200.00", "0", "0", "100.50", "", "Advance of 3 January, in cash", "500.00", "300.00",
        "0", "0", "04", "", "",
    ]  # fmt: skip


def test_a_worker_whose_residence_is_not_ready_is_named_by_her_visa():
    new = Payee(name="Maria", visa="382026123456", bank="DBQ", account=PAYEE.account)
    read = read_salary_file("", the_file((new, plain())).text)
    assert (read.faults, read.records[0]["Employee Visa ID"]) == ((), "382026123456")


def test_rows_end_as_rfc_4180_asks_and_what_has_a_comma_is_quoted():
    text = the_file((Payee(name='Maria "Mia", Santos', qid=PAYEE.qid, bank="DBQ",
                           account=PAYEE.account), plain())).text  # fmt: skip
    assert text.endswith("\r\n")
    assert text.count("\n") == text.count("\r\n") == 4
    assert '"Maria ""Mia"", Santos"' in text


def test_a_name_keeps_to_one_line_and_its_length():
    long = Payee(name="Maria\r\n" + "S" * 90, qid=PAYEE.qid, bank="DBQ", account=PAYEE.account)
    record = next(csv.reader([the_file((long, plain())).text.splitlines()[3]]))
    assert record[3] == "Maria " + "S" * 64


def test_several_reasons_at_once_are_other_and_none_is_nothing():
    assert reason_code([]) == ""
    assert reason_code([DeductionKind.DAMAGE, DeductionKind.DAMAGE]) == "03"
    assert reason_code([DeductionKind.DAMAGE, DeductionKind.ADVANCE]) == "99"


def test_no_reason_code_exists_for_the_cost_of_recruiting():
    assert {DeductionKind.RECRUITMENT_COST} == set(DeductionKind) - set(
        maawin_core.wages.salary_file.REASON_CODES
    )


def test_the_reader_knows_nothing_of_the_writer():
    folder = Path(maawin_core.wages.__file__).parent
    for name in ("salary_file_reader", "salary_file_fields", "../kernel/strict_csv"):
        source = (folder / f"{name}.py").read_text(encoding="utf-8")
        assert not re.search(r"import salary_file\b|from \.salary_file import|wage_month", source)


def test_a_bank_is_known_by_the_letters_of_its_ibans():
    assert bank_of(PAYER.iban).short_name == "QNB"
    assert bank_of("QA00XXXX") is None
    assert len({bank.iban_letters for bank in BANKS.values()}) == len(BANKS) == 18


def test_each_bank_has_its_own_token_for_version_one():
    assert (version_token("QNB", V1_FROM), version_token("HSB", V1_FROM)) == ("1", "01")


def test_evidence_of_a_transfer_says_who_pays_whom_how_much_for_which_month():
    payer = Payer(eid="", qid="28463400001", bank="QNB", iban=PAYER.iban)
    slip = plain(deductions=Money("100"), reason="04", notes="Advance")
    paper = json.loads(transfer_evidence(payer, date(2026, 1, 1), AT, [(PAYEE, slip)]))
    assert (paper["month"], paper["total"], paper["currency"]) == ("2026-01", "1100.00", "QAR")
    assert paper["records"][0]["account"] == PAYEE.account
    assert paper["records"][0]["record"] == "000001"


def test_no_text_shows_whose_numbers_it_holds():
    shown = repr((PAYER, PAYEE, the_file((PAYEE, plain()))))
    assert PAYER.iban not in shown
    assert PAYEE.name not in shown
