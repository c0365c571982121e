"""What a storage promises to keep beside a thing (M16): events, jobs, debts, rows, money, names."""

# ruff: noqa: PT012 (a refusal comes when the block of the transaction ends)

from __future__ import annotations

from datetime import date, timedelta

import pytest
from attrs import evolve

from ..access.sign_in import SignIn, SignInRow
from ..assembly import use_cases
from ..kernel.aggregate import Aggregate, kinds_of
from ..kernel.errors import AlreadyTaken, NotFound, RuleBroken
from ..kernel.identity import Identity, RequestId, new_id
from ..kernel.money import Money
from ..kernel.parties import SYSTEM, employer, office
from ..notices.notice import Notice, NoticeKept, NoticeRead, NoticeRow
from ..payments.events import FeePaymentRow, PaymentStatus
from ..payments.fee_payment import FeePayment
from ..ports.books import Books
from ..ports.lists import MOST, Lists, OwedTally, where
from ..ports.outbox import Outbox
from ..ports.storage import Storage
from ..requests.request import RecruitmentRequest, RequestRow
from .filling import filled, happened
from .sample import EMPLOYER, NOW, OFFICE, OFFICER, WHO, a_fee, a_notice, a_sign_in, paid
from .stores import OnStores, keep, kept

LATER = NOW + timedelta(days=400)
HOUR = timedelta(hours=1)


def codes(outbox: Outbox) -> list[str]:
    """Which moments stand in the outbox, in the order in which they come."""
    jobs = outbox.take(LATER, LATER + HOUR, 200)
    return [job.moment for job in jobs if job.moment is not None]


use_cases()  # brings in every step, and so every kind of thing


