"""Corners of the rules that planted faults showed to be untested."""

from datetime import date

import pytest
from attrs import evolve

from maawin_core.law.parameter import Parameter, Since, Source
from maawin_core.law.qatar import QATAR
from maawin_core.law.reading import READINGS
from maawin_core.rulebook import RULES, ask, calculate
from maawin_core.testing.boundaries import example_facts

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


def earlier(*spans):
    return [{"first_day": first, "last_day": last} for first, last in spans]


def lines_of(found):
    return {line["code"]: line["value"] for line in found["lines"]}


def test_earlier_contracts_may_be_told_in_any_order():
    told = earlier(("2018-01-01", "2018-12-31"), ("2017-11-01", "2017-12-31"))
    one, other = ({**SERVICE, "earlier_contracts": each} for each in (told, told[::-1]))
    found = calculate("end-of-service", one)
    assert found["amount"] == calculate("end-of-service", other)["amount"]
    assert found["figures"]["years"] == 2


def test_of_three_contracts_each_is_looked_at_beside_the_next():
    told = earlier(
        ("2017-11-01", "2018-02-01"), ("2018-01-31", "2018-06-30"), ("2019-01-01", "2019-06-30")
    )
    error = calculate("end-of-service", {**SERVICE, "earlier_contracts": told})["error"]
    assert (error["code"], error["field"]) == ("contracts_overlap", "earlier_contracts")
    assert "2018-02-01" in error["message"]["en"]


@pytest.mark.parametrize("day", [each for each in READINGS["A-01"].choices if each[0] == "2"])
def test_who_served_to_the_very_day_on_which_the_law_begins_has_served_under_it(day):
    facts = {**SERVICE, "first_day": "2010-01-01", "last_day": day}
    found = calculate("end-of-service", facts, readings={"A-01": day})
    assert (found["figures"]["years"], found["figures"]["remainder_days"]) == (0, 1)
    facts = {"first_day": "2010-01-01", "last_day": day, "basic_wage": "3650"}
    assert calculate("leave", facts, readings={"A-01": day})["figures"]["days_accrued"] != "0.00"


DISMISSED = {**SERVICE, "ending": "dismissal", "dismissal_decision_recorded": True}


def test_no_year_is_lost_of_which_unpaid_days_leave_nothing():
    facts = {**DISMISSED, "first_day": "2020-01-01", "last_day": "2023-01-05", "unpaid_days": 10}
    read = {"A-07": "excluded", "A-08": "calendar_year"}
    assert (
        "year_of_termination_lost" not in calculate("end-of-service", facts, readings=read)["flags"]
    )
    lost = calculate("end-of-service", {**facts, "unpaid_days": 0}, readings=read)
    assert "year_of_termination_lost" in lost["flags"]


@pytest.mark.parametrize(("first", "rest"), [("2020-01-01", None), ("2019-12-31", "1/365")])
def test_what_is_left_before_new_year_may_be_whole_years_or_a_day_more(first, rest):
    facts = {**DISMISSED, "first_day": first, "last_day": "2023-05-05"}
    found = lines_of(calculate("end-of-service", facts, readings={"A-08": "calendar_year"}))
    assert found.get("kept_part_of_year") == rest


@pytest.mark.parametrize(
    ("choice", "years"), [("service_year", ["1", "2", "3"]), ("service_year_strict", ["1", "2"])]
)
def test_after_exactly_three_years_each_year_that_is_kept_has_its_wage_and_no_rest_has(
    choice, years
):
    facts = {**DISMISSED, "first_day": "2020-01-01", "last_day": "2022-12-31"}
    facts["wage_history"] = history(("2020-01-01", "1000"), ("2021-06-01", "2000"))
    read = {"A-04": "year_by_year", "A-08": choice}
    found = lines_of(calculate("end-of-service", facts, readings=read))
    assert [code[-1] for code in found if code.startswith("service_year_ends.")] == years
    assert "wage_of_rest" not in found


def test_nothing_is_earned_by_days_none_of_which_was_served():
    facts = {**SERVICE, "first_day": "2024-01-01", "last_day": "2024-01-10", "unpaid_days": 10}
    read = {"A-07": "excluded", "A-45": "pro_rata_below"}
    found = calculate("end-of-service", {**facts, "ending": "worker_cause"}, readings=read)
    assert found["status"] == "below_threshold"


MONTH = {"month": "2026-03", "monthly_wage": "3000.00", "on": "2026-05-01"}


def test_a_wage_is_owed_for_a_single_day_of_a_month():
    found = calculate("wage-due", {**MONTH, "first_day": "2026-03-31", "last_day": "2026-03-31"})
    assert lines_of(found)["days_served"] == 1
    assert found["amount"] != "0.00"


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        (
            {"first_day": "2026-03-02", "last_day": "2026-03-01"},
            "first_day_after_last_day",
            "last_day",
        ),
        (
            {"deductions": [{"kind": "recruitment_cost", "amount": "1"}]},
            "recruitment_cost_deducted",
            "deductions.1.kind",
        ),
    ],
)
def test_a_month_that_cannot_be_names_its_field(facts, code, field):
    error = calculate("wage-due", {**MONTH, **facts})["error"]
    assert (error["code"], error["field"]) == (code, field)


CLAIM = {
    "contract_signed_on": "2024-01-01",
    "handed_over_on": "2024-02-01",
    "last_day_with_employer": "2024-07-10",
    "total_due": "15000",
    "total_paid": "15000",
    "forfeiture": None,
}
DECREE = Source("Law 1/2023", "1", "A")


@pytest.mark.parametrize("ground", ["change_of_mind", "worker_breach"])
def test_a_later_law_may_leave_two_grounds_to_a_decision(ground):
    both = Since(date(2023, 1, 2), frozenset({"change_of_mind", "worker_breach"}), DECREE)
    law = evolve(QATAR, guarantee_review_grounds=QATAR.guarantee_review_grounds.amended(both))
    found = calculate("guarantee-refund", {**CLAIM, "ground": ground}, law)
    assert found["status"] == "needs_decision"


def test_a_guarantee_with_an_extension_of_one_month_is_not_the_old_one():
    month = Since(date(2023, 1, 2), 1, DECREE)
    law = evolve(QATAR, guarantee_extension_months=QATAR.guarantee_extension_months.amended(month))
    found = calculate("guarantee-refund", {**CLAIM, "ground": "left_work"}, law)
    assert "old_regime" not in found["flags"]


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_reading_that_the_law_has_settled_is_taken_from_its_day_on(rule):
    asked = {
        id: facts for facts in example_facts(rule) for id in ask(rule, facts).reckoning.readings
    }
    for id, facts in asked.items():
        taken = READINGS[id].default
        rival = next((each for each in READINGS[id].choices if each != taken), taken)
        settled = Parameter(id, (Since(date(2015, 1, 1), rival, Source("Law 1/2014", "1", "A")),))
        found = calculate(rule, facts, QATAR.settling(id, settled))
        assert found.get("readings", {id: rival})[id] == rival, found


def test_a_service_counts_in_years_as_long_as_the_law_of_its_last_day_says():
    longer = Since(date(2020, 1, 1), 366, Source("Law 1/2019", "1", "A"))
    law = evolve(QATAR, days_in_counted_year=QATAR.days_in_counted_year.amended(longer))
    for last, of in (("2019-12-31", 365), ("2020-01-01", 366)):
        facts = {**SERVICE, "first_day": "2018-03-01", "last_day": last}
        found = calculate("end-of-service", facts, law, {"A-05": "days_365"})
        assert found["figures"]["remainder_of"] == of
