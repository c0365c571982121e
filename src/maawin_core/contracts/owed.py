"""Whose turn it is on an employment contract (M8): to write, to translate, to sign, to attest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..kernel.obligation import Obligation
from ..kernel.parties import MINISTRY, Party, office
from .employment_events import EmploymentStatus

if TYPE_CHECKING:
    from .employment import EmploymentContract


def obligations(contract: EmploymentContract) -> tuple[Obligation, ...]:
    """The next act, or both signatures.

    Nobody's signature is asked for before there is a text that the worker reads, and before she
    has consented to what is worse in it than what she accepted.
    """
    mine, hers = contract.signers
    recruits = mine if contract.office is None else office(contract.office)

    def owed(code: str, owner: Party, to: Party) -> Obligation:
        return Obligation(code, owner, to, contract.due, contract.request)

    if contract.status is EmploymentStatus.SIGNED:
        return (owed("attest_contract", MINISTRY, mine),)
    if contract.status is not EmploymentStatus.DRAWN_UP:
        return ()
    if not contract.texts:
        # After a return. With an office, the recruitment contract says whose turn it is.
        direct = contract.office is None
        return (owed("draw_up_direct_contract", mine, hers),) if direct else ()
    if contract.missing_language:
        return (owed("add_translation", recruits, hers),)
    if not contract.consented_to_worse:
        return (owed("consent_to_terms", hers, mine),)
    have = {each.party for each in contract.signatures}
    return tuple(
        owed("sign_employment_contract", owner, other)
        for owner, other in ((mine, hers), (hers, mine))
        if owner not in have
    )
