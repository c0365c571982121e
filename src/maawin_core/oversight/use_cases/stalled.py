"""Where cases stall, and which office is above a threshold (M13)."""

from __future__ import annotations

from collections import Counter

from attrs import frozen

from ...access.rights import Act, Rights
from ...kernel.parties import Actor, Party, PartyKind
from ...law.policy import POLICY, Policy
from ...ports.clock import Clock
from ...ports.lists import Lists, Owed
from ...ports.storage import Page
from ...requests.request import RequestRow
from ..alert import Alert, Watched, alerts
from ..figures import Over, Stalled
from .indicators import indicator


@frozen
class ShowStalled:
    """Overdue steps by code and country, the most first; of one party, or of all."""

    lists: Lists
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(self, by: Actor, owner: Party | None = None) -> tuple[Stalled, ...]:
        self.rights.check(by, Act.WATCH_OVER)
        before = self.clock.now() - self.policy.stalled
        found = self.lists.tally_owed(
            due_before=before, owner=owner, by=("code", "country"), requests=RequestRow
        )
        stalled = (Stalled(str(t.values[0]), str(t.values[1] or ""), t.n, t.oldest) for t in found)
        return tuple(sorted(stalled, key=lambda each: (-each.n, each.code, each.country)))


@frozen
class ShowStalledSteps:
    """The overdue steps themselves, the earliest due first: what, whose, since when."""

    lists: Lists
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(
        self,
        by: Actor,
        owner: Party | None = None,
        *,
        after: str | None = None,
        limit: int = 50,
    ) -> Page[Owed]:
        self.rights.check(by, Act.WATCH_OVER)
        before = self.clock.now() - self.policy.stalled
        return self.lists.owed(owner=owner, due_before=before, after=after, limit=limit)


@frozen
class ShowAlerts:
    """Every figure of an office, or of a country, that is above its stated threshold, now."""

    lists: Lists
    rights: Rights
    clock: Clock
    policy: Policy = POLICY

    def __call__(self, by: Actor, over: Over = Over.OFFICE) -> tuple[Alert, ...]:
        self.rights.check(by, Act.WATCH_OVER)
        figures = {code: self._counted(code, over) for code in _FROM_ROWS}
        figures["stalled"] = self._stalled(over)
        recruiting = Counter[str]() if over is Over.OFFICE else self._recruiting()
        watched = (
            Watched(
                of,
                **{code: counts[of] for code, counts in figures.items()},
                offices=recruiting[of] or 1,
            )
            for of in sorted({of for counts in figures.values() for of in counts})
        )
        return tuple(alert for each in watched for alert in alerts(each, self.policy))

    def _counted(self, code: str, over: Over) -> Counter[str]:
        each = indicator(code)
        conditions = each.where(self.clock.now(), self.policy)
        found = self.lists.tally(each.row, *conditions, by=(each.over(over) or "",))
        return Counter({str(t.values[0]): t.n for t in found if t.values[0]})

    def _stalled(self, over: Over) -> Counter[str]:
        before = self.clock.now() - self.policy.stalled
        if over is Over.COUNTRY:
            owed = self.lists.tally_owed(due_before=before, by=("country",), requests=RequestRow)
            return Counter({str(t.values[0]): t.n for t in owed if t.values[0]})
        owners = {
            str(tally.values[0]): tally.n
            for tally in self.lists.tally_owed(due_before=before, by=("owner",))
        }
        offices = {o.removeprefix(_OFFICE): n for o, n in owners.items() if o.startswith(_OFFICE)}
        return Counter(offices)

    def _recruiting(self) -> Counter[str]:
        """From each country, how many offices were ever asked for somebody."""
        found = self.lists.tally(RequestRow, by=("country", "office"))
        return Counter(str(t.values[0]) for t in found if t.values[0])


#: How the text of an office begins where it owes something.
_OFFICE = f"{PartyKind.OFFICE}:"

_FROM_ROWS = (
    "refunds_overdue", "arrivals_missing", "wages_unpaid", "disputes_open", "returned",
    "handed_over",
)  # fmt: skip
