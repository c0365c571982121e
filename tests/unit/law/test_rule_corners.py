"""Corners of the rules that planted faults showed to be untested."""

import pytest

from maawin_core.rulebook import calculate

SERVICE = {
    "first_day": "2020-02-29",
    "last_day": "2021-03-31",
    "basic_wage": "2000.00",
    "ending": "contract_end",
    "earlier_contracts": [],
    "debts": [],
}
SETTLEMENT = {**SERVICE, "unpaid_wage_days": 0, "unpaid_months": [], "other_dues": []}


def history(*changes):
    return [{"from": day, "basic_wage": wage} for day, wage in changes]


@pytest.mark.parametrize(
    ("rule", "facts", "code", "field"),
    [
        (
            "end-of-service",
            {**SERVICE, "wage_history": history(("2020-03-01", "2000"))},
            "history_not_from_first_day",
            "wage_history.1.from",
        ),
        (
            "end-of-service",
            {
                **SERVICE,
                "wage_history": history(
                    ("2020-02-29", "1"), ("2021-01-01", "2"), ("2021-01-01", "2000")
                ),
            },
            "history_out_of_order",
            "wage_history",
        ),
        (
            "end-of-service",
            {**SERVICE, "wage_history": history(("2020-02-29", "1"), ("2021-04-01", "2000"))},
            "history_after_last_day",
            "wage_history",
        ),
        (
            "end-of-service",
            {**SERVICE, "wage_history": history(("2020-02-29", "1999"))},
            "history_disagrees",
            "wage_history",
        ),
        ("end-of-service", {**SERVICE, "last_day": "2020-02-28"}, None, "last_day"),
        (
            "final-settlement",
            {**SETTLEMENT, "unpaid_months": ["2021-01", "2021-01"]},
            "month_twice",
            "unpaid_months",
        ),
    ],
)
def test_an_error_of_a_rule_names_its_field(rule, facts, code, field):
    error = calculate(rule, facts)["error"]
    assert error["field"] == field
    assert error["code"] == (code or "first_day_after_last_day")


def test_a_change_on_the_last_day_of_service_counts():
    facts = {**SERVICE, "wage_history": history(("2020-02-29", "1"), ("2021-03-31", "2000"))}
    assert calculate("end-of-service", facts)["status"] == "due"


@pytest.mark.parametrize(("way", "wage"), [("28_feb", "1000.00"), ("1_mar", "2000.00")])
def test_a_year_from_a_leap_day_ends_as_the_anniversary_is_read(way, wage):
    facts = {**SERVICE, "wage_history": history(("2020-02-29", "1000"), ("2021-02-28", "2000"))}
    found = calculate("end-of-service", facts, readings={"A-04": "year_by_year", "A-06": way})
    lines = {line["code"]: line["value"] for line in found["lines"]}
    assert lines["basic_wage.1"] == wage


def test_a_service_that_ended_before_the_law_has_no_years():
    old = {**SERVICE, "first_day": "2010-01-01", "last_day": "2017-10-09"}
    found = calculate("end-of-service", old)
    assert found["figures"] == {
        "gratuity": "0.00",
        "years": 0,
        "remainder_days": 0,
        "remainder_of": 365,
        "deducted": "0.00",
        "debt_left": "0.00",
    }


def test_leave_before_the_law_is_nothing_and_says_so_on_its_last_line():
    facts = {"first_day": "2010-01-01", "last_day": "2017-10-09", "basic_wage": "1000"}
    found = calculate("leave", facts)
    assert (found["status"], found["amount"]) == ("nothing_due", "0.00")
    assert found["lines"][-1]["code"] == "amount"
    assert found["figures"] == {
        "days_accrued": "0.00",
        "days_left": "0.00",
        "return_ticket_due": False,
        "one_way_ticket_due": False,
    }
