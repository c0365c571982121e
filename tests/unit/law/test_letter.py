import re
import unicodedata

import pytest
from fact_strategies import questions, some
from hypothesis import given

from maawin_core.law.letter import RIGHT_TO_LEFT, Letter
from maawin_core.law.qatar import QATAR
from maawin_core.law.reading import READINGS
from maawin_core.rulebook import ask
from maawin_core.words.catalogue import LANGUAGES

CLAIM = {
    "contract_signed_on": "2025-01-01",
    "handed_over_on": "2025-02-10",
    "last_day_with_employer": "2025-07-20",
    "total_due": "15000",
    "total_paid": "15000",
    "government_fees_claimed": "2000",
    "government_fees_receipted": "1500",
    "ground": "left_work",
    "forfeiture": None,
}


def letter(rule, facts, language, chosen=None, **more):
    asked = ask(rule, facts, readings=chosen or {})
    rivals = asked.rivals if more.pop("rivals", False) else None
    return Letter(asked.reckoning, QATAR, language, asked.rule.articles, rivals, **more).text()


def test_a_letter_says_the_answer_first_and_then_how_it_came_about():
    text = letter("guarantee-refund", CLAIM, "en", rivals=True, record="sha256:ab", ref="R-7")
    headings = [line for line in text.splitlines() if re.fullmatch(r"[A-Z][^:.]+", line)]
    assert headings == [
        "Decision 8 of 2005; Decision 21 of 2021",
        "The answer",
        "What you told us",
        "What the law says",
        "How it was worked out",
        "What the law leaves open",
        "On what this rests",
    ]
    for line in (
        "Subject: Refund under the guarantee",
        "Your reference: R-7",
        "  Due: QAR 9,000.00",
        "  Last day with the employer: 20 July 2025",
        "  Share of the total due kept for each month: 15 % (Decision 21 of 2021 [B])",
        "  Share kept for the months: QAR 4,500.00 = QAR 15,000.00 × 15 % × 2",
        "    Read as “months begun”, the answer would be QAR 6,750.00.",
        "  Record of this calculation: sha256:ab",
    ):
        assert line in text.splitlines()


def test_the_same_letter_in_arabic():
    lines = letter("guarantee-refund", CLAIM, "ar", rivals=True).splitlines()
    for line in (
        "الموضوع: استرجاع رسوم الاستقدام خلال فترة الضمان",
        "القرار رقم (8) لسنة 2005؛ القرار رقم (21) لسنة 2021",
        "  مستحق: 9,000.00 ريال قطري",
        "  آخر يوم لدى صاحب العمل: 20 يوليو 2025",
        "    ولو أُخذ بقراءة «الأشهر التي بدأت» لكانت النتيجة 6,750.00 ريال قطري.",
    ):
        assert RIGHT_TO_LEFT + line in lines


def test_a_reading_that_changes_what_becomes_of_the_sum_says_what():
    alleged = {"assault": False, "breach": True, "finding_recorded": False}
    claim = {**CLAIM, "forfeiture": alleged}
    told = letter("guarantee-refund", claim, "en", rivals=True).splitlines()
    both = "Read as “assault and breach”, the answer would be “Due”: QAR 9,000.00."
    assert f"    {both}" in told
    assert "    Read as “months begun”, the answer would be QAR 6,750.00." in told


def test_the_only_one_is_not_said_to_be_the_later():
    pause = [{"from": "2026-08-01", "to": "2026-08-11"}]
    limit = {"kind": "claim_limit", "from": "2026-03-01", "suspended": pause}
    assert "  Due: 11 March 2027" in letter("clocks", limit, "en").splitlines()
    assert "the later of" not in letter("clocks", limit, "en")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Read as “with 61 completed years”, the answer would be “Allowed”."),
        ("ar", "ولو أُخذ بقراءة «بإتمام الحادية والستين» لكانت النتيجة «مسموح»."),
    ],
)
def test_where_there_is_no_sum_a_reading_says_what_it_would_answer(language, said):
    aged = {"born": "1962-05-05", "contract_day": "2022-05-06"}
    told = letter("age-at-contract", aged, language, rivals=True)
    assert [
        line.strip("\u200f ")
        for line in told.splitlines()
        if "61 completed" in line or "الحادية" in line
    ] == [said]


@some(60)
@given(questions)
def test_every_line_of_an_arabic_letter_runs_from_right_to_left(question):
    for line in letter(*question[:2], "ar", question[2]).splitlines():
        assert not line or line.startswith(RIGHT_TO_LEFT)
        # What runs the other way stands between two marks.
        outside = re.sub("\u2066[^\u2069]*\u2069", "", line)
        assert not re.search(r"[A-Za-z]", outside), line
        assert not re.search(r"\d[/ ]\d+/\d", outside), line


@some(60)
@given(questions)
def test_every_part_of_a_letter_has_words_in_both_languages(question):
    for language in ("en", "ar"):
        text = letter(*question[:2], language, question[2])
        plain = text.replace("A-", "").replace("sha256", "")
        assert not re.search(r"\b[a-z]+_[a-z_]+\b", plain), plain
        assert "{" not in text


def test_an_answer_without_a_sum_is_explained_too():
    facts = {"born": "2010-01-01", "contract_day": "2025-01-01"}
    text = letter("age-at-contract", facts, "en")
    assert "Too young" in text
    assert "sum" not in text


def test_every_choice_has_what_speaks_for_it():
    for words in LANGUAGES.values():
        for reading in READINGS.values():
            for choice in reading.choices:
                assert words[f"argument.{reading.id}.{choice}"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_words_hold_no_hidden_marks(language):
    for code, words in LANGUAGES[language].items():
        assert not [c for c in words if unicodedata.category(c) == "Cf" and c != "\u200c"], code


def test_two_sums_are_compared_as_two_and_an_exact_one_is_not_said_to_be_rounded():
    text = letter("guarantee-refund", CLAIM, "en")
    assert "Government fees that count: QAR 1,500.00 = the smaller of QAR 2,000.00" in text
    assert "to the nearest dirham" not in text
    service = {
        "first_day": "2021-03-01",
        "last_day": "2024-06-08",
        "basic_wage": "1200",
        "ending": "contract_end",
        "earlier_contracts": [],
        "debts": [],
    }
    assert "QAR 2750 10/73, to the nearest dirham" in letter("end-of-service", service, "en")
