"""Only the worker decides whether employers see her (M16)."""

from __future__ import annotations

from attrs import frozen

from ...access.rights import Act, Rights, acts_for
from ...kernel.aggregate import Version
from ...kernel.errors import require
from ...kernel.identity import WorkerId
from ...kernel.parties import Actor, PartyKind
from ...ports.clock import Clock
from ...ports.storage import Storage
from ..worker import Worker


@frozen
class ConsentToListing:
    """She consents to be shown to employers: herself, or by a paper that her office keeps.

    *paper* is the SHA-256 of what she signed; the office cannot consent without it.
    """

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self, by: Actor, worker: WorkerId, paper: str = "", *, seen: Version | None = None
    ) -> Worker:
        with self.storage.transaction(by) as work:
            known = work.get(Worker, worker, seen=seen)
            self.rights.check(by, Act.CONSENT_TO_LISTING, known)
            require(paper or acts_for(by, PartyKind.WORKER), "consent_paper_missing")
            return work.save(known.consented_to_listing(paper, self.clock.now()))


@frozen
class TakeConsentBack:
    """She does not want to be shown any more."""

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(self, by: Actor, worker: WorkerId, *, seen: Version | None = None) -> Worker:
        with self.storage.transaction(by) as work:
            known = work.get(Worker, worker, seen=seen)
            self.rights.check(by, Act.TAKE_CONSENT_BACK, known)
            return work.save(known.took_consent_back(self.clock.now()))
