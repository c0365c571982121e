"""What a storage promises when many want the same at once (M16): one wins, and nobody waits."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from attrs import evolve

from ..access.sign_in import SignIn
from ..kernel.errors import AlreadyTaken, Stale
from ..kernel.identity import new_id
from ..kernel.money import Money, total
from ..kernel.parties import SYSTEM
from ..notices.notice import Notice
from ..payments.fee_payment import FeePayment
from ..ports.books import Books
from ..ports.storage import Storage
from .claims import claim, moved
from .sample import NOW, a_fee, a_notice, a_sign_in, an_award, paid, together
from .stores import OnStores, keep, kept

THREADS = 8
ROUNDS = 10


class RacesContract(OnStores):
    """However many come at once, each promise holds, and each of them gets an answer."""

    def test_of_many_that_claim_the_same_exactly_one_wins(self, storage: Storage) -> None:
        for number in range(ROUNDS):
            token = f"the token of round {number}"
            found = together(THREADS, partial(_claim, storage, token))
            won = [each for each in found if isinstance(each, SignIn)]
            lost = [each for each in found if isinstance(each, AlreadyTaken)]
            assert (len(won), len(lost)) == (1, THREADS - 1)
            assert storage.holder(claim(token)) == ("sign_in", won[0].id)

    def test_of_many_that_change_one_thing_one_wins_and_the_others_are_stale(
        self, storage: Storage
    ) -> None:
        for _ in range(ROUNDS):
            notice = kept(storage, a_notice())
            found = together(THREADS, partial(_change, storage, notice))
            assert sum(isinstance(each, Notice) for each in found) == 1
            assert sum(isinstance(each, Stale) for each in found) == THREADS - 1
            assert storage.get(Notice, notice.id).version == 2

    def test_of_two_that_rely_on_what_the_other_changes_at_most_one_wins(
        self, storage: Storage
    ) -> None:
        for _ in range(ROUNDS):
            pair = keep(storage, a_notice(), a_notice())
            together(2, partial(_change_if_other_has_not, storage, pair))
            assert None in [storage.get(Notice, each.id).read_at for each in pair]

    def test_of_two_that_rely_on_the_others_absence_at_most_one_wins(
        self, storage: Storage
    ) -> None:
        for _ in range(ROUNDS):
            pair = (a_notice(), a_notice())
            together(2, partial(_come_if_other_has_not, storage, pair))
            assert sum(len(storage.history(Notice, each.id).items) for each in pair) <= 1

    def test_two_that_save_the_same_two_things_in_opposite_order_both_finish(
        self, storage: Storage
    ) -> None:
        pair = keep(storage, a_sign_in(), a_sign_in())
        done = [
            each
            for round in range(ROUNDS)
            for each in together(2, partial(_change_both, storage, pair, round))
        ]
        assert all(each is None or isinstance(each, Stale) for each in done)
        assert sum(each is None for each in done) >= ROUNDS

    def test_two_that_claim_the_same_two_crosswise_both_get_an_answer(
        self, storage: Storage
    ) -> None:
        for round in range(ROUNDS):
            tokens = (f"the first of round {round}", f"the other of round {round}")
            ids = tuple(sorted(new_id() for _ in range(4)))
            found = together(2, partial(_claim_both, storage, tokens, ids))
            assert sum(each is None for each in found) == 1
            assert sum(isinstance(each, AlreadyTaken | Stale) for each in found) == 1

    def test_money_that_many_move_at_once_adds_up(self, storage: Storage, books: Books) -> None:
        fee = kept(storage, paid(a_fee()))
        for _ in range(ROUNDS):
            together(THREADS, partial(_award, storage, fee.id))
        now = storage.get(FeePayment, fee.id)
        assert len(now.awards) >= ROUNDS
        assert now.awarded == total(each.amount for each in now.awards)
        owed = [money for account, money in books.balances(name="refund_owed").items]
        assert owed == [now.awarded]
        assert books.sums() == {"QAR": 0}


def _claim(storage: Storage, token: str, _: int) -> SignIn:
    return kept(storage, a_sign_in(token))


def _change(storage: Storage, notice: Notice, _: int) -> Notice:
    with storage.transaction(SYSTEM) as work:
        return work.save(work.get(Notice, notice.id, seen=notice.version).read(NOW))


def _change_if_other_has_not(storage: Storage, pair: tuple[Notice, ...], number: int) -> None:
    with storage.transaction(SYSTEM) as work:
        mine, other = (work.get(Notice, pair[each].id) for each in (number, 1 - number))
        if other.read_at is None:
            work.save(mine.read(NOW))


def _come_if_other_has_not(storage: Storage, pair: tuple[Notice, ...], number: int) -> None:
    with storage.transaction(SYSTEM) as work:
        if work.find(Notice, pair[1 - number].id) is None:
            work.save(pair[number])


def _change_both(storage: Storage, pair: tuple[SignIn, ...], round: int, number: int) -> None:
    with storage.transaction(SYSTEM) as work:
        for each in pair if number else reversed(pair):
            token = f"a token of {number} in {round} for {each.id}"
            work.save(moved(work.get(SignIn, each.id), token))


def _claim_both(
    storage: Storage, tokens: tuple[str, str], ids: tuple[UUID, ...], number: int
) -> None:
    # Things are written in the order of their ids, so the claims come crosswise.
    with storage.transaction(SYSTEM) as work:
        for place, token in enumerate(tokens if number else reversed(tokens)):
            work.save(evolve(a_sign_in(token), id=ids[2 * place + number]))


def _award(storage: Storage, fee: UUID, _: int) -> None:
    with storage.transaction(SYSTEM) as work:
        work.save(work.get(FeePayment, fee).awarded_back(an_award(Money("10.00")), NOW))
