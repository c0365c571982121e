"""The fee of a contract that fell before the hand-over ends with whom the decision says (M10)."""

from __future__ import annotations

from attrs import frozen

from ...access.rights import Act, Rights
from ...contracts.contract import ContractStatus, RecruitmentContract
from ...kernel.aggregate import Claim
from ...kernel.identity import ContractId, DisputeId
from ...kernel.parties import Actor, employer
from ...payments.events import PaymentStatus
from ...payments.fee_payment import FeePayment
from ...payments.use_cases import payment_of
from ...ports.clock import Clock
from ...ports.storage import Storage
from ..dispute import Dispute
from ..events import REFUND_GROUNDS, DisputeStatus


@frozen
class ReleaseUndisputedFee:
    """A decision about the fee of a fallen contract is final: what it did not award back to the
    employer is the office's. While another complaint about it is open, nothing moves."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, dispute: DisputeId) -> FeePayment | None:
        with self.storage.transaction(by) as work:
            heard = work.get(Dispute, dispute)
            self.rights.check(by, Act.RELEASE_FEE, heard)
            over = heard.status is DisputeStatus.FINAL and heard.ground in REFUND_GROUNDS
            if not over or heard.contract is None:
                return None
            contract = work.find(RecruitmentContract, heard.contract)
            if contract is None or contract.status is not ContractStatus.CANCELLED:
                return None  # it came to a hand-over, which releases the fee itself
            paid = work.find(FeePayment, payment_of(ContractId(contract.id)))
            if paid is None or paid.status is not PaymentStatus.PAID or self._contested(contract):
                return paid
            return work.save(paid.released_to_office(self.clock.now()))

    def _contested(self, contract: RecruitmentContract) -> bool:
        payer = employer(contract.employer)
        return any(
            self.storage.holder(Claim("open_dispute", f"{contract.id}:{payer}:{ground}"))
            for ground in sorted(REFUND_GROUNDS)
        )
