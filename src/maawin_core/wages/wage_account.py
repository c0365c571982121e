"""Where wages come from and go to (M11): one account of an employer, one of a worker."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid5

from attrs import frozen

from ..kernel import identifiers
from ..kernel.aggregate import Aggregate, Claim, Event
from ..kernel.errors import RuleBroken, require
from ..kernel.identity import Identity
from ..kernel.parties import Party, PartyKind
from .banks import bank_of


@frozen(kw_only=True)
class WageAccountSet(Event):
    """A party has said by which account its wages go. No number is told."""

    account: UUID
    party: Party
    bank: str


def account_id(party: Party) -> UUID:
    """A party has one account for wages, under this name."""
    return uuid5(party.id, "wage_account")


def _valid(kind: str, value: str) -> str:
    checked = identifiers.check(kind, value)
    if checked.status == identifiers.INVALID:
        raise RuleBroken("number_not_valid", kind=kind, fault=checked.messages[0])
    return checked.value


@frozen(kw_only=True)
class WageAccount(Aggregate):
    """One party's account for wages. No two workers are ever paid into the same account.

    *eid* is an employer's establishment number, where the household has one: without it there is
    no salary file, and a transfer leaves evidence instead (A-30). *file_from* is the day from
    which this employer's wages go by salary file.
    """

    party: Party
    holder: Identity
    bank: str
    eid: str = ""
    file_from: date | None = None

    @classmethod
    def of(cls, party: Party) -> WageAccount:
        """The account of a party that has not set one yet."""
        return cls(id=account_id(party), party=party, holder=Identity(name=""), bank="")

    def set(
        self, holder: Identity, at: datetime, eid: str = "", file_from: date | None = None
    ) -> WageAccount:
        """The party says which account. The same account again changes nothing."""
        iban = _valid("iban", holder.iban)
        qid = _valid("qid", holder.qid) if holder.qid else ""
        require(holder.name.strip(), "text_missing", field="name")
        require(not eid or self.party.kind is PartyKind.EMPLOYER, "eid_is_employers")
        bank = bank_of(iban)
        if bank is None:
            raise RuleBroken("bank_not_known", found=iban[4:8])
        known = Identity(name=holder.name.strip(), qid=qid, iban=iban)
        number = _valid("eid", eid) if eid else ""
        if (known, number, file_from) == (self.holder, self.eid, self.file_from):
            return self
        event = WageAccountSet(at=at, account=self.id, party=self.party, bank=bank.short_name)
        return self.after(
            event, holder=known, bank=bank.short_name, eid=number, file_from=file_from
        )

    def by_file(self, day: date) -> bool:
        """Whether wages of this payer go by salary file on this day."""
        return bool(self.eid) and (self.file_from is None or self.file_from <= day)

    def parties(self) -> frozenset[Party]:
        return frozenset({self.party})

    def claims(self) -> frozenset[Claim]:
        if self.party.kind is not PartyKind.WORKER or not self.holder.iban:
            return frozenset()
        return frozenset({Claim("wage_account", self.holder.iban)})
