"""The kit of `ports/lists.py` (M16): the same rows, in the same order, from every storage."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from attrs import evolve

from ..access.sign_in import SignInRow, SignInStatus
from ..contracts.contract import RecruitmentContract
from ..kernel.aggregate import RowValue
from ..kernel.errors import RuleBroken
from ..kernel.identity import new_id
from ..kernel.money import Money
from ..kernel.parties import SYSTEM, Role, employer, office
from ..notices.notice import Notice, NoticeRow
from ..offers.offer import Offer, OfferRow
from ..payments.events import FeePaymentRow, PaymentStatus
from ..ports.lists import MOST, Is, Lists, Owed, Tally, Where, where
from ..ports.storage import Storage
from .filling import filled, happened
from .sample import EMPLOYER, NOW, OFFICE, a_fee, a_notice, a_refund, a_sign_in, paid
from .stores import OnStores, keep, kept

HOUR = timedelta(hours=1)
PLACES = ["nonsense", "é", "W10", "WzFd", "WyJhIiwiYiJd", "W251bGxd"]


def walk(
    lists: Lists, *conditions: Where, order: Sequence[str], descending: bool
) -> list[NoticeRow]:
    """Every row, by pages of two."""
    found: list[NoticeRow] = []
    after = None
    while True:
        page = lists.page(
            NoticeRow, *conditions, order=order, descending=descending, after=after, limit=2
        )
        found += page.items
        if page.next is None:
            return found
        assert len(page.items) == 2
        after = page.next


def an_offer(languages: tuple[str, ...]) -> Offer:
    """An offer for somebody who speaks these."""
    offer = filled(Offer)
    spoken = evolve(offer, id=new_id(), profile=evolve(offer.profile, languages=languages))
    return happened(spoken)


class ListsContract(OnStores):
    """Pages and counts over the rows that things say of themselves."""

    def test_an_empty_list_is_a_page_of_nothing(self, lists: Lists) -> None:
        page = lists.page(NoticeRow)
        assert (page.items, page.next) == ((), None)
        assert lists.tally(NoticeRow) == ()
        assert lists.owed().items == ()

    def test_a_row_comes_back_as_the_thing_said_it(self, storage: Storage, lists: Lists) -> None:
        fee, notice, ways_in = a_fee(), a_notice(), [a_sign_in(), a_sign_in(until=date(2027, 1, 1))]
        keep(storage, fee, notice)
        keep(storage, *ways_in)
        assert lists.page(FeePaymentRow).items == fee.rows()
        assert lists.page(NoticeRow).items == notice.rows()
        rows = {row for each in ways_in for row in each.rows()}
        assert set(lists.page(SignInRow).items) == rows

    @pytest.mark.parametrize("descending", [False, True])
    def test_pages_are_in_order_and_lose_nothing(
        self, storage: Storage, lists: Lists, descending: bool
    ) -> None:
        notices = [a_notice(at=NOW + HOUR * (number % 3)) for number in range(7)]
        keep(storage, *notices)
        found = walk(lists, order=["at"], descending=descending)
        rows = [row for each in notices for row in each.rows() if isinstance(row, NoticeRow)]
        assert found == sorted(rows, key=lambda r: (r.at, str(r.key)), reverse=descending)

    def test_an_order_may_have_several_columns(self, storage: Storage, lists: Lists) -> None:
        notices = [a_notice(code=code, at=NOW + HOUR * n) for n, code in enumerate("babab")]
        keep(storage, *notices)
        found = walk(lists, order=["code", "at"], descending=False)
        assert [(row.code, row.at) for row in found] == sorted((n.code, n.at) for n in notices)

    def test_money_is_ordered_as_money(self, storage: Storage, lists: Lists) -> None:
        fees = [Money(amount) for amount in (9, 100, 25, 1000)]
        keep(storage, *(a_fee(fee=fee) for fee in fees))
        page = lists.page(FeePaymentRow, order=["fee"], limit=2)
        rest = lists.page(FeePaymentRow, order=["fee"], limit=2, after=page.next)
        assert [row.fee for row in page.items + rest.items] == sorted(fees)

    def test_text_is_ordered_letter_by_letter(self, storage: Storage, lists: Lists) -> None:
        words = ["b", "a", "B", "é", "_", "ب", "ا", "ab", "a b", "Z"]
        keep(storage, *(a_notice(code=word) for word in words))
        found = walk(lists, order=["code"], descending=False)
        assert [row.code for row in found] == sorted(words)

    def test_a_change_between_two_pages_repeats_and_loses_nothing_else(
        self, storage: Storage, lists: Lists
    ) -> None:
        notices = [a_notice(at=NOW + HOUR * number) for number in range(4)]
        keep(storage, *notices)
        page = lists.page(NoticeRow, order=["at"], limit=2)
        with storage.transaction(SYSTEM) as work:
            work.save(work.get(Notice, notices[0].id).read(NOW))
        kept(storage, a_notice(at=NOW - HOUR))
        rest = lists.page(NoticeRow, order=["at"], limit=2, after=page.next)
        assert [row.key for row in rest.items] == [each.id for each in notices[2:]]

    @pytest.mark.parametrize(
        ("column", "compare", "value", "found"),
        [
            ("code", Is.EQUAL, "b", "b"),
            ("code", Is.EQUAL, "B", ""),
            ("code", Is.EQUAL, "' OR 1=1 --", ""),
            ("code", Is.NOT, "b", "acd"),
            ("code", Is.AT_MOST, "b", "ab"),
            ("code", Is.AT_LEAST, "c", "cd"),
            ("code", Is.BEFORE, "c", "ab"),
            ("code", Is.ONE_OF, ("a", "d", "x"), "ad"),
            ("code", Is.ONE_OF, (), ""),
            ("code", Is.SOME, None, "abcd"),
            ("code", Is.NONE, None, ""),
            ("read", Is.EQUAL, True, "a"),
            ("read", Is.EQUAL, False, "bcd"),
            ("at", Is.BEFORE, NOW + HOUR, "a"),
            ("at", Is.AT_MOST, NOW + HOUR, "ab"),
            ("at", Is.AT_LEAST, NOW + 2 * HOUR, "cd"),
            ("at", Is.EQUAL, NOW + HOUR, "b"),
        ],
    )
    def test_a_condition_leaves_what_meets_it(
        self, storage: Storage, lists: Lists, column: str, compare: Is, value: RowValue, found: str
    ) -> None:
        notices = [a_notice(code=code, at=NOW + HOUR * n) for n, code in enumerate("abcd")]
        keep(storage, notices[0].read(NOW), *notices[1:])
        page = lists.page(NoticeRow, Where(column, compare, value), order=["code"])
        assert "".join(row.code for row in page.items) == found

    def test_conditions_are_joined_by_and(self, storage: Storage, lists: Lists) -> None:
        notices = [a_notice(office(OFFICE), code=code) for code in "aab"]
        keep(storage, *notices, a_notice(employer(EMPLOYER), code="a"))
        mine = where(party=str(office(OFFICE)), code="a")
        assert len(lists.page(NoticeRow, *mine).items) == 2
        assert len(walk(lists, *mine, order=["at"], descending=True)) == 2

    def test_what_is_none_meets_no_comparison(self, storage: Storage, lists: Lists) -> None:
        until = date(2027, 1, 1)
        never, then = keep(storage, a_sign_in(), a_sign_in(until=until))

        def keys(compare: Is, value: RowValue | tuple[RowValue, ...] = None) -> list[object]:
            found = lists.page(SignInRow, Where("until", compare, value)).items
            return [row.key for row in found]

        assert keys(Is.NONE) == [never.id]
        assert keys(Is.SOME) == keys(Is.EQUAL, until) == keys(Is.AT_MOST, until) == [then.id]
        assert (
            keys(Is.NOT, until) == keys(Is.EQUAL) == keys(Is.NOT) == keys(Is.ONE_OF, (None,)) == []
        )

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ("ar", ["ar|en"]), ("en", ["ar|en", "en"]), ("AR", []), ("a", []), ("%", []),
            ("|", []), ("a|b", ["a|b"]), ("b", []), ("_n", []), ("", []),
        ],
    )  # fmt: skip
    def test_a_condition_may_ask_for_a_member(
        self, storage: Storage, lists: Lists, asked: str, found: list[str]
    ) -> None:
        several = {"ar|en": ("ar", "en"), "en": ("en",), "none": (), "a|b": ("a|b",), "\\": ("\\",)}
        offers = {name: an_offer(languages) for name, languages in several.items()}
        keep(storage, *offers.values())
        page = lists.page(OfferRow, Where("languages", Is.HAS, asked))
        names = {offer.id: name for name, offer in offers.items()}
        assert sorted(names[row.key] for row in page.items) == sorted(found)
        assert {row.languages for row in page.items} == {several[name] for name in found}

    def test_a_column_that_may_be_none_cannot_be_ordered_by(self, lists: Lists) -> None:
        with pytest.raises(RuleBroken):
            lists.page(SignInRow, order=["until"])

    def test_a_column_that_is_not_there_cannot_be_ordered_by(self, lists: Lists) -> None:
        with pytest.raises(RuleBroken):
            lists.page(NoticeRow, order=["nonsense"])

    @pytest.mark.parametrize("limit", [0, -1, MOST + 1])
    def test_a_page_of_no_or_too_great_length_is_refused(self, lists: Lists, limit: int) -> None:
        with pytest.raises(RuleBroken):
            lists.page(NoticeRow, limit=limit)
        with pytest.raises(RuleBroken):
            lists.owed(limit=limit)

    @pytest.mark.parametrize("after", PLACES)
    @pytest.mark.parametrize("count", [0, 1])
    def test_an_unreadable_place_is_refused(
        self, storage: Storage, lists: Lists, after: str, count: int
    ) -> None:
        keep(storage, *(a_fee() for _ in range(count)))
        with pytest.raises(RuleBroken):
            lists.page(FeePaymentRow, order=["fee"], after=after)
        with pytest.raises(RuleBroken):
            lists.owed(after=after)

    def test_a_place_of_another_list_is_refused(self, storage: Storage, lists: Lists) -> None:
        keep(storage, *(a_fee() for _ in range(3)))
        by_money = lists.page(FeePaymentRow, order=["fee"], limit=1).next
        with pytest.raises(RuleBroken):
            lists.page(FeePaymentRow, order=["due"], limit=1, after=by_money)

    def test_a_tally_counts_each_combination(self, storage: Storage, lists: Lists) -> None:
        keep(storage, *(a_notice(code=code) for code in "bab"), a_notice(code="b").read(NOW))
        assert lists.tally(NoticeRow, by=["code", "read"]) == (
            Tally(("a", False), 1, 0),
            Tally(("b", False), 2, 0),
            Tally(("b", True), 1, 0),
        )
        assert lists.tally(NoticeRow) == (Tally((), 4, 0),)

    def test_a_tally_sums_money_in_minor_units(self, storage: Storage, lists: Lists) -> None:
        keep(
            storage, a_fee(fee=Money("10.50")), a_fee(fee=Money("1.25")), paid(a_fee(fee=Money(7)))
        )
        assert lists.tally(FeePaymentRow, by=["status"], sum_of="fee") == (
            Tally((PaymentStatus.DUE,), 2, 1175),
            Tally((PaymentStatus.PAID,), 1, 700),
        )
        due = where(status=PaymentStatus.DUE)
        assert lists.tally(FeePaymentRow, *due, sum_of="fee") == (Tally((), 2, 1175),)

    def test_a_tally_counts_none_too_and_first(self, storage: Storage, lists: Lists) -> None:
        until = date(2027, 1, 1)
        keep(storage, a_sign_in(), a_sign_in(until=until), a_sign_in())
        assert lists.tally(SignInRow, by=["until"]) == (Tally((None,), 2, 0), Tally((until,), 1, 0))
        (tally,) = lists.tally(SignInRow, by=["status", "role"])
        assert tally.values == (SignInStatus.OPEN, Role.OFFICE_STAFF)

    def test_what_is_owed_comes_the_earliest_due_first(
        self, storage: Storage, lists: Lists
    ) -> None:
        fees = [a_fee(due=NOW + HOUR * number) for number in (3, 1, 2)]
        keep(storage, *fees)
        found = lists.owed()
        assert [owed.obligation.due for owed in found.items] == sorted(fee.due for fee in fees)
        first = lists.owed(limit=2)
        rest = lists.owed(limit=2, after=first.next)
        assert (first.items + rest.items, rest.next) == (found.items, None)

    def test_what_is_due_at_the_same_time_is_not_lost_between_pages(
        self, storage: Storage, lists: Lists
    ) -> None:
        keep(storage, *(a_fee() for _ in range(5)))
        found: list[Owed] = []
        after = None
        for length in (2, 2, 1):
            page = lists.owed(limit=2, after=after)
            assert len(page.items) == length
            found += page.items
            after = page.next
        assert (len({owed.about for owed in found}), after) == (5, None)

    def test_what_two_owe_of_one_thing_at_the_same_time_is_not_lost_between_pages(
        self, storage: Storage, lists: Lists
    ) -> None:
        both = happened(filled(RecruitmentContract))
        assert len({(each.code, each.due) for each in both.obligations()}) == 1
        kept(storage, both)
        first = lists.owed(limit=1)
        rest = lists.owed(limit=1, after=first.next)
        found = {owed.obligation for owed in first.items + rest.items}
        assert (found, rest.next) == (set(both.obligations()), None)

    def test_what_is_owed_by_one_for_one_request_before_a_time(
        self, storage: Storage, lists: Lists
    ) -> None:
        fee, refund = a_fee(due=NOW + HOUR), a_refund(due=NOW + 2 * HOUR)
        keep(storage, fee)
        keep(storage, refund)

        def codes(**asked: object) -> list[str]:
            found = lists.owed(**asked)  # type: ignore[arg-type]
            return [owed.obligation.code for owed in found.items]

        assert codes() == ["pay_fee", "give_refund"]
        assert codes(owner=employer(EMPLOYER)) == codes(request=fee.request) == ["pay_fee"]
        assert codes(owner=office(OFFICE)) == codes(request=refund.request) == ["give_refund"]
        assert codes(due_before=NOW + 2 * HOUR) == ["pay_fee"]
        assert codes(owner=office(new_id())) == codes(due_before=NOW + HOUR) == []
