"""Corners of the guarantee that planted faults showed to be untested."""

from maawin_core.rulebook import calculate

CLAIM = {
    "contract_signed_on": "2025-01-01",
    "handed_over_on": "2025-02-10",
    "last_day_with_employer": "2025-03-20",
    "total_due": "15000",
    "total_paid": "1500",
    "government_fees_claimed": "2000",
    "government_fees_receipted": "2000",
    "ground": "left_work",
    "forfeiture": None,
}


def test_fees_that_are_kept_in_the_first_phase_are_never_more_than_was_paid():
    found = calculate("guarantee-refund", CLAIM, readings={"A-19": "fees_always"})
    assert (found["status"], found["amount"]) == ("nothing_due", "0.00")
    less = calculate(
        "guarantee-refund", {**CLAIM, "total_paid": "15000"}, readings={"A-19": "fees_always"}
    )
    assert less["amount"] == "13000.00"


def test_a_ground_that_is_not_covered_still_has_its_months():
    late = {**CLAIM, "last_day_with_employer": "2025-07-20", "ground": "change_of_mind"}
    found = calculate("guarantee-refund", late)
    assert found["status"] == "ground_not_covered"
    assert found["figures"]["phase"] == "extension"
    assert (found["figures"]["months_completed"], found["figures"]["months_started"]) == (2, 3)
