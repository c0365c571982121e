"""The kit of `ports/books.py` (M16): what is posted can be read, and sums to nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from ..books.posting import (
    clearing,
    disputed,
    held,
    office_balance,
    office_debt,
    refund_owed,
    retention,
)
from ..kernel.answer import Accepted
from ..kernel.entry import Account, Posted
from ..kernel.errors import AlreadyTaken, Refusal, RuleBroken
from ..kernel.identity import AttemptId, new_id
from ..kernel.money import Money
from ..kernel.parties import SYSTEM
from ..payments.awards import Cover, CoverSource
from ..payments.fee_payment import FeePayment
from ..ports.books import Books
from ..ports.lists import MOST
from ..ports.storage import Storage
from .sample import FEE, NOW, OFFICE, a_fee, an_award, paid, together
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
        assert books.balance(held(fee.id)) == Money(0)
        assert books.balance(disputed(fee.id)) == FEE - award.amount
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

    def test_all_entries_come_by_thing_and_in_their_order(
        self, storage: Storage, books: Books
    ) -> None:
        fees = [kept(storage, paid(a_fee())) for _ in range(4)]
        for fee in reversed(fees):
            _saved(storage, fee, lambda kept_one: kept_one.released_to_office(NOW))
        whole: list[Posted] = []
        after = None
        while True:
            page = books.by_thing(limit=3, after=after)
            whole += page.items
            after = page.next
            if after is None:
                break
        assert [str(each.entry.about) for each in whole] == sorted(str(f.id) for f in fees * 2)
        assert [each.entry.code for each in whole] == ["fee_taken", "fee_released"] * 4

    def test_a_statement_runs_from_nothing_to_the_balance(
        self, storage: Storage, books: Books
    ) -> None:
        for number in range(1, 6):
            kept(storage, paid(a_fee(fee=Money(number))))
        account = clearing("sandbox")
        whole = books.statement(account).items
        assert [-line.amount for line in whole] == [Money(number) for number in range(1, 6)]
        assert whole[-1].balance == books.balance(account) == Money(-15)
        first = books.statement(account, limit=2)
        rest = books.statement(account, limit=3, after=first.next)
        assert (first.items + rest.items, rest.next) == (whole, None)
        assert books.statement(account, "KWD").items == ()
        assert books.statement(Account("clearing", "other")).items == ()

    def test_an_entry_says_when_it_happened_and_when_it_was_recorded(
        self, storage: Storage, books: Books
    ) -> None:
        attempt, later = AttemptId(new_id()), NOW + timedelta(days=2)
        fee = a_fee().being_paid(attempt, "sandbox", NOW)
        kept(storage, fee.answered(attempt, Accepted("ref-1"), later))
        (posted,) = books.entries(about=fee.id).items
        assert (posted.happened_at, posted.recorded_at) == (NOW, later)
        assert posted.entry.reference == "ref-1"

    def test_a_correction_is_an_entry_that_names_the_one_it_takes_back(
        self, storage: Storage, books: Books
    ) -> None:
        award, before = an_award(FEE), NOW - timedelta(days=1)
        given = (
            paid(a_fee())
            .awarded_back(award, NOW)
            .refund_answered(award.id, award.id, Accepted("r"), NOW)
        )
        fee = kept(storage, given)
        back = _saved(storage, fee, lambda f: f.refund_returned(award.id, "closed", before, NOW))
        *_, wrong, right = books.entries(about=back.id).items
        assert (right.entry.code, right.entry.corrects) == ("refund_returned", wrong.entry.key)
        assert right.happened_at == before
        assert books.balance(refund_owed(fee.id)) == FEE
        assert books.balance(clearing("sandbox")) == -FEE

    def test_a_held_amount_is_resolved_once_and_the_second_names_the_first(
        self, storage: Storage, books: Books
    ) -> None:
        held_fee = paid(a_fee())
        fee = kept(storage, held_fee)
        _saved(storage, fee, lambda kept_one: kept_one.awarded_back(an_award(FEE), NOW))
        late = held_fee.released_to_office(NOW).events[-1]
        with pytest.raises(AlreadyTaken) as refusal:
            _saved(storage, fee, lambda kept_one: kept_one.after(late))
        assert (refusal.value.code, refusal.value.facts["first"]) == (
            "already_posted",
            "refund_awarded",
        )
        assert books.balance(office_balance(OFFICE)) == Money(0)

    def test_what_would_leave_an_account_on_the_wrong_side_is_refused_and_nothing_kept(
        self, storage: Storage, books: Books
    ) -> None:
        fee = kept(storage, _owed(paid(a_fee())))
        award = fee.awards[0].id
        with pytest.raises(RuleBroken) as refusal:
            _saved(storage, fee, lambda f: f.refund_covered(award, FEE, CoverSource.BALANCE, NOW))
        assert (refusal.value.code, refusal.value.facts["account"]) == (
            "account_overdrawn",
            "office",
        )
        assert storage.get(FeePayment, fee.id) == fee
        assert books.balance(office_balance(OFFICE)) == Money(0)
        kept_part = CoverSource.RETENTION
        _saved(storage, fee, lambda f: f.refund_covered(award, FEE, kept_part, NOW))
        assert books.balance(office_debt(award)) == books.balance(retention(fee.id)) == Money(0)

    def test_of_many_that_spend_the_same_money_at_once_it_is_spent_once(
        self, storage: Storage, books: Books
    ) -> None:
        kept(storage, paid(a_fee()).released_to_office(NOW))  # there is money for one of them
        owing = keep(storage, *(_owed(paid(a_fee())) for _ in range(4)))
        source = CoverSource.BALANCE

        def cover(number: int) -> FeePayment:
            fee = owing[number]
            award = fee.awards[0].id
            return _saved(storage, fee, lambda f: f.refund_covered(award, FEE, source, NOW))

        found = together(4, cover)
        assert sum(isinstance(each, FeePayment) for each in found) == 1
        codes = {each.code for each in found if isinstance(each, Refusal)}
        assert codes <= {"account_overdrawn", "stale"}
        assert books.balance(office_balance(OFFICE)) == Money(0)
        assert books.sums() == {"QAR": 0}

    @pytest.mark.parametrize("limit", [0, -1, MOST + 1])
    def test_a_page_of_no_or_too_great_length_is_refused(self, books: Books, limit: int) -> None:
        with pytest.raises(RuleBroken):
            books.balances(limit=limit)
        with pytest.raises(RuleBroken):
            books.entries(limit=limit)
        with pytest.raises(RuleBroken):
            books.by_thing(limit=limit)
        with pytest.raises(RuleBroken):
            books.statement(clearing("sandbox"), limit=limit)

    @pytest.mark.parametrize("after", PLACES)
    def test_an_unreadable_place_is_refused(self, books: Books, after: str) -> None:
        with pytest.raises(RuleBroken):
            books.balances(after=after)
        with pytest.raises(RuleBroken):
            books.entries(after=after)
        with pytest.raises(RuleBroken):
            books.by_thing(after=after)
        with pytest.raises(RuleBroken):
            books.statement(clearing("sandbox"), after=after)


def _owed(fee: FeePayment) -> FeePayment:
    """A fee whose every riyal is kept for the guarantee, and then awarded back."""
    cover = Cover(retained=FEE, pledged=Money(0), until=NOW + timedelta(days=270))
    return fee.released_to_office(NOW, cover).awarded_back(an_award(FEE), NOW)


def _saved(
    storage: Storage, fee: FeePayment, act: Callable[[FeePayment], FeePayment]
) -> FeePayment:
    with storage.transaction(SYSTEM) as work:
        return work.save(act(work.get(FeePayment, fee.id)))
