"""The kit of `ports/press.py` (M9): a print says what the paper says, and always in the same bytes.

Subclass it, return yours from the fixture `press`, and say how the text of a PDF is read.
"""

from __future__ import annotations

import re

import pytest

from ..kernel.paper import Item, Paper, Part
from ..ports.press import Press
from .sample import together

ROWS_OF_A_LONG_PAPER = 120


def a_paper(language: str, rows: int = 2) -> Paper:
    """A paper in Arabic or English, with figures that must come through."""
    arabic = language == "ar"
    items = tuple(
        Item("المبلغ" if arabic else "Amount", f"1{number:03},234.05", "\u2066A-17/b\u2069")
        for number in range(rows)
    )
    return Paper(
        language=language,
        title="إيصال" if arabic else "Receipt",
        number="FR-2026-000042",
        parts=(Part("ما دُفع" if arabic else "What was paid", items),),
        closing=("ماريا #strong[x] $ \\ * _", "Maria #import \"x\" <a> & @b"),
    )  # fmt: skip


@pytest.mark.parametrize("language", ["ar", "en"])
class PressContract:
    """Every promise of a press, one test each."""

    @pytest.fixture
    def press(self) -> Press:
        """The press under test."""
        raise NotImplementedError("Return the press under test from this fixture.")

    def read(self, pdf: bytes) -> list[str]:
        """The text of each page of a PDF."""
        raise NotImplementedError("Return the text of each page of the PDF.")

    def test_a_print_is_a_pdf(self, press: Press, language: str) -> None:
        assert press.pdf(a_paper(language)).startswith(b"%PDF-")

    def test_the_same_paper_gives_the_same_bytes(self, press: Press, language: str) -> None:
        assert press.pdf(a_paper(language)) == press.pdf(a_paper(language))
        assert press.pdf(a_paper(language)) != press.pdf(a_paper(language, rows=3))

    def test_it_prints_for_many_at_once(self, press: Press, language: str) -> None:
        printed = together(8, lambda _: press.pdf(a_paper(language)))
        assert set(printed) == {press.pdf(a_paper(language))}

    def test_every_figure_comes_through(self, press: Press, language: str) -> None:
        (page,) = self.read(press.pdf(a_paper(language)))
        assert "FR-2026-000042" in page
        assert re.findall(r"1\d\d\d,234\.05", page) == ["1000,234.05", "1001,234.05"]

    def test_what_looks_like_a_command_is_printed_as_it_is(
        self, press: Press, language: str
    ) -> None:
        (page,) = self.read(press.pdf(a_paper(language)))
        assert 'Maria #import "x" <a> & @b' in page

    def test_a_long_paper_goes_on_and_loses_nothing(self, press: Press, language: str) -> None:
        pages = self.read(press.pdf(a_paper(language, ROWS_OF_A_LONG_PAPER)))
        found = re.findall(r"1\d\d\d,234\.05", "".join(pages))
        assert len(pages) > 1
        assert len(found) == ROWS_OF_A_LONG_PAPER
        assert all("FR-2026-000042" in page for page in pages)
