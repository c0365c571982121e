"""A person's way in (M1): for whom she acts, in what role, until which day."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from attrs import frozen

from ..kernel.aggregate import Aggregate, Claim, Event, Moment, Row
from ..kernel.calendar import civil_day, end_of_day
from ..kernel.errors import require
from ..kernel.identity import Identity, SignInId
from ..kernel.languages import must_be_language
from ..kernel.parties import ROLES_OF, Actor, Party, PartyKind, Role


class SignInStatus(StrEnum):
    """Whether the person can come in."""

    OPEN = "open"
    ENDED = "ended"


@frozen(kw_only=True)
class SignInGiven(Event):
    """A person can come in from now on."""

    sign_in: SignInId
    role: Role
    party: Party


@frozen(kw_only=True)
class SignInEnded(Event):
    """The person cannot come in any more."""

    sign_in: SignInId
    reason: str


@frozen(kw_only=True)
class SignInRow(Row):
    """A sign-in as the administrator lists it, and as notices find the people of a party."""

    seen_by: ClassVar[dict[PartyKind, str]] = {}

    status: SignInStatus
    role: Role
    party: str
    until: date | None


def digest_of(token: str) -> str:
    """How a token is kept: never itself."""
    return hashlib.sha256(token.encode()).hexdigest()


@frozen(kw_only=True)
class SignIn(Aggregate):
    """One person, one role, one party. Nobody comes in with an ended or overdue one."""

    who: Identity
    role: Role
    party: Party
    language: str = "ar"
    token_digest: str
    until: date | None = None
    status: SignInStatus = SignInStatus.OPEN

    @classmethod
    def given(
        cls,
        id: UUID,
        *,
        who: Identity,
        role: Role,
        party: Party,
        token: str,
        at: datetime,
        language: str = "ar",
        until: date | None = None,
    ) -> SignIn:
        """This person acts in this role for this party."""
        require(role in ROLES_OF[party.kind], "role_not_of_party", found=role, party=party.kind)
        require(len(token) >= 16, "token_too_short", found=len(token), needed=16)
        must_be_language(language)
        made = cls(
            id=id, who=who, role=role, party=party, language=language,
            token_digest=digest_of(token), until=until,
        )  # fmt: skip
        return made.after(SignInGiven(at=at, sign_in=SignInId(id), role=role, party=party))

    def ended(self, reason: str, at: datetime) -> SignIn:
        """The person cannot come in any more; ending it twice changes nothing."""
        if self.status is SignInStatus.ENDED:
            return self
        ended = SignInEnded(at=at, sign_in=SignInId(self.id), reason=reason)
        return self.after(ended, status=SignInStatus.ENDED)

    def lets_in(self, at: datetime) -> bool:
        """Whether the person may come in at this moment."""
        in_time = self.until is None or civil_day(at) <= self.until
        return self.status is SignInStatus.OPEN and in_time

    @property
    def actor(self) -> Actor:
        """Who the person is to the core."""
        return Actor(self.id, self.role, self.party)

    def parties(self) -> frozenset[Party]:
        return frozenset({self.party})

    def claims(self) -> frozenset[Claim]:
        return frozenset({Claim("sign_in_token", self.token_digest)})

    def moments(self) -> frozenset[Moment]:
        if self.until is None or self.status is SignInStatus.ENDED:
            return frozenset()
        return frozenset({Moment("sign_in_expires", end_of_day(self.until))})

    def rows(self) -> tuple[Row, ...]:
        return (
            SignInRow(
                key=self.id, status=self.status, role=self.role, party=str(self.party),
                until=self.until,
            ),
        )  # fmt: skip
