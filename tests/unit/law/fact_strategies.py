"""Facts of every rule, as JSON, and combinations of readings."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from maawin_core.law.reading import READINGS


def some(examples):
    # As many as the profile asks for, where it asks for more or fewer than usual.
    asked = settings.default.max_examples
    return settings(
        max_examples=examples if asked == 100 else asked,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def riyals(least=0, most=30_000):
    return st.integers(least * 100, most * 100).map(lambda fils: f"{fils // 100}.{fils % 100:02}")


wages = riyals(1, 9_000)
days = st.dates(date(2018, 1, 1), date(2032, 12, 31))
readings = st.fixed_dictionaries(
    {}, optional={id: st.sampled_from(each.choices) for id, each in READINGS.items()}
)


def at_a_boundary(first, months):
    """About the day that completes so many months: where rules change their mind."""
    whole = first.year * 12 + first.month - 1 + months
    return st.integers(-2, 2).map(
        lambda off: date(whole // 12, whole % 12 + 1, min(first.day, 28)) + timedelta(days=off)
    )


@st.composite
def spans(draw, longest=4000, since=date(2016, 1, 1), months=range(12, 72, 12)):
    first = draw(st.one_of(st.dates(since, date(2032, 12, 31)), st.just(date(2020, 2, 29))))
    anywhere = st.integers(0, longest).map(lambda days: first + timedelta(days=days))
    near = st.sampled_from(months).flatmap(lambda number: at_a_boundary(first, number))
    return first, draw(anywhere | near)


ENDINGS = [
    *("contract_end", "resignation", "employer_notice", "worker_cause", "death", "transfer"),
    *("dismissal", "dismissal", "dismissal"),
]


@st.composite
def services(draw):
    first, last = draw(spans())
    history, wage = None, draw(wages)
    if draw(st.booleans()):
        length = (last - first).days
        offsets = sorted(draw(st.sets(st.integers(1, max(length, 1)), max_size=3)))
        starts = [0, *(each for each in offsets if each <= length)]
        history = [
            {"from": (first + timedelta(days=each)).isoformat(), "basic_wage": draw(wages)}
            for each in starts
        ]
        history[-1]["basic_wage"] = wage
    earlier = []
    if draw(st.booleans()):
        ends = first - timedelta(days=draw(st.integers(1, 400)))
        begins = ends - timedelta(days=draw(st.integers(0, 800)))
        earlier = [{"first_day": begins.isoformat(), "last_day": ends.isoformat()}]
    return {
        "first_day": first.isoformat(),
        "last_day": last.isoformat(),
        "basic_wage": wage,
        "allowances": draw(riyals(0, 2000)),
        "wage_history": history,
        "ending": draw(st.sampled_from(ENDINGS)),
        "dismissal_decision_recorded": draw(st.booleans()),
        "contract_days_per_year": draw(st.none() | st.integers(0, 60)),
        "unpaid_days": draw(st.just(0) | st.integers(0, 500)),
        "earlier_contracts": earlier,
        "already_paid": draw(st.just("0.00") | riyals(0, 5000)),
        "debts": draw(
            st.lists(
                st.fixed_dictionaries(
                    {
                        "kind": st.sampled_from(["loan", "damage", "other", "recruitment_cost"]),
                        "amount": riyals(0, 3000),
                        "status": st.sampled_from(["acknowledged", "adjudicated", "claimed"]),
                    }
                ),
                max_size=2,
            )
        ),
    }


GROUNDS = [
    *("refusal_to_work", "left_work", "chronic_disease", "refusal_to_work", "left_work"),
    *("change_of_mind", "worker_breach", "not_delivered", "cancelled_before_hand_over"),
]


@st.composite
def claims(draw):
    since = draw(st.sampled_from([date(2022, 1, 1), date(2022, 8, 1), date(2021, 6, 1)]))
    first, last = draw(spans(longest=330, since=since, months=range(3, 10)))
    signed = first - timedelta(days=draw(st.integers(0, 200)))
    delivered = draw(st.integers(0, 9)) != 5
    due = draw(st.sampled_from(["9000.00", "15000.00", "17000.00"]) | riyals(0, 20_000))
    return {
        "contract_signed_on": signed.isoformat(),
        "handed_over_on": first.isoformat() if delivered else None,
        "last_day_with_employer": last.isoformat() if delivered else None,
        "total_due": due,
        "total_paid": draw(st.just(due) | riyals(0, 20_000)),
        "government_fees_claimed": draw(riyals(0, 3000)),
        "government_fees_receipted": draw(riyals(0, 3000)),
        "ground": draw(st.sampled_from(GROUNDS)),
        "forfeiture": draw(
            st.none()
            | st.none()
            | st.fixed_dictionaries(
                {name: st.booleans() for name in ("assault", "breach", "finding_recorded")}
            )
        ),
        "cap": draw(st.none() | st.sampled_from(["9000.00", "14000.00", "17000.00"])),
    }


def _leave(span, wage, taken, for_good):
    return {
        "first_day": span[0].isoformat(),
        "last_day": span[1].isoformat(),
        "basic_wage": wage,
        "days_taken": taken,
        "leaves_for_good": for_good,
    }


leaves = st.builds(_leave, spans(), wages, st.integers(0, 60), st.booleans())

settlements = st.builds(
    lambda service, more: {**service, **more},
    services(),
    st.fixed_dictionaries(
        {
            "days_taken": st.integers(0, 60),
            "leaves_for_good": st.booleans(),
            "unpaid_wage_days": st.integers(0, 31),
            "unpaid_months": st.sampled_from([[], ["2024-01"], ["2024-01", "2024-02"]]),
            "other_dues": st.lists(
                st.fixed_dictionaries({"name": st.just("ticket"), "amount": riyals(0, 2000)}),
                max_size=2,
            ),
        }
    ),
)

prices = st.fixed_dictionaries(
    {
        "recruited_from": st.sampled_from(["PHL", "KEN", "NPL", "IND"]),
        "contract_day": st.dates(date(2021, 12, 1), date(2022, 4, 1)).map(date.isoformat),
        "kind": st.sampled_from(["abroad", "local"]),
        "office_charges": st.lists(
            st.fixed_dictionaries({"name": st.just("fee"), "amount": riyals(0, 12_000)}),
            max_size=3,
        ),
        "charged_to_worker": st.sampled_from(["0.00", "0", "100"]),
    }
)

floors = st.fixed_dictionaries(
    {
        "day": st.dates(date(2017, 6, 1), date(2027, 1, 1)).map(date.isoformat),
        "basic_wage": riyals(500, 2500),
        "housing": st.just("provided") | riyals(0, 900),
        "food": st.just("provided") | riyals(0, 900),
        "recruited_from": st.sampled_from([None, "PHL", "KEN"]),
    }
)

payments = st.fixed_dictionaries(
    {
        "on": st.dates(date(2024, 2, 20), date(2024, 3, 10)).map(date.isoformat),
        "amount": riyals(0, 2000),
        "means": st.sampled_from(["bank", "cash"]),
        "account_holder": st.sampled_from(["worker", "other"]),
        "receipt_signed": st.booleans(),
    }
)

months = st.fixed_dictionaries(
    {
        "month": st.just("2024-02"),
        "monthly_wage": wages,
        "first_day": st.none() | st.sampled_from(["2024-02-01", "2024-02-10", "2024-03-01"]),
        "unpaid_days": st.integers(0, 35),
        "deductions": st.lists(
            st.fixed_dictionaries(
                {"kind": st.sampled_from(["damage", "advance"]), "amount": riyals(0, 800)}
            ),
            max_size=2,
        ),
        "paid": st.lists(payments, max_size=3),
        "on": st.dates(date(2024, 2, 20), date(2024, 3, 20)).map(date.isoformat),
    }
)

fees = st.fixed_dictionaries(
    {
        "item": st.sampled_from(
            ["work_permit", "office_licence", "office_licence_replacement", "contract_attestation"]
        ),
        "on": st.dates(date(2025, 9, 1), date(2026, 1, 1)).map(date.isoformat),
        "years": st.integers(1, 5),
        "copies": st.integers(1, 5),
        "exempt": st.booleans(),
    }
)

hours = st.integers(0, 200) | riyals(0, 200)
times = st.fixed_dictionaries(
    {
        "basic_wage": wages,
        "daily_minutes": st.integers(0, 1000),
        "agreed_more": st.booleans(),
        "rest_minutes": st.integers(0, 3000),
        "overtime_hours": hours,
        "rest_day_hours": hours,
    }
)

ages = st.builds(
    lambda born, after, exemption: {
        "born": born.isoformat(),
        "contract_day": after.isoformat(),
        "exemption": exemption,
    },
    st.dates(date(1950, 1, 1), date(2010, 12, 31)),
    days,
    st.none() | st.just("EX-1"),
)

clock_starts = st.builds(
    lambda kind, day, start, pause: {
        "kind": kind,
        "from": f"{day.isoformat()}T10:30" if kind == "exit_notice" else day.isoformat(),
        "service_start": (day - timedelta(days=start)).isoformat(),
        "suspended": [
            {
                "from": (day + timedelta(days=each[0])).isoformat(),
                "to": (day + timedelta(days=sum(each))).isoformat(),
            }
            for each in pause
        ],
    },
    st.sampled_from(
        [
            "probation",
            "notice",
            "exit_notice",
            "claim_limit",
            "death_deposit",
            "amicable",
            "referral",
            "committee_decision",
            "appeal",
            "refund",
            "dues",
        ]
    ),
    st.dates(date(2020, 10, 1), date(2032, 12, 31)),
    st.integers(0, 1500),
    st.lists(st.tuples(st.integers(-50, 500), st.integers(0, 90)), max_size=3),
)

FACTS = {
    "price-cap": prices,
    "wage-floor": floors,
    "wage-due": months,
    "guarantee-refund": claims(),
    "end-of-service": services(),
    "leave": leaves,
    "final-settlement": settlements,
    "government-fees": fees,
    "working-time": times,
    "age-at-contract": ages,
    "clocks": clock_starts,
}

#: Any question at all: a rule, its facts, and some readings.
questions = st.sampled_from(sorted(FACTS)).flatmap(
    lambda rule: st.tuples(st.just(rule), FACTS[rule], readings)
)