class BesideContract(OnStores):
    """What a thing says is kept beside it comes, changes and goes with it."""

    def test_events_are_kept_in_order_with_who_did_it(self, storage: Storage) -> None:
        notice = kept(storage, a_notice())
        with storage.transaction(OFFICER) as work:
            work.save(work.get(Notice, notice.id).read(NOW))
        first, second = storage.history(Notice, notice.id).items
        assert (first.by, second.by) == (SYSTEM, OFFICER)
        assert (first.version, second.version) == (1, 2)
        assert first.seq < second.seq
        assert (first.kind, first.about, first.at) == ("notice", notice.id, NOW)
        assert first.event == NoticeKept(at=NOW, notice=notice.id, code="fee_asked")
        assert second.event == NoticeRead(at=NOW, notice=notice.id)

    def test_several_events_of_one_save_keep_their_order(self, storage: Storage) -> None:
        fee = kept(storage, paid(a_fee()))
        names = [type(each.event).__name__ for each in storage.history(FeePayment, fee.id).items]
        assert names == ["FeeAsked", "PaymentStarted", "FeePaid"]

    def test_a_history_is_of_one_thing(self, storage: Storage) -> None:
        mine, _ = keep(storage, a_notice(), a_notice())
        assert len(storage.history(Notice, mine.id).items) == 1
        assert storage.history(SignIn, mine.id).items == ()

    def test_a_history_comes_in_pages(self, storage: Storage) -> None:
        fee = kept(storage, paid(a_fee()))
        whole = storage.history(FeePayment, fee.id)
        assert whole.next is None
        first = storage.history(FeePayment, fee.id, limit=2)
        rest = storage.history(FeePayment, fee.id, limit=2, after=first.next)
        assert first.items + rest.items == whole.items
        assert (len(first.items), rest.next) == (2, None)

    @pytest.mark.parametrize("limit", [0, -1, MOST + 1])
    def test_a_page_of_no_or_too_great_length_is_refused(
        self, storage: Storage, limit: int
    ) -> None:
        with pytest.raises(RuleBroken):
            storage.history(Notice, new_id(), limit=limit)

    @pytest.mark.parametrize("after", ["nonsense", "é", "W10", "WyJhIl0", "WzEsMl0", "W251bGxd"])
    def test_an_unreadable_place_in_a_history_is_refused(
        self, storage: Storage, after: str
    ) -> None:
        with pytest.raises(RuleBroken):
            storage.history(Notice, new_id(), after=after)

    def test_every_event_becomes_a_job(self, storage: Storage, outbox: Outbox) -> None:
        notice = kept(storage, a_notice())
        (job,) = outbox.take(NOW, NOW + HOUR, 10)
        assert (job.kind, job.about, job.moment) == ("notice", notice.id, None)
        assert job.event == NoticeKept(at=NOW, notice=notice.id, code="fee_asked")

    def test_moments_become_jobs(self, storage: Storage, outbox: Outbox) -> None:
        fee = kept(storage, a_fee(due=NOW + HOUR))
        (asked,) = outbox.take(NOW, NOW + HOUR, 10)
        outbox.done(asked)
        assert asked.moment is None
        (job,) = outbox.take(NOW + HOUR, NOW + 2 * HOUR, 1)
        assert (job.moment, job.about, job.due) == ("fee_overdue", fee.id, NOW + HOUR)

    def test_moments_go_when_the_thing_no_longer_states_them(
        self, storage: Storage, outbox: Outbox
    ) -> None:
        fee = kept(storage, a_fee())
        with storage.transaction(SYSTEM) as work:
            work.save(paid(work.get(FeePayment, fee.id)))
        assert codes(outbox) == []

    def test_a_moment_that_had_failed_goes_too(self, storage: Storage, outbox: Outbox) -> None:
        fee = kept(storage, a_fee(due=NOW))
        for job in outbox.take(NOW, NOW + HOUR, 10):
            outbox.failed(job, "a fault", NOW + HOUR)
        with storage.transaction(SYSTEM) as work:
            work.save(paid(work.get(FeePayment, fee.id)))
        assert codes(outbox) == []

    def test_a_moment_that_moves_comes_at_its_new_time_only(
        self, storage: Storage, outbox: Outbox
    ) -> None:
        fee = kept(storage, a_fee())
        with storage.transaction(SYSTEM) as work:
            refused = paid(work.get(FeePayment, fee.id)).events[0]
            moved = evolve(work.get(FeePayment, fee.id), due=fee.due + HOUR)
            work.save(moved.after(refused))
        assert codes(outbox) == ["fee_overdue"]

    def test_obligations_follow_the_thing(self, storage: Storage, lists: Lists) -> None:
        fee = kept(storage, a_fee())
        (owed,) = lists.owed().items
        assert (owed.kind, owed.about, owed.obligation) == (
            "fee_payment",
            fee.id,
            *fee.obligations(),
        )
        assert owed.obligation.owner == employer(EMPLOYER)
        with storage.transaction(SYSTEM) as work:
            work.save(paid(work.get(FeePayment, fee.id)))
        assert lists.owed().items == ()

    def test_rows_follow_the_thing(self, storage: Storage, lists: Lists) -> None:
        fee = kept(storage, a_fee())
        assert lists.page(FeePaymentRow).items == fee.rows()
        with storage.transaction(SYSTEM) as work:
            now = work.save(paid(work.get(FeePayment, fee.id)))
        assert lists.page(FeePaymentRow).items == now.rows()
        assert lists.page(FeePaymentRow, *where(status=PaymentStatus.DUE)).items == ()

    def test_nothing_is_kept_beside_a_thing_that_was_refused(
        self, storage: Storage, lists: Lists, outbox: Outbox
    ) -> None:
        with pytest.raises(ZeroDivisionError), storage.transaction(SYSTEM) as work:
            work.save(a_fee())
            raise ZeroDivisionError
        assert lists.page(FeePaymentRow).items == ()
        assert lists.owed().items == ()
        assert outbox.take(LATER, LATER + HOUR, 10) == ()

    def test_entries_are_posted_with_the_event(self, storage: Storage, books: Books) -> None:
        fee = kept(storage, paid(a_fee()))
        (posted,) = books.entries(about=fee.id).items
        assert (posted.entry.code, posted.entry.key) == ("fee_taken", fee.attempt)
        assert (posted.recorded_at, posted.happened_at) == (NOW, NOW)
        assert books.sums() == {"QAR": 0}

    def test_the_same_entry_twice_is_refused_and_nothing_is_kept(
        self, storage: Storage, books: Books, lists: Lists
    ) -> None:
        attempt = new_id()
        first, beside = paid(a_fee(), attempt), a_notice()
        again = evolve(paid(a_fee(), attempt), attempt=None)  # it claims no call of that name
        keep(storage, first)
        with pytest.raises(AlreadyTaken) as refusal:
            keep(storage, again, beside)
        assert refusal.value.code == "already_posted"
        for thing in (again, beside):
            with pytest.raises(NotFound):
                storage.get(type(thing), thing.id)
        assert lists.page(NoticeRow).items == ()
        assert [each.key for each in lists.page(FeePaymentRow).items] == [first.id]
        assert len(books.entries().items) == 1
        assert books.sums() == {"QAR": 0}

    def test_the_same_entry_twice_in_one_transaction_is_refused(
        self, storage: Storage, books: Books
    ) -> None:
        attempt = new_id()
        with pytest.raises(AlreadyTaken):
            keep(storage, paid(a_fee(), attempt), paid(a_fee(), attempt))
        assert books.entries().items == ()
        assert books.sums() == {}

    def test_names_and_numbers_come_back_with_their_thing(self, storage: Storage) -> None:
        sign_in = kept(storage, a_sign_in())
        assert storage.get(SignIn, sign_in.id).who == WHO

    def test_names_and_numbers_can_be_changed_and_taken_away(self, storage: Storage) -> None:
        sign_in = kept(storage, a_sign_in())
        for who in (Identity(name="María Cruz", phone="+97455550000"), Identity(name="")):
            with storage.transaction(SYSTEM) as work:
                kept_one = work.get(SignIn, sign_in.id)
                event = a_sign_in(who=who).events[0]
                work.save(evolve(kept_one, who=who).after(event))
            assert storage.get(SignIn, sign_in.id).who == who

    def test_names_and_numbers_stand_in_no_event_and_no_row(
        self, storage: Storage, lists: Lists
    ) -> None:
        sign_in = kept(storage, a_sign_in(until=date(2026, 6, 1)))
        shown = f"{storage.history(SignIn, sign_in.id).items} {lists.page(SignInRow).items}"
        for secret in (WHO.name, WHO.name_ar, WHO.passport):
            assert secret not in shown

    def test_money_of_every_currency_comes_back(self, storage: Storage) -> None:
        for fee in (
            Money("0.01"),
            Money("999999999999.99"),
            Money("1.234", "KWD"),
            Money(7, "JPY"),
        ):
            asked = kept(storage, a_fee(fee=fee))
            assert storage.get(FeePayment, asked.id).fee == fee

    def test_what_is_overdue_is_counted_by_what_it_is_whose_and_of_what_request(
        self, storage: Storage, lists: Lists
    ) -> None:
        asked = kept(storage, happened(filled(RecruitmentRequest)))
        country = asked.wishes.country
        for due in (NOW - HOUR, NOW - 2 * HOUR, NOW + HOUR):
            kept(storage, evolve(a_fee(due=due), request=RequestId(asked.id)))
        kept(storage, a_fee(due=NOW - 3 * HOUR))  # of a request that is not listed
        owner, owed = employer(EMPLOYER), lists.tally_owed
        first, last = NOW - 3 * HOUR, NOW - 2 * HOUR
        assert owed(due_before=first) == ()
        assert owed(due_before=NOW, by=["code"]) == (OwedTally(("pay_fee",), 3, first),)
        assert owed(due_before=NOW, owner=owner) == (OwedTally((), 3, first),)
        assert owed(due_before=NOW, owner=office(new_id())) == ()
        (mine,) = owed(due_before=NOW, by=["owner", "to"])
        assert mine.values == (str(owner), str(office(OFFICE)))
        by_country = owed(due_before=NOW, by=["code", "country"], requests=RequestRow)
        assert by_country == (
            OwedTally(("pay_fee", None), 1, first),
            OwedTally(("pay_fee", country), 2, last),
        )

    @pytest.mark.parametrize("kind", [kind for _, kind in sorted(kinds_of(Aggregate).items())])
    def test_a_thing_of_every_kind_comes_back_as_it_was(
        self, storage: Storage, kind: type[Aggregate]
    ) -> None:
        thing = kept(storage, happened(filled(kind)))
        assert storage.get(kind, thing.id) == thing
