"""The part of the kit of payment providers about what they tell before and after (M9)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from ..kernel.calendar import civil_day
from ..kernel.identity import new_id
from ..kernel.money import EXPONENTS, Money
from ..kernel.payment_method import PaymentMethod
from ..ports.payment_gateway import (
    AMOUNT_NOT_TAKEN,
    CANNOT,
    CURRENCY_NOT_TAKEN,
    METHOD_NOT_TAKEN,
    Movement,
    PaymentGateway,
    Quote,
    SettlementLine,
    SettlementPage,
)
from .payment_subject import PART, PaymentSubject, given
from .sample import FEE

MOST_PAGES = 1000


class PaymentSettlements(PaymentSubject):
    """What a provider promises of quotes and settlements, one test each."""

    def test_a_quote_is_at_least_the_amount_and_in_its_currency(
        self, gateway: PaymentGateway
    ) -> None:
        able = gateway.capabilities()
        for currency in sorted(able.currencies):
            for method in sorted(able.methods):
                amount = Money(100, currency)
                quote = gateway.quote(amount, method)
                assert isinstance(quote, Quote), quote
                assert (quote.method, quote.taken >= amount) == (method, True)
                assert Money(0, currency) <= quote.kept <= quote.taken

    def test_what_is_quoted_is_what_can_be_given_back(
        self, gateway: PaymentGateway, charge: str
    ) -> None:
        quote = gateway.quote(FEE, PaymentMethod.CARD)
        assert isinstance(quote, Quote), quote
        assert given(gateway.refund(new_id(), FEE, charge, quote.taken))

    def test_what_it_does_not_take_it_does_not_quote(self, gateway: PaymentGateway) -> None:
        able = gateway.capabilities()
        method = min(able.methods)
        for foreign in sorted(set(EXPONENTS) - able.currencies):
            assert gateway.quote(Money(10, foreign), method) == CURRENCY_NOT_TAKEN
        for strange in sorted(set(PaymentMethod) - able.methods):
            assert gateway.quote(FEE, strange) == METHOD_NOT_TAKEN
        assert gateway.quote(Money(0), method) == AMOUNT_NOT_TAKEN

    def test_each_movement_of_a_day_is_settled_once(
        self, gateway: PaymentGateway, call: UUID, charge: str
    ) -> None:
        refund = new_id()
        part = PART if gateway.capabilities().refunds_in_part else FEE
        back = given(gateway.refund(refund, part, charge))
        self.bank_ends(gateway, refund)
        lines = self._settled(gateway)
        found = {
            (line.movement, line.reference, line.amount)
            for line in lines
            if line.call in (call, refund)
        }
        assert found == {(Movement.CHARGE, charge, FEE), (Movement.REFUND, back, part)}
        named = [(line.movement, line.reference) for line in lines]
        assert len(named) == len(set(named))
        assert all(line.kept <= line.amount for line in lines)

    def test_what_was_refused_is_not_settled(self, gateway: PaymentGateway, call: UUID) -> None:
        self.pay(gateway, call, FEE, self.bad_card)
        assert call not in [line.call for line in self._settled(gateway)]

    def test_a_day_without_movements_is_an_empty_page(
        self, gateway: PaymentGateway, charge: str
    ) -> None:
        self._settled(gateway)
        long_ago = civil_day(self.now(gateway)).replace(year=2001, day=1)
        assert gateway.settlements(long_ago) == SettlementPage(())

    def test_settlements_that_it_cannot_list_it_says(self, gateway: PaymentGateway) -> None:
        if gateway.capabilities().lists_settlements:
            pytest.skip("declared: the provider lists its settlements")
        assert gateway.settlements(civil_day(self.now(gateway))) == CANNOT

    def _settled(self, gateway: PaymentGateway) -> list[SettlementLine]:
        if not gateway.capabilities().lists_settlements:
            pytest.skip("declared: the provider lists no settlements")
        now = self.now(gateway)
        # A test that began before midnight in Doha may end after it.
        days = sorted({civil_day(now - timedelta(minutes=10)), civil_day(now)})
        return [line for day in days for line in self._lines_of(gateway, day)]

    def _lines_of(self, gateway: PaymentGateway, day: date) -> list[SettlementLine]:
        lines: list[SettlementLine] = []
        after = ""
        for _ in range(MOST_PAGES):
            page = gateway.settlements(day, after)
            assert isinstance(page, SettlementPage), page
            lines += page.lines
            after = page.after
            if not after:
                return lines
        raise AssertionError(f"a day has more than {MOST_PAGES} pages of settlements")
