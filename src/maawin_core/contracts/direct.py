"""Direct recruitment (M8): no office, the Department's approval (Law 15/2017 Art. 4)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from attrs import frozen

from ..kernel.aggregate import Aggregate, Claim, Row
from ..kernel.countries import ALPHA_3
from ..kernel.errors import require
from ..kernel.identity import ContractId, EmployerId, Identity, WorkerId
from ..kernel.languages import must_be_language
from ..kernel.obligation import Obligation
from ..kernel.parties import MINISTRY, Party, PartyKind, employer, worker
from ..workers.worker import Origin, passport_value
from .events import (
    DirectRecruitmentApproved,
    DirectRecruitmentAsked,
    DirectRecruitmentClosed,
    DirectRecruitmentDrawnUp,
    DirectRecruitmentRefused,
)
from .lawful import Case


class DirectStatus(StrEnum):
    """What the Department has said."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    CLOSED = "closed"


@frozen(kw_only=True)
class DirectRecruitmentRow(Row):
    """A direct recruitment as it is listed."""

    seen_by: ClassVar[dict[PartyKind, str]] = {PartyKind.EMPLOYER: "employer"}

    employer: EmployerId
    country: str
    status: DirectStatus
    asked_at: datetime


@frozen(kw_only=True)
class Candidate:
    """Whom the employer would recruit: on no office's list, so her data stand here.

    *languages* are those that she reads, the one she is written to in first.
    """

    identity: Identity
    country: str
    passport_country: str
    languages: tuple[str, ...]
    age_exemption: str = ""

    @property
    def case(self) -> Case:
        """What the law is asked of her."""
        return Case(
            country=self.country, origin=Origin.ABROAD, born=self.identity.born,
            age_exemption=self.age_exemption,
        )  # fmt: skip

    def must_be_sound(self) -> None:
        """Refuse a person whose age or passport nobody could check."""
        for name in ("name", "passport"):
            require(getattr(self.identity, name).strip(), "text_missing", field=name)
        require(self.identity.born is not None, "text_missing", field="born")
        require(self.languages, "text_missing", field="languages")
        for language in self.languages:
            must_be_language(language, "languages")
        named = {"country": self.country, "passport_country": self.passport_country}
        for name, country in named.items():
            require(country in ALPHA_3, "no_such_country", field=name, found=country[:20])


@frozen(kw_only=True)
class DirectRecruitment(Aggregate):
    """One employer's wish to recruit one person himself. Nothing is drawn up before the Department
    approves; somebody on an office's list cannot be recruited past that office."""

    employer: EmployerId
    worker: WorkerId
    candidate: Candidate
    reason: str
    asked_at: datetime
    due: datetime | None  # None: nobody's turn here
    decided_because: str = ""
    closed_because: str = ""
    status: DirectStatus = DirectStatus.ASKED

    @classmethod
    def asked(
        cls,
        id: UUID,
        *,
        employer: EmployerId,
        worker: WorkerId,
        candidate: Candidate,
        reason: str,
        due: datetime,
        at: datetime,
    ) -> DirectRecruitment:
        """The employer asks the Department."""
        candidate.must_be_sound()
        require(reason.strip(), "text_missing", field="reason")
        made = cls(
            id=id, employer=employer, worker=worker, candidate=candidate, reason=reason,
            asked_at=at, due=due,
        )  # fmt: skip
        return made.after(DirectRecruitmentAsked(at=at, contract=ContractId(id)))

    def approved(self, because: str, due: datetime, at: datetime) -> DirectRecruitment:
        """The Department approves: the employer draws the contract up until *due*."""
        if self.status is DirectStatus.APPROVED:
            return self
        self.must_be(DirectStatus.ASKED)
        event = DirectRecruitmentApproved(at=at, contract=ContractId(self.id))
        return self.after(event, decided_because=because, due=due, status=DirectStatus.APPROVED)

    def drawn_up(self, at: datetime) -> DirectRecruitment:
        """Its contract is drawn up: what is due now stands there."""
        self.must_be(DirectStatus.APPROVED)
        if self.due is None:
            return self
        return self.after(DirectRecruitmentDrawnUp(at=at, contract=ContractId(self.id)), due=None)

    def refused(self, because: str, at: datetime) -> DirectRecruitment:
        """The Department does not approve, and says why."""
        if self.status is DirectStatus.REFUSED:
            return self
        self.must_be(DirectStatus.ASKED)
        require(because.strip(), "text_missing", field="reason")
        event = DirectRecruitmentRefused(at=at, contract=ContractId(self.id))
        return self.after(event, decided_because=because, status=DirectStatus.REFUSED)

    def closed(self, at: datetime, because: str = "") -> DirectRecruitment:
        """It was given up, or its contract has fallen or ended: an office may list her."""
        if self.status not in (DirectStatus.ASKED, DirectStatus.APPROVED):
            return self
        event = DirectRecruitmentClosed(at=at, contract=ContractId(self.id))
        return self.after(event, closed_because=because, status=DirectStatus.CLOSED)

    def parties(self) -> frozenset[Party]:
        agreed = self.status in (DirectStatus.APPROVED, DirectStatus.CLOSED)
        hers = {worker(self.worker)} if agreed else set()
        return frozenset({employer(self.employer)} | hers)

    def claims(self) -> frozenset[Claim]:
        if self.status in (DirectStatus.REFUSED, DirectStatus.CLOSED):
            return frozenset()
        passport = passport_value(self.candidate.passport_country, self.candidate.identity.passport)
        return frozenset({Claim("passport", passport)})

    def obligations(self) -> tuple[Obligation, ...]:
        asks = employer(self.employer)
        match self.status:
            case DirectStatus.ASKED if self.due is not None:
                return (Obligation("approve_direct_recruitment", MINISTRY, asks, self.due),)
            case DirectStatus.APPROVED if self.due is not None:
                hers = worker(self.worker)
                return (Obligation("draw_up_direct_contract", asks, hers, self.due),)
            case _:
                return ()

    def rows(self) -> tuple[Row, ...]:
        return (
            DirectRecruitmentRow(
                key=self.id, employer=self.employer, country=self.candidate.country,
                status=self.status, asked_at=self.asked_at,
            ),
        )  # fmt: skip
