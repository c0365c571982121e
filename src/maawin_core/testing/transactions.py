"""What a storage promises of a transaction (M16): all or nothing, and what was read still holds."""

# ruff: noqa: PT012 (a refusal comes when the block of the transaction ends)

from __future__ import annotations

from uuid import UUID

import pytest

from ..access.sign_in import SignIn, SignInStatus
from ..kernel.aggregate import Version
from ..kernel.errors import AlreadyTaken, NotFound, Stale
from ..kernel.identity import new_id
from ..kernel.parties import SYSTEM
from ..notices.notice import Notice
from ..payments.events import PaymentStatus
from ..payments.fee_payment import FeePayment
from ..ports.storage import Storage
from .sample import NOW, a_fee, a_notice, a_sign_in, elsewhere, paid
from .stores import OnStores, keep, kept


def _read(storage: Storage, id: UUID) -> None:
    with storage.transaction(SYSTEM) as work:
        work.save(work.get(Notice, id).read(NOW))


class TransactionsContract(OnStores):
    """All or nothing; and what a transaction has read still holds when it ends."""

    def test_what_is_saved_is_kept_when_the_block_ends(self, storage: Storage) -> None:
        notice = kept(storage, a_notice())
        assert storage.get(Notice, notice.id) == notice

    def test_an_exception_keeps_nothing(self, storage: Storage) -> None:
        notice, fee = a_notice(), a_fee()
        with pytest.raises(ZeroDivisionError), storage.transaction(SYSTEM) as work:
            work.save(notice)
            work.save(fee)
            raise ZeroDivisionError
        for thing in (notice, fee):
            with pytest.raises(NotFound):
                storage.get(type(thing), thing.id)
        assert storage.history(Notice, notice.id).items == ()

    def test_a_refusal_at_the_end_keeps_nothing(self, storage: Storage) -> None:
        sign_in, notice = kept(storage, a_sign_in("a token of somebody")), a_notice()
        with pytest.raises(AlreadyTaken):
            keep(storage, notice, a_sign_in("a token of somebody"))
        with pytest.raises(NotFound):
            storage.get(Notice, notice.id)
        assert storage.get(SignIn, sign_in.id) == sign_in

    def test_after_an_exception_the_storage_goes_on(self, storage: Storage) -> None:
        with pytest.raises(ZeroDivisionError), storage.transaction(SYSTEM):
            raise ZeroDivisionError
        notice = kept(storage, a_notice())
        assert storage.get(Notice, notice.id) == notice

    def test_nothing_is_seen_outside_before_the_block_ends(self, storage: Storage) -> None:
        notice = a_notice()
        with storage.transaction(SYSTEM) as work:
            work.save(notice)
            with pytest.raises(NotFound):
                elsewhere(lambda: storage.get(Notice, notice.id))

    def test_a_transaction_sees_what_it_has_saved(self, storage: Storage) -> None:
        notice = a_notice()
        with storage.transaction(SYSTEM) as work:
            saved = work.save(notice)
            assert work.get(Notice, notice.id) is saved

    def test_a_thing_read_twice_is_the_same(self, storage: Storage) -> None:
        notice = kept(storage, a_notice())
        with storage.transaction(SYSTEM) as work:
            assert work.get(Notice, notice.id) is work.get(Notice, notice.id)

    def test_what_is_not_there_is_not_found(self, storage: Storage) -> None:
        with storage.transaction(SYSTEM) as work:
            assert work.find(Notice, new_id()) is None
            with pytest.raises(NotFound):
                work.get(Notice, new_id())
        with pytest.raises(NotFound):
            storage.get(Notice, new_id())

    def test_a_thing_of_another_kind_is_not_found_under_its_id(self, storage: Storage) -> None:
        notice = kept(storage, a_notice())
        with pytest.raises(NotFound):
            storage.get(FeePayment, notice.id)
        with storage.transaction(SYSTEM) as work:
            assert work.find(FeePayment, notice.id) is None

    def test_two_kinds_may_share_an_id(self, storage: Storage) -> None:
        fee = a_fee()
        notice = Notice.kept(
            fee.id, party=SYSTEM.party, code="fee_asked", thing="x", about=fee.id, facts={}, at=NOW
        )
        keep(storage, fee)
        keep(storage, notice)
        assert storage.get(FeePayment, fee.id).version == storage.get(Notice, fee.id).version == 1

    def test_each_save_has_the_next_version(self, storage: Storage) -> None:
        notice = kept(storage, a_notice())
        _read(storage, notice.id)
        assert notice.version == 1
        assert storage.get(Notice, notice.id).version == 2

    def test_saving_what_nothing_has_happened_to_is_free(self, storage: Storage) -> None:
        notice = kept(storage, a_notice())
        with storage.transaction(SYSTEM) as work:
            same = work.save(work.get(Notice, notice.id))
        assert same.version == storage.get(Notice, notice.id).version == 1
        assert len(storage.history(Notice, notice.id).items) == 1

    def test_a_thing_is_saved_once_in_a_transaction(self, storage: Storage) -> None:
        notice = kept(storage, a_notice())
        with pytest.raises(RuntimeError), storage.transaction(SYSTEM) as work:
            read = work.save(work.get(Notice, notice.id).read(NOW))
            work.save(read.after(notice.read(NOW).events[-1]))
        assert storage.get(Notice, notice.id).version == 1

    def test_another_version_than_the_caller_saw_is_stale(self, storage: Storage) -> None:
        notice = kept(storage, a_notice())
        _read(storage, notice.id)
        with storage.transaction(SYSTEM) as work:
            with pytest.raises(Stale):
                work.get(Notice, notice.id, seen=notice.version)
            assert work.get(Notice, notice.id, seen=Version(2)).version == 2

    def test_a_save_upon_a_change_meanwhile_is_stale(self, storage: Storage) -> None:
        notice = kept(storage, a_notice())
        with pytest.raises(Stale), storage.transaction(SYSTEM) as work:
            read = work.get(Notice, notice.id)
            elsewhere(lambda: _read(storage, notice.id))
            work.save(read.read(NOW))
        assert storage.get(Notice, notice.id).version == 2

    def test_what_was_read_and_not_saved_has_to_be_unchanged_too(self, storage: Storage) -> None:
        first, second = keep(storage, a_notice(), a_notice())
        with pytest.raises(Stale), storage.transaction(SYSTEM) as work:
            work.get(Notice, first.id)
            elsewhere(lambda: _read(storage, first.id))
            work.save(work.get(Notice, second.id).read(NOW))
        assert storage.get(Notice, second.id) == second

    def test_what_was_not_there_when_read_must_still_not_be_there(self, storage: Storage) -> None:
        absent, other = a_notice(), a_notice()
        with pytest.raises(Stale), storage.transaction(SYSTEM) as work:
            assert work.find(Notice, absent.id) is None
            elsewhere(lambda: kept(storage, absent))
            work.save(other)
        with pytest.raises(NotFound):
            storage.get(Notice, other.id)

    def test_who_only_reads_is_never_stale(self, storage: Storage) -> None:
        notice = kept(storage, a_notice())
        with storage.transaction(SYSTEM) as work:
            work.get(Notice, notice.id)
            elsewhere(lambda: _read(storage, notice.id))

    def test_a_thing_that_was_not_read_here_cannot_be_overwritten(self, storage: Storage) -> None:
        notice = kept(storage, a_notice())
        _read(storage, notice.id)
        with pytest.raises((AlreadyTaken, Stale)):
            keep(storage, notice.read(NOW))

    def test_an_older_copy_of_what_was_read_is_stale(self, storage: Storage) -> None:
        older = kept(storage, a_notice())
        _read(storage, older.id)
        with pytest.raises(Stale), storage.transaction(SYSTEM) as work:
            work.get(Notice, older.id)
            work.save(older.read(NOW))
        assert storage.get(Notice, older.id).version == 2

    def test_a_new_thing_with_an_id_that_is_kept_is_already_taken(self, storage: Storage) -> None:
        fee = a_fee()
        keep(storage, fee)
        with pytest.raises(AlreadyTaken):
            keep(storage, fee)
        assert len(storage.history(FeePayment, fee.id).items) == 1

    def test_several_things_change_together(self, storage: Storage) -> None:
        fee, sign_in = keep(storage, a_fee(), a_sign_in())
        with storage.transaction(SYSTEM) as work:
            work.save(paid(work.get(FeePayment, fee.id)))
            work.save(work.get(SignIn, sign_in.id).ended("left", NOW))
        assert storage.get(FeePayment, fee.id).status is PaymentStatus.PAID
        assert storage.get(SignIn, sign_in.id).status is SignInStatus.ENDED

    def test_it_says_whether_this_thread_has_a_transaction_open(self, storage: Storage) -> None:
        assert not storage.in_transaction
        with storage.transaction(SYSTEM):
            assert storage.in_transaction
            assert not elsewhere(lambda: storage.in_transaction)
        assert not storage.in_transaction
        with pytest.raises(ZeroDivisionError), storage.transaction(SYSTEM):
            raise ZeroDivisionError
        assert not storage.in_transaction
