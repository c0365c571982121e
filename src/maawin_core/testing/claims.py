"""What a storage promises of claims (M16): one thing at a time holds what can be held once."""

from __future__ import annotations

import pytest
from attrs import evolve

from ..access.sign_in import SignIn, digest_of
from ..kernel.aggregate import Claim
from ..kernel.errors import AlreadyTaken, NotFound
from ..kernel.identity import ContractId, new_id
from ..kernel.parties import SYSTEM
from ..payments.fee_payment import FeePayment
from ..ports.storage import Storage
from .sample import NOW, a_fee, a_sign_in
from .stores import OnStores, keep, kept

TOKEN = "a token of sixteen letters"


def claim(token: str) -> Claim:
    """What a sign-in with this token holds."""
    return Claim("sign_in_token", digest_of(token))


def moved(sign_in: SignIn, token: str) -> SignIn:
    """The sign-in with another token, and so with another claim."""
    return evolve(sign_in.ended("moved", NOW), token_digest=digest_of(token))


class ClaimsContract(OnStores):
    """A claim is held once, by whoever was first, until that thing lets it go."""

    def test_a_claim_has_a_holder_while_it_is_held(self, storage: Storage) -> None:
        assert storage.holder(claim(TOKEN)) is None
        sign_in = kept(storage, a_sign_in(TOKEN))
        assert storage.holder(claim(TOKEN)) == ("sign_in", sign_in.id)

    def test_a_claim_is_held_once(self, storage: Storage) -> None:
        first = kept(storage, a_sign_in(TOKEN))
        second = a_sign_in(TOKEN)
        with pytest.raises(AlreadyTaken) as refusal:
            keep(storage, second)
        assert refusal.value.code == "taken_sign_in_token"
        assert storage.holder(claim(TOKEN)) == ("sign_in", first.id)
        with pytest.raises(NotFound):
            storage.get(SignIn, second.id)

    def test_two_things_of_one_transaction_cannot_hold_it_either(self, storage: Storage) -> None:
        with pytest.raises(AlreadyTaken) as refusal:
            keep(storage, a_sign_in(TOKEN), a_sign_in(TOKEN))
        assert refusal.value.code == "taken_sign_in_token"
        assert storage.holder(claim(TOKEN)) is None

    def test_a_claim_stays_while_its_thing_changes(self, storage: Storage) -> None:
        sign_in = kept(storage, a_sign_in(TOKEN))
        with storage.transaction(SYSTEM) as work:
            work.save(work.get(SignIn, sign_in.id).ended("left", NOW))
        assert storage.holder(claim(TOKEN)) == ("sign_in", sign_in.id)

    def test_a_claim_is_free_when_its_thing_lets_go(self, storage: Storage) -> None:
        first = kept(storage, a_sign_in(TOKEN))
        with storage.transaction(SYSTEM) as work:
            work.save(moved(work.get(SignIn, first.id), "another token of hers"))
        assert storage.holder(claim(TOKEN)) is None
        second = kept(storage, a_sign_in(TOKEN))
        assert storage.holder(claim(TOKEN)) == ("sign_in", second.id)

    def test_a_claim_passes_from_one_thing_to_another(self, storage: Storage) -> None:
        first, second = keep(storage, a_sign_in(TOKEN), a_sign_in())
        with storage.transaction(SYSTEM) as work:
            work.save(moved(work.get(SignIn, second.id), TOKEN))
            work.save(moved(work.get(SignIn, first.id), "another token of hers"))
        assert storage.holder(claim(TOKEN)) == ("sign_in", second.id)

    def test_two_things_swap_their_claims(self, storage: Storage) -> None:
        other = "the token of the other"
        first, second = keep(storage, a_sign_in(TOKEN), a_sign_in(other))
        with storage.transaction(SYSTEM) as work:
            work.save(moved(work.get(SignIn, first.id), other))
            work.save(moved(work.get(SignIn, second.id), TOKEN))
        assert storage.holder(claim(TOKEN)) == ("sign_in", second.id)
        assert storage.holder(claim(other)) == ("sign_in", first.id)

    def test_a_taken_claim_refuses_a_change_of_a_kept_thing_too(self, storage: Storage) -> None:
        first, second = keep(storage, a_sign_in(TOKEN), a_sign_in())
        with pytest.raises(AlreadyTaken), storage.transaction(SYSTEM) as work:
            work.save(moved(work.get(SignIn, second.id), TOKEN))
        assert storage.holder(claim(TOKEN)) == ("sign_in", first.id)
        assert storage.get(SignIn, second.id) == second

    def test_two_names_may_hold_the_same_value(self, storage: Storage) -> None:
        contract = ContractId(new_id())
        fee = kept(storage, a_fee(contract=contract))
        assert storage.holder(Claim("fee_of_contract", str(contract))) == ("fee_payment", fee.id)
        assert storage.holder(Claim("another_name", str(contract))) is None
        with pytest.raises(AlreadyTaken):
            keep(storage, a_fee(contract=contract))
        assert storage.get(FeePayment, fee.id) == fee
