from datetime import date

import pytest
from attrs import evolve

from maawin_core.contracts.terms import EmploymentTerms, PayMeans, Task, Weekday, WorkType
from maawin_core.contracts.wording import (
    EmploymentWording,
    RecruitmentWording,
    Wanted,
    languages_for,
)
from maawin_core.kernel.identity import Identity, new_id
from maawin_core.kernel.money import Money
from maawin_core.law.qatar import QATAR

DAY = date(2026, 1, 5)
TERMS = EmploymentTerms(
    work=WorkType.NANNY,
    tasks=(Task.COOKING, Task.CHILD_CARE),
    basic_wage=Money("1900.00"),
    food=Money("350.00"),
    how_paid=PayMeans.CASH,
    rest_day=Weekday.SUNDAY,
    first_day=date(2026, 3, 1),
    renewable=False,
    other="A telephone is provided.",
    other_ar="يوفَّر هاتف.",
)
EMPLOYER = Identity(name="Synthetic Employer", name_ar="صاحب عمل", qid="28563400000")
WORKER = Identity(name="Synthetic Worker", passport="P0000001")
OFFICE = Identity(name="Synthetic Office")


def employment(terms=TERMS):
    return EmploymentWording(
        contract=new_id(), day=DAY, terms=terms, employer=EMPLOYER, worker=WORKER, law=QATAR
    )


def recruitment():
    return RecruitmentWording(
        contract=new_id(), day=DAY, terms=TERMS, price=Money("14000.00"), country="PHL",
        arrival_days=30, employer=EMPLOYER, office=OFFICE, worker=WORKER, law=QATAR,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("reads", "wanted"),
    [
        (("en",), (Wanted("ar"), Wanted("en"))),
        (("tl", "en"), (Wanted("ar"), Wanted("en"))),
        (("ar",), (Wanted("ar"), Wanted("en"))),
        (("am",), (Wanted("ar"), Wanted("en", "am"))),
        (("am", "ar"), (Wanted("ar"), Wanted("en"))),
        ((), (Wanted("ar"), Wanted("en"))),
    ],
)
def test_arabic_and_a_language_that_she_reads_or_english_in_its_place(reads, wanted):
    assert languages_for(reads) == wanted


def test_the_english_text_says_what_article_3_asks_for():
    wording = employment()
    text = wording.texts(("en",))[1].read(wording.identities)
    for said in (
        "Synthetic Employer", "28563400000", "Synthetic Worker", "P0000001", "nanny",
        "child care, cooking", "QAR 1,900.00 a month", "in cash", "decent housing",
        "QAR 350.00 a month", "24 months from 2026-03-01", "not renewed", "Sunday",
        "A telephone is provided.", "three copies", "the Arabic text prevails",
    ):  # fmt: skip
        assert said in text
    assert "?" not in text
    assert "{" not in text


def test_the_arabic_text_says_the_same_in_arabic():
    wording = employment()
    text = wording.texts(("en",))[0].read(wording.identities)
    for said in ("صاحب عمل", "Synthetic Worker", "مربية أطفال", "يوفَّر هاتف.", "ثلاث نسخ"):
        assert said in text
    assert "?" not in text


def test_each_language_has_the_same_clauses():
    arabic, english = employment().texts(("en",))
    assert arabic.body.count("\n") == english.body.count("\n")


def test_what_is_not_agreed_is_not_said():
    plain = evolve(
        TERMS, food=None, housing=Money("600.00"), first_day=None, renewable=True, other="",
        other_ar="", how_paid=PayMeans.BANK,
    )  # fmt: skip
    wording = employment(plain)
    text = wording.texts(("en",))[1].read(wording.identities)
    for said in ("decent food", "For housing the employer pays QAR 600.00", "begins with the"):
        assert said in text
    assert "Further terms" not in text
    assert "bank account" in text


def test_no_name_stands_in_what_is_kept():
    wording = employment()
    for text in (*wording.texts(("en",)), *recruitment().texts(("en",))):
        for name in ("Synthetic", "صاحب عمل", "P0000001", "28563400000"):
            assert name not in text.body


def test_the_recruitment_contract_states_price_arrival_and_guarantee():
    wording = recruitment()
    text = wording.texts(("en",))[1].read(wording.identities)
    for said in (
        "QAR 14,000.00 in all", "within 30 days", "For 3 months", "For 6 months more", "15 %",
        "chronic disease, left work, refusal to work", "the Philippines", "Synthetic Office",
        "houses and feeds", "receipt",
    ):  # fmt: skip
        assert said in text
    assert "?" not in text


def test_the_same_terms_on_the_same_day_give_the_same_texts():
    wording = employment()
    assert wording.texts(("en",)) == wording.texts(("en",))
