"""What of a fee is owed back (M9): by which name, out of whose money, and how it fares."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from attrs import evolve, frozen

from ..kernel.identity import AwardId
from ..kernel.money import Money, smaller, total


class HeldEnd(StrEnum):
    """How a held fee stopped being held. It does so once."""

    RELEASED = "released"
    REFUNDED = "refunded"
    SPLIT = "split"


class CoverSource(StrEnum):
    """Out of which money of an office a refund is covered."""

    RETENTION = "retention"
    BALANCE = "balance"
    DEPOSIT = "guarantee_deposit"


@frozen(kw_only=True)
class Cover:
    """How the guarantee of a released fee stays covered: by a part of the fee that is *retained*,
    and by a part of the office's deposit that is *pledged*, until the guarantee is over."""

    retained: Money
    pledged: Money
    until: datetime


@frozen
class Ruling:
    """What the Ministry said of money that was nobody's: how much of it is whose, and why."""

    to_employer: Money
    to_office: Money
    reason: str
    at: datetime


@frozen
class Award:
    """Part of a fee that is owed back; *given* is the provider's reference once it is given.

    *debt* is what the office has still to put to it. *tries* counts the calls that came to
    nothing; each has a name of its own. *through* is the provider that was asked last. *blocked*
    is why it cannot go back the way it came. *sources* is whose money stands behind it, the first
    first. *back* is how much of it an appeal has taken back while a provider may be giving it.
    """

    id: AwardId
    amount: Money
    given: str | None = None
    through: str = ""
    debt: Money | None = None
    covers: int = 0
    tries: int = 0
    ask_at: datetime | None = None
    blocked: str = ""
    sources: tuple[tuple[CoverSource, Money], ...] = ()
    back: Money | None = None

    @property
    def call(self) -> UUID:
        """The name under which the provider is asked: the same until it has said no."""
        return uuid5(self.id, f"try {self.tries}") if self.tries else self.id

    @property
    def owed(self) -> Money:
        """What the office has still to put to it."""
        return self.debt or Money(0, self.amount.currency)

    def covered(self, amount: Money, source: CoverSource) -> Award:
        """The office, or its deposit, has put *amount* to it."""
        sources = (*self.sources, (source, amount))
        return evolve(self, debt=self.owed - amount, covers=self.covers + 1, sources=sources)

    @property
    def is_moving(self) -> bool:
        """Whether a provider has given it, or may be giving it now."""
        return self.given is not None or bool(self.through)

    @property
    def standing(self) -> Money:
        """What is left of it once all that was taken back is back."""
        return self.amount - self.back if self.back else self.amount

    def recalled(self, part: Money) -> Award:
        """So much more of it is to come back."""
        return evolve(self, back=part + self.back if self.back else part)

    def sent_back(self) -> Award:
        """What was to come back is with the office: all of it stands again."""
        return evolve(self, back=None)

    def reduced(self, part: Money, relieved: Money) -> Award:
        """So much of it was never owed; the office is asked for *relieved* less, and what it had
        put to the rest goes back, the last first."""
        left, sources = part - relieved, list(self.sources)
        while left and sources:
            source, put = sources.pop()
            if put > left:
                sources.append((source, put - left))
            left -= smaller(put, left)
        return evolve(
            self, amount=self.amount - part, debt=self.owed - relieved or None, back=None,
            sources=tuple(sources),
        )  # fmt: skip

    def put_back(self, part: Money) -> tuple[tuple[CoverSource, Money], ...]:
        """Where *part* of the money behind it came from, the last first; what nobody put there
        came out of what was in question, which is the office's now."""
        found: list[tuple[CoverSource, Money]] = []
        for source, put in reversed(self.sources):
            found.append((source, smaller(put, part)))
            part -= found[-1][1]
        return tuple(each for each in (*found, (CoverSource.BALANCE, part)) if each[1])

    def relieved(self, amount: Money) -> Award:
        """So much of it is not asked of the office any more."""
        return evolve(self, debt=self.owed - amount)

    def asked(self, provider: str, ask_at: datetime) -> Award:
        """This provider is about to be asked, or has not decided: it is asked again then."""
        return evolve(self, through=provider, ask_at=ask_at)

    def given_by(self, reference: str) -> Award:
        """The employer has it."""
        return evolve(self, given=reference, ask_at=None)

    def failed(self, reason: str) -> Award:
        """It was refused, or has come back: another way has to be found, under another name."""
        tries = self.tries + 1
        return evolve(self, given=None, through="", ask_at=None, tries=tries, blocked=reason)


def replaced(awards: Iterable[Award], changed: Award) -> tuple[Award, ...]:
    """The awards, with this one in its place."""
    return tuple(changed if each.id == changed.id else each for each in awards)


def is_backed(awards: Iterable[Award], award: AwardId, questioned: Money) -> bool:
    """Whether the money for it is there: what the office still owes, up to and including this
    award, is no more than the slice that nobody gets yet."""
    owed = Money(0, questioned.currency)
    for each in awards:
        owed += each.owed
        if each.id == award:
            return owed <= questioned
    return False


def debts_relieved(awards: Iterable[Award], amount: Money) -> dict[UUID, Money]:
    """Of which awards the office owes *amount* no more, the latest first; as far as it owes it."""
    found: dict[UUID, Money] = {}
    for each in reversed(tuple(awards)):
        part = smaller(each.owed, amount - total(found.values(), amount.currency))
        if part:
            found[each.id] = part
    return found
