"""The kit of `ports/books.py` (M16): what is posted can be read, and sums to nothing."""

from __future__ import annotations

import pytest

from ..books.posting import clearing, held, refund_owed
from ..kernel.entry import Account
from ..kernel.errors import RuleBroken
from ..kernel.identity import new_id
from ..kernel.money import Money
from ..kernel.parties import SYSTEM
from ..payments.fee_payment import FeePayment
from ..ports.books import Books
from ..ports.lists import MOST
from ..ports.storage import Storage
from .sample import FEE, NOW, a_fee, an_award, paid
from .stores import OnStores, keep, kept

PLACES = ["nonsense", "é", "W10", "WyJhIiwiYiJd", "WzEsMiwzXQ", "WyJhIiwiYiIsMV0"]


class BooksContract(OnStores):
    """Each account's balance is the sum of its legs; all balances together are nothing."""

    def test_nothing_stands_on_an_account_that_was_never_used(self, books: Books) -> None:
        assert books.balance(Account("held", "nobody")) == Money(0)
        assert books.balance(Account("held", "nobody"), "KWD") == Money(0, "KWD")
        assert books.sums() == {}

    def test_a_balance_is_the_sum_of_its_legs(self, storage: Storage, books: Books) -> None:
        fee = kept(storage, paid(a_fee()))
        award = an_award(Money("900.00"))
        with storage.transaction(SYSTEM) as work:
            work.save(work.get(FeePayment, fee.id).awarded_back(award, NOW))
        assert books.balance(held(fee.id)) == FEE - award.amount
        assert books.balance(refund_owed(fee.id)) == award.amount
        assert books.balance(clearing("sandbox")) == -FEE

    def test_each_currency_stands_alone(self, storage: Storage, books: Books) -> None:
        keep(storage, paid(a_fee(fee=Money("1.234", "KWD"))), paid(a_fee()))
        assert books.balance(clearing("sandbox"), "KWD") == -Money("1.234", "KWD")
        assert books.balance(clearing("sandbox")) == -FEE
        assert books.sums() == {"QAR": 0, "KWD": 0}

    def test_all_balances_sum_to_nothing(self, storage: Storage, books: Books) -> None:
        for _ in range(3):
            kept(storage, paid(a_fee()))
        assert books.sums() == {"QAR": 0}
        assert sum(money.minor for _, money in books.balances().items) == 0

    def test_balances_come_in_order_and_in_pages(self, storage: Storage, books: Books) -> None:
        keep(storage, *(paid(a_fee()) for _ in range(4)))
        whole = books.balances().items
        assert [account for account, _ in whole] == sorted(account for account, _ in whole)
        found: list[tuple[Account, Money]] = []
        after = None
        for length in (2, 2, 1):
            page = books.balances(limit=2, after=after)
            assert len(page.items) == length
            found += page.items
            after = page.next
        assert (tuple(found), after) == (whole, None)

    def test_balances_of_one_name(self, storage: Storage, books: Books) -> None:
        keep(storage, *(paid(a_fee()) for _ in range(3)))
        assert {account.name for account, _ in books.balances(name="held").items} == {"held"}
        assert len(books.balances(name="held").items) == 3
        assert books.balances(name="hel").items == ()

    def test_entries_come_in_the_order_in_which_they_were_posted(
        self, storage: Storage, books: Books
    ) -> None:
        fees = [kept(storage, paid(a_fee())) for _ in range(5)]
        whole = books.entries()
        assert [posted.entry.about for posted in whole.items] == [fee.id for fee in fees]
        first = books.entries(limit=3)
        rest = books.entries(limit=3, after=first.next)
        assert (first.items + rest.items, rest.next) == (whole.items, None)

    def test_entries_of_one_thing(self, storage: Storage, books: Books) -> None:
        mine, _ = keep(storage, paid(a_fee()), paid(a_fee()))
        (posted,) = books.entries(about=mine.id).items
        events = [each.event for each in storage.history(FeePayment, mine.id).items]
        assert [posted.entry] == [entry for event in events for entry in event.entries()]
        assert books.entries(about=new_id()).items == ()

    @pytest.mark.parametrize("limit", [0, -1, MOST + 1])
    def test_a_page_of_no_or_too_great_length_is_refused(self, books: Books, limit: int) -> None:
        with pytest.raises(RuleBroken):
            books.balances(limit=limit)
        with pytest.raises(RuleBroken):
            books.entries(limit=limit)

    @pytest.mark.parametrize("after", PLACES)
    def test_an_unreadable_place_is_refused(self, books: Books, after: str) -> None:
        with pytest.raises(RuleBroken):
            books.balances(after=after)
        with pytest.raises(RuleBroken):
            books.entries(after=after)
