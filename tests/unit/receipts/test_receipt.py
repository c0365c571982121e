from datetime import UTC, datetime

import pytest
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from hypothesis.strategies import integers, sampled_from

from maawin_core.kernel.identity import new_id
from maawin_core.receipts.receipt import NumberSeries, Receipt, ReceiptKind

AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def issued(series, award=None):
    return Receipt.issued(
        series, payment=new_id(), award=award, turn=0, office=new_id(), employer=new_id(), at=AT
    )


@pytest.mark.parametrize(
    ("kind", "number"),
    [(ReceiptKind.FEE, "FR-2026-000001"), (ReceiptKind.REFUND, "RL-2026-000001")],
)
def test_a_number_says_its_kind_and_its_year(kind, number):
    assert issued(NumberSeries.of(kind, 2026).taken_for(new_id(), AT)).number == number


def test_the_number_is_held_so_that_no_other_receipt_can_have_it():
    receipt = issued(NumberSeries.of(ReceiptKind.FEE, 2026).taken_for(new_id(), AT))
    assert [claim.value for claim in receipt.claims()] == [receipt.number]


class Numbering(RuleBasedStateMachine):
    # Anyone may take a number of any series at any time.
    def __init__(self):
        super().__init__()
        self.series, self.numbers = {}, []

    @rule(kind=sampled_from(ReceiptKind), year=integers(2026, 2028))
    def take(self, kind, year):
        series = self.series.get((kind, year)) or NumberSeries.of(kind, year)
        self.series[kind, year] = series.taken_for(new_id(), AT)
        self.numbers.append(issued(self.series[kind, year]).number)

    @invariant()
    def each_series_has_its_numbers_without_a_gap(self):
        assert len(set(self.numbers)) == len(self.numbers)
        for (kind, year), series in self.series.items():
            mine = [each for each in self.numbers if f"-{year}-" in each]
            prefix = issued(series).number[:2]
            counted = [int(each[-6:]) for each in mine if each.startswith(prefix)]
            assert counted == list(range(1, series.last + 1)), kind


TestNumbering = Numbering.TestCase
