"""The sixth promise: a kinder decree never costs the party that it favours."""

from datetime import date

import attrs
from fact_strategies import FACTS, claims, readings, services, some
from hypothesis import assume, given
from hypothesis import strategies as st

from maawin_core.kernel.money import Money
from maawin_core.law.parameter import Since, Source
from maawin_core.law.qatar import QATAR
from maawin_core.rulebook import RULES, calculate

MANY = some(250)


def answered(rule, facts, chosen, law=QATAR):
    found = calculate(rule, facts, law, readings=chosen)
    assert "error" not in found, found
    return found


def paid_out(answer):
    return Money(answer["amount"] or "0")


KINDER_TO_WORKERS = st.sampled_from(
    [("gratuity_weeks", 4), ("gratuity_weeks", 6), ("gratuity_threshold_years", 0)]
)


@MANY
@given(services(), readings, KINDER_TO_WORKERS, st.dates(date(2018, 1, 1), date(2035, 1, 1)))
def test_a_kinder_decree_never_costs_the_worker(facts, chosen, decree, since):
    name, value = decree
    kinder = getattr(QATAR, name).amended(Since(since, value, Source("Decree 1/2018", "1", "U")))
    law = attrs.evolve(QATAR, **{name: kinder})
    assert paid_out(answered("end-of-service", facts, chosen, law)) >= paid_out(
        answered("end-of-service", facts, chosen)
    )


KINDER_AT_WORK = st.sampled_from(
    [
        ("leave", "leave_weeks", 4),
        ("working-time", "overtime_rate", Money("1.50").exact),
        ("working-time", "rest_day_premium", Money("2.00").exact),
    ]
)


@MANY
@given(st.data(), readings, KINDER_AT_WORK, st.dates(date(2021, 3, 9), date(2035, 1, 1)))
def test_a_kinder_decree_on_leave_or_hours_never_costs_the_worker(data, chosen, decree, since):
    rule, name, value = decree
    kinder = getattr(QATAR, name).amended(Since(since, value, Source("Decree 1/2018", "1", "U")))
    law, facts = attrs.evolve(QATAR, **{name: kinder}), data.draw(FACTS[rule])
    before, after = answered(rule, facts, chosen), answered(rule, facts, chosen, law)
    assert paid_out(after) >= paid_out(before)


GROUNDS = RULES["guarantee-refund"].schema["facts"]["properties"]["ground"]["enum"]
KINDER_TO_EMPLOYERS = st.sampled_from(
    [
        ("guarantee_first_months", 4),
        ("guarantee_extension_months", 8),
        ("guarantee_share", Money("0.10").exact),
        ("guarantee_grounds", frozenset(GROUNDS)),
    ]
)


@MANY
@given(claims(), readings, KINDER_TO_EMPLOYERS, st.dates(date(2022, 1, 9), date(2025, 1, 1)))
def test_a_kinder_decree_never_costs_the_employer(facts, chosen, decree, since):
    # Spread evenly over a longer extension, "six times" would become "eight times": another rule.
    assume(not (decree[0] == "guarantee_extension_months" and chosen.get("A-16") == "daily"))
    name, value = decree
    kinder = getattr(QATAR, name).amended(Since(since, value, Source("Decree 1/2018", "1", "U")))
    law = attrs.evolve(QATAR, **{name: kinder})
    before = answered("guarantee-refund", facts, chosen)
    after = answered("guarantee-refund", facts, chosen, law)
    if after["amount"] is not None:
        assert paid_out(after) >= paid_out(before)
