# What other systems got wrong, each as a test of ours.

import json
from datetime import date, timedelta

import pytest
from keep_records import RECORDS

from maawin_core.kernel.errors import RuleBroken
from maawin_core.kernel.money import EXPONENTS, Money
from maawin_core.law.parameter import NoFigure, Parameter, Since, Source, UnsoundFigure
from maawin_core.rulebook import RULES, calculate, replay
from maawin_core.testing.legal_cases import BadCaseFile, read_cases

SERVICE = {
    "first_day": "2018-03-01",
    "basic_wage": "1500",
    "ending": "contract_end",
    "earlier_contracts": [],
    "debts": [],
}
CLAIM = {
    "contract_signed_on": "2025-01-01",
    "handed_over_on": "2025-01-01",
    "total_due": "15000",
    "total_paid": "15000",
    "ground": "refusal_to_work",
    "forfeiture": None,
}


def gratuity(last_day, **more):
    found = calculate("end-of-service", {**SERVICE, "last_day": last_day.isoformat(), **more})
    return Money(found["amount"])


def refund(last_day, reading=None, **more):
    facts = {**CLAIM, "last_day_with_employer": last_day, **more}
    return calculate("guarantee-refund", facts, readings=reading)


@pytest.mark.parametrize("years", range(1, 11))
def test_whole_years_never_earn_more_than_a_day_longer_or_less_than_a_day_shorter(years):
    last = date(2018 + years, 3, 1) - timedelta(days=1)
    assert gratuity(last - timedelta(days=1)) < gratuity(last) < gratuity(last + timedelta(days=1))


def test_two_years_and_eleven_months_are_paid_as_such():
    assert gratuity(date(2021, 1, 31)) == Money("3069.45")
    assert gratuity(date(2021, 1, 31)) > gratuity(date(2020, 2, 29)) == Money(2100)


def test_a_case_with_an_unknown_key_is_refused_with_file_and_line():
    text = '[[case]]\nname = "x"\nrule = "leave"\nfact = 1\n[case.expect]\namount = "1.00"\n'
    with pytest.raises(BadCaseFile, match=r"cases\.toml:4: unknown key 'fact'"):
        read_cases(text, "cases.toml")


def test_a_date_means_from_then_on():
    weeks = Parameter("weeks", (Since(date(2020, 1, 1), 3, Source("Law 1/2020", "1", "A")),))
    assert [weeks.on(date(year, 1, 1)) for year in (2020, 2021, 2099)] == [3, 3, 3]


@pytest.mark.parametrize("act", ["40/06/1976", "Decree", "", "Law 15/17"])
def test_a_reference_that_is_none_does_not_build(act):
    with pytest.raises(UnsoundFigure):
        Source(act, "1", "A")


def test_a_figure_is_not_used_before_its_source():
    with pytest.raises(UnsoundFigure, match="older_than_its_source"):
        Parameter("x", (Since(date(2019, 12, 31), 3, Source("Law 1/2020", "1", "A")),))


def test_where_the_law_has_no_figure_it_says_so():
    weeks = Parameter("weeks", (Since(date(2020, 1, 1), 3, Source("Law 1/2020", "1", "A")),))
    with pytest.raises(NoFigure):
        weeks.on(date(2019, 12, 31))


def test_a_large_sum_keeps_its_last_fils():
    facts = {"first_day": "2021-01-01", "last_day": "2021-12-31", "basic_wage": "20000001.01"}
    assert calculate("leave", facts)["amount"] == "14000000.71"
    assert Money("20000001") != Money("20000000")


def test_three_decimals_are_an_error_and_never_rounded_away():
    with pytest.raises(RuleBroken):
        Money("19.999")
    assert Money("8.35").minor == 835
    found = calculate(
        "end-of-service", {**SERVICE, "last_day": "2020-01-01", "basic_wage": "8.355"}
    )
    assert found["error"]["code"] == "money_unreadable"


def test_currencies_of_three_decimals_have_three():
    assert {code for code, digits in EXPONENTS.items() if digits == 3} == {
        "KWD", "BHD", "OMR", "JOD", "IQD", "LYD", "TND"
    }  # fmt: skip
    assert Money("1.234", "KWD").minor == 1234


@pytest.mark.parametrize("paid", ["0", "1", "7500", "15000"])
def test_no_refund_is_above_what_was_paid(paid):
    for last_day in ("2025-01-01", "2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31"):
        assert Money(refund(last_day, total_paid=paid)["amount"]) <= Money(paid)


FEES = {"government_fees_claimed": "2000", "government_fees_receipted": "2000"}


def test_fees_come_off_once_and_a_refund_is_never_negative():
    assert refund("2025-07-31", **FEES)["amount"] == "4000.00"
    assert refund("2025-09-30", **FEES)["amount"] == "0.00"
    net = {"A-18": "net_of_fees"}
    assert refund("2025-07-31", net, **FEES)["amount"] == "5200.00"
    assert refund("2025-09-30", net, **FEES)["amount"] == "1300.00"


def test_months_begun_completed_and_day_by_day_differ_and_the_choice_is_named():
    found = {
        choice: refund("2025-06-14", {"A-16": choice})
        for choice in ("started_months", "completed_months", "daily")
    }
    amounts = {choice: each["amount"] for choice, each in found.items()}
    assert amounts["started_months"] == "8250.00"
    assert amounts["completed_months"] == "10500.00"
    assert Money("8250") < Money(amounts["daily"]) < Money("10500")
    for choice, each in found.items():
        assert each["readings"]["A-16"] == choice
    by_days = refund("2025-06-14", {"A-16": "daily", "A-15": "days_90_270"})
    assert by_days["amount"] == "9375.00"


def test_the_conversions_of_three_weeks_are_told_apart_and_the_others_are_named():
    facts = {**SERVICE, "last_day": "2019-02-28"}
    found = calculate("end-of-service", facts, alternatives=True)
    assert found["amount"] == "1050.00"
    assert found["alternatives"]["A-02"] == {
        "four_weeks": "1125.00",
        "average_weeks": "1039.26",
        "calendar_year": "1035.62",
    }


def test_a_deduction_is_kept_to_what_the_law_lets():
    facts = {"month": "2025-01", "monthly_wage": "1000", "on": "2025-02-01"}
    most = calculate("wage-due", {**facts, "deductions": [{"kind": "damage", "amount": "9000"}]})
    assert most["amount"] == "0.00"
    cost = [{"kind": "recruitment_cost", "amount": "1"}]
    refused = calculate("wage-due", {**facts, "deductions": cost})
    assert "Art. 8" in refused["error"]["message"]["en"]


def test_the_oldest_records_kept_replay_to_the_same_bytes():
    oldest = sorted(RECORDS.iterdir(), key=lambda each: [*map(int, each.name.split("."))])[0]
    kept = [
        json.loads(line)
        for file in sorted(oldest.glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    ]
    assert {each["rule"] for each in kept} == set(RULES)
    assert [replay(each) for each in kept] == [None] * len(kept)
