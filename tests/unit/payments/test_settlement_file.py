from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maawin_core.kernel.calendar import civil_day
from maawin_core.kernel.errors import RuleBroken
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import Money
from maawin_core.payments.settlement_file import read_settlement
from maawin_core.ports.payment_gateway import Movement

HEADER = "reference,movement,amount,currency,day\n"


def test_a_line_is_read_exactly():
    call = new_id()
    text = (
        f"reference,movement,amount,currency,day,call\nch-1,charge,14000.00,QAR,2026-01-05,{call}\n"
    )
    (line,) = read_settlement(text).lines
    assert (line.reference, line.movement, line.call) == ("ch-1", Movement.CHARGE, call)
    assert (line.amount, civil_day(line.at)) == (Money("14000.00"), date(2026, 1, 5))


@pytest.mark.parametrize(
    ("amount", "day"), [("١٤٠٠٠٫٥٠", "٢٠٢٦-٠١-٠٥"), ("۱۴۰۰۰.۵۰", "2026-01-05")]
)
def test_digits_of_arabic_and_persian_are_digits(amount, day):
    (line,) = read_settlement(f"{HEADER}ch-1,charge,{amount},QAR,{day}\n").lines
    assert (line.amount, civil_day(line.at)) == (Money("14000.50"), date(2026, 1, 5))


def test_a_currency_of_three_decimals_keeps_them_and_a_byte_order_mark_is_no_letter():
    (line,) = read_settlement(f"\ufeff{HEADER}ch-1,REFUND,1.234,kwd,2026-01-05\n").lines
    assert line.amount == Money("1.234", "KWD")


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("ch-1,charge,19.999,QAR,2026-01-05", "settlement_cell_wrong", "amount"),
        ("ch-1,charge,0.00,QAR,2026-01-05", "settlement_cell_wrong", "amount"),
        ('ch-1,charge,"1,000.00",QAR,2026-01-05', "settlement_cell_wrong", "amount"),
        ("ch-1,charge,1.00,XXX,2026-01-05", "settlement_cell_wrong", "currency"),
        ("ch-1,gift,1.00,QAR,2026-01-05", "settlement_cell_wrong", "movement"),
        ("ch-1,charge,1.00,QAR,2026-02-30", "settlement_cell_wrong", "day"),
        (",charge,1.00,QAR,2026-01-05", "settlement_cell_wrong", "reference"),
        ("ch-1,charge,1.00,QAR", "settlement_cells", ""),
        ('ch-1,"charge,1.00,QAR,2026-01-05', "settlement_row_broken", ""),
    ],
)
def test_a_row_that_cannot_be_read_is_named_by_its_line_and_the_others_are_read(row, code, column):
    found = read_settlement(f"{HEADER}ch-0,charge,5.00,QAR,2026-01-05\n{row}\n")
    assert [line.reference for line in found.lines] == ["ch-0"]
    (bad,) = found.bad
    assert (bad.line, bad.code, bad.column) == (3, code, column)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "settlement_empty"),
        ("ch-1,charge,1.00,QAR,2026-01-05\n", "settlement_header_wrong"),
        ("reference,movement,amount,currency\n", "settlement_header_wrong"),
        ("reference,movement,amount,currency,day,fee\n", "settlement_header_wrong"),
        ("reference,reference,movement,amount,currency,day\n", "settlement_header_wrong"),
    ],
)
def test_a_file_without_its_header_is_refused(text, code):
    with pytest.raises(RuleBroken, match=code):
        read_settlement(text)


@given(st.text(max_size=200))
def test_whatever_stands_below_the_header_is_read_or_named(text):
    found = read_settlement(HEADER + text)
    assert all(bad.line >= 2 and bad.code.startswith("settlement") for bad in found.bad)
