"""An employer (M1): the natural person who recruits for a household."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from attrs import frozen

from ..kernel.aggregate import Aggregate, Claim, Event, Row
from ..kernel.calendar import civil_day
from ..kernel.errors import WrongMoment, require
from ..kernel.identity import EmployerId, Identity
from ..kernel.languages import must_be_language
from ..kernel.obligation import Obligation
from ..kernel.parties import MINISTRY, Party, PartyKind, employer


class Eligibility(StrEnum):
    """Whether the household may recruit, as the Ministry has decided."""

    UNDECIDED = "undecided"
    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"


@frozen(kw_only=True)
class EmployerRegistered(Event):
    """The platform knows an employer."""

    employer: EmployerId


@frozen(kw_only=True)
class EmployerChanged(Event):
    """What the platform knows of an employer was mended."""

    employer: EmployerId


@frozen(kw_only=True)
class EligibilityDecided(Event):
    """The Ministry has said whether the household may recruit."""

    employer: EmployerId
    eligible: Eligibility


@frozen(kw_only=True)
class EmployerRow(Row):
    """An employer as it is listed."""

    seen_by: ClassVar[dict[PartyKind, str]] = {PartyKind.EMPLOYER: "employer"}
    orders: ClassVar[tuple[str, ...]] = ("registered_on",)

    employer: EmployerId
    eligible: Eligibility
    household_size: int
    language: str
    registered_on: date


@frozen(kw_only=True)
class Employer(Aggregate):
    """One employer, known by one QID. Whether she may recruit is decided by the Ministry, with a
    reason, and never by the platform."""

    identity: Identity
    language: str = "ar"
    household_size: int = 1
    registered_on: date
    due: datetime | None
    eligible: Eligibility = Eligibility.UNDECIDED
    eligibility_reason: str = ""

    @classmethod
    def registered(
        cls,
        id: UUID,
        *,
        identity: Identity,
        language: str,
        household_size: int,
        due: datetime,
        at: datetime,
    ) -> Employer:
        """The platform knows her; the Ministry says until *due* whether she may recruit."""
        _must_be_known(identity, language, household_size)
        made = cls(
            id=id, identity=identity, language=language, household_size=household_size,
            registered_on=civil_day(at), due=due,
        )  # fmt: skip
        return made.after(EmployerRegistered(at=at, employer=EmployerId(id)))

    @property
    def may_recruit(self) -> bool:
        """Whether the Ministry has found the household eligible."""
        return self.eligible is Eligibility.ELIGIBLE

    def must_be_eligible(self) -> None:
        """Refuse unless the Ministry has found the household eligible."""
        if not self.may_recruit:
            raise WrongMoment("employer_not_eligible", found=self.eligible, id=self.id)

    def changed(
        self, identity: Identity, language: str, household_size: int, at: datetime
    ) -> Employer:
        """What the platform knows of her was mended."""
        _must_be_known(identity, language, household_size)
        mended = (identity, language, household_size)
        if mended == (self.identity, self.language, self.household_size):
            return self
        event = EmployerChanged(at=at, employer=EmployerId(self.id))
        return self.after(
            event, identity=identity, language=language, household_size=household_size
        )

    def eligibility_decided(self, eligible: Eligibility, reason: str, at: datetime) -> Employer:
        """The Ministry says whether the household may recruit, and why."""
        if (eligible, reason) == (self.eligible, self.eligibility_reason):
            return self
        require(eligible is not Eligibility.UNDECIDED, "eligibility_undecided")
        require(reason.strip(), "text_missing", field="reason")
        event = EligibilityDecided(at=at, employer=EmployerId(self.id), eligible=eligible)
        return self.after(event, eligible=eligible, eligibility_reason=reason, due=None)

    def parties(self) -> frozenset[Party]:
        return frozenset({employer(self.id)})

    def claims(self) -> frozenset[Claim]:
        return frozenset({Claim("employer_qid", self.identity.qid)})

    def obligations(self) -> tuple[Obligation, ...]:
        if self.due is None:
            return ()
        return (Obligation("decide_eligibility", MINISTRY, employer(self.id), self.due),)

    def rows(self) -> tuple[Row, ...]:
        return (
            EmployerRow(
                key=self.id, employer=EmployerId(self.id), eligible=self.eligible,
                household_size=self.household_size, language=self.language,
                registered_on=self.registered_on,
            ),
        )  # fmt: skip


def _must_be_known(identity: Identity, language: str, household_size: int) -> None:
    require(identity.name or identity.name_ar, "text_missing", field="name")
    require(identity.qid, "text_missing", field="qid")
    must_be_language(language)
    require(household_size >= 1, "household_empty", found=household_size)
