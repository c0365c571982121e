from fractions import Fraction

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from maawin_core.choice.comparison import Counts, record
from maawin_core.law.policy import POLICY

GOOD = Counts(
    arrived=10, arrived_on_time=10, handed_over=10, returned=0, refunds_due=10,
    refunds_in_time=10, disputes_lost=0, ratings=10, stars=50, worker_ratings=10, worker_stars=50,
)  # fmt: skip


@st.composite
def counts(draw):
    def part():
        n = draw(st.integers(0, 30))
        return n, draw(st.integers(0, n))

    (arrived, on_time), (handed, returned), (due, in_time) = part(), part(), part()
    ratings = draw(st.integers(0, 30))
    return Counts(
        arrived=arrived, arrived_on_time=on_time, handed_over=handed, returned=returned,
        refunds_due=due, refunds_in_time=in_time, disputes_lost=draw(st.integers(0, 60)),
        ratings=ratings, stars=draw(st.integers(ratings, 5 * ratings)),
    )  # fmt: skip


@given(counts())
def test_anyone_can_recompute_the_score_from_the_parts(counts):
    found = record(counts, POLICY)
    weights = sum(part.weight for part in found.formula)
    again = sum(part.weight * part.of for part in found.formula)
    assert found.score == (100 * again / Fraction(weights) if weights else None)
    assert found.score is None or 0 <= found.score <= 100


@given(counts())
def test_only_figures_with_cases_enough_have_a_say(counts):
    found = record(counts, POLICY)
    assert [part.code for part in found.formula] == [f.code for f in found.figures if f.enough]
    assert all(f.enough is (f.n >= POLICY.least_n) for f in found.figures)


def test_a_perfect_record_is_a_hundred_and_the_worst_is_nothing():
    worst = evolve(
        GOOD,
        arrived_on_time=0,
        returned=10,
        refunds_in_time=0,
        disputes_lost=99,
        stars=10,
        worker_stars=10,
    )
    assert record(GOOD, POLICY).score == 100
    assert record(worst, POLICY).score == 0
    assert record(Counts(), POLICY).score is None


@given(counts())
def test_one_more_refund_in_time_never_costs_an_office_its_place(counts):
    more = evolve(
        counts, refunds_due=counts.refunds_due + 1, refunds_in_time=counts.refunds_in_time + 1
    )
    before, after = record(counts, POLICY).figures[2], record(more, POLICY).figures[2]
    assert not before.enough or after.value >= before.value


def test_a_ministry_may_weigh_otherwise():
    slow = evolve(GOOD, arrived_on_time=0)
    only_arrivals = tuple(
        (code, int(code == "arrived_on_time")) for code, _ in POLICY.record_weights
    )
    assert record(slow, evolve(POLICY, record_weights=only_arrivals)).score == 0
