import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maawin_core.kernel.strict_csv import csv_text

CELLS = st.lists(st.lists(st.text(alphabet='ab,"\r\n ', max_size=5), min_size=1), min_size=1)


@given(CELLS)
def test_what_another_program_writes_by_the_standard_is_read_the_same(rows):
    paper = io.StringIO()
    csv.writer(paper, lineterminator="\r\n", quoting=csv.QUOTE_ALL).writerows(rows)
    read = csv_text(paper.getvalue())
    assert [list(row.cells) for row in read.rows] == rows
    assert (read.broken, read.bare_line_feeds) == (None, False)


def test_a_row_knows_the_line_on_which_it_begins():
    read = csv_text('a,"two\r\nlines"\r\nb,c\r\n')
    assert [row.line for row in read.rows] == [1, 3]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('a,b"c\r\n', (1, 2)),
        ('a\r\n"open', (2, 1)),
        ('"a"b,c', (1, 1)),
        ("a\rb", (1, 1)),
    ],
)
def test_what_is_not_csv_is_named_by_line_and_cell(text, place):
    assert csv_text(text).broken == place


def test_nothing_has_no_rows_and_a_last_line_break_makes_none():
    assert csv_text("").rows == ()
    assert len(csv_text("a\r\n").rows) == len(csv_text("a").rows) == 1


def test_a_trailing_comma_is_one_more_empty_cell():
    assert csv_text("a,").rows[0].cells == ("a", "")


def test_bare_line_feeds_are_read_and_noted():
    read = csv_text("a\nb\r\n")
    assert read.bare_line_feeds
    assert len(read.rows) == 2
