"""An employer and a worker each say by which account wages go (M11)."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from ...access.rights import Act, Rights
from ...kernel.aggregate import Version
from ...kernel.identity import Identity
from ...kernel.parties import Actor
from ...ports.clock import Clock
from ...ports.storage import Storage
from ..wage_account import WageAccount, account_id


@frozen
class SetWageAccount:
    """A party says by which account its own wages go: a worker's account is set by her alone.

    *eid* and *file_from* are an employer's: an establishment number, and the day from which
    wages go by salary file.
    """

    storage: Storage
    rights: Rights
    clock: Clock

    def __call__(
        self,
        by: Actor,
        holder: Identity,
        *,
        eid: str = "",
        file_from: date | None = None,
        seen: Version | None = None,
    ) -> WageAccount:
        with self.storage.transaction(by) as work:
            id = account_id(by.party)
            is_new = seen is None and work.find(WageAccount, id) is None
            account = WageAccount.of(by.party) if is_new else work.get(WageAccount, id, seen=seen)
            self.rights.check(by, Act.SET_WAGE_ACCOUNT, account)
            return work.save(account.set(holder, self.clock.now(), eid, file_from))
