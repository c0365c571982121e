"""A worker as an office lists her (M2): who she is, what she can do, whether she is free."""

from __future__ import annotations

import re
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from attrs import asdict, frozen

from ..kernel.aggregate import Aggregate, Claim, Row
from ..kernel.errors import WrongMoment, require
from ..kernel.identity import Identity, OfficeId, RequestId, WorkerId
from ..kernel.money import Money
from ..kernel.parties import Party, PartyKind, office, worker
from . import events as happened
from .profile import Origin as Origin  # other steps say `worker.Origin`
from .profile import Sex as Sex
from .profile import WorkerProfile

_SHA_256 = re.compile("[0-9a-f]{64}", re.ASCII)


class Availability(StrEnum):
    """Whether she can be recruited."""

    LISTED = "listed"
    RESERVED = "reserved"  # one request has selected her
    CONTRACTED = "contracted"
    PLACED = "placed"
    WITHDRAWN = "withdrawn"  # by her office
    LEFT = "left"  # for good


GONE = frozenset({Availability.WITHDRAWN, Availability.LEFT})
HELD = frozenset({Availability.RESERVED, Availability.CONTRACTED})


@frozen(kw_only=True)
class WorkerRow(Row):
    """A worker as her office lists her."""

    seen_by: ClassVar[dict[PartyKind, str]] = {
        PartyKind.OFFICE: "office",
        PartyKind.WORKER: "worker",
    }
    orders: ClassVar[tuple[str, ...]] = ("expected_wage", "experience_years")

    worker: WorkerId
    office: OfficeId
    country: str
    sex: Sex
    origin: Origin
    languages: tuple[str, ...]
    skills: tuple[str, ...]
    experience_years: int
    expected_wage: Money
    availability: Availability
    consented: bool
    medical_until: date | None


@frozen(kw_only=True)
class ListedWorkerRow(Row):
    """A worker as everybody may see her: only while she is listed, and only if she consents."""

    public: ClassVar[bool] = True
    orders: ClassVar[tuple[str, ...]] = ("expected_wage", "experience_years")

    office: OfficeId
    country: str
    sex: Sex
    origin: Origin
    languages: tuple[str, ...]
    skills: tuple[str, ...]
    experience_years: int
    expected_wage: Money


@frozen(kw_only=True)
class Worker(Aggregate):
    """One worker of one office. She is held for one request at a time, is shown to employers only
    while she is listed and consents, and her passport stands in the register once. Her office
    has one entry of her, and she who is gone comes back into it."""

    office: OfficeId
    identity: Identity
    country: str
    passport_country: str
    sex: Sex
    origin: Origin
    languages: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    experience_years: int = 0
    expected_wage: Money
    medical_until: date | None = None
    language: str = "en"
    age_exemption: str = ""
    consented: bool = False
    consent_paper: str = ""
    availability: Availability = Availability.LISTED
    reserved_for: RequestId | None = None

    @classmethod
    def listed(
        cls, id: UUID, *, office: OfficeId, identity: Identity, profile: WorkerProfile, at: datetime
    ) -> Worker:
        """The office has her to recruit. Nobody outside sees her before she consents."""
        _must_be_known(identity, profile)
        made = cls(id=id, office=office, identity=identity, **asdict(profile, recurse=False))
        return made.after(happened.WorkerListed(at=at, worker=WorkerId(id), office=office))

    def listed_again(self, identity: Identity, profile: WorkerProfile, at: datetime) -> Worker:
        """Her office has her again, after she was gone; that she consented then counts no more."""
        self._must_be(*sorted(GONE))
        _must_be_known(identity, profile)
        event = happened.WorkerListed(at=at, worker=self._id, office=self.office)
        return self.after(
            event,
            identity=identity,
            consented=False,
            consent_paper="",
            availability=Availability.LISTED,
            **asdict(profile, recurse=False),
        )

    @property
    def profile(self) -> WorkerProfile:
        """What the register says of her that is no name and no number."""
        return WorkerProfile(
            country=self.country, passport_country=self.passport_country, sex=self.sex,
            origin=self.origin, languages=self.languages, skills=self.skills,
            experience_years=self.experience_years, expected_wage=self.expected_wage,
            medical_until=self.medical_until, language=self.language,
            age_exemption=self.age_exemption,
        )  # fmt: skip

    @property
    def is_shown(self) -> bool:
        """Whether employers see her."""
        return self.consented and self.availability is Availability.LISTED

    def changed(self, identity: Identity, profile: WorkerProfile, at: datetime) -> Worker:
        """What the register says of her was mended."""
        self._must_be_here()
        if (identity, profile) == (self.identity, self.profile):
            return self
        _must_be_known(identity, profile)
        event = happened.WorkerChanged(at=at, worker=self._id)
        return self.after(event, identity=identity, **asdict(profile, recurse=False))

    def consented_to_listing(self, paper: str, at: datetime) -> Worker:
        """She consents to be shown; *paper* is the SHA-256 of what she signed, "" if she says so
        herself, in the system."""
        self._must_be_here()
        if self.consented:
            return self
        sound = not paper or _SHA_256.fullmatch(paper)
        require(sound, "consent_paper_unreadable", found=paper[:80])
        event = happened.ListingConsented(at=at, worker=self._id, paper=paper)
        return self.after(event, consented=True, consent_paper=paper)

    def took_consent_back(self, at: datetime) -> Worker:
        """She does not want to be shown any more; what is contracted goes on."""
        if not self.consented:
            return self
        event = happened.ListingConsentTakenBack(at=at, worker=self._id)
        return self.after(event, consented=False, consent_paper="")

    def medical_renewed(self, until: date, at: datetime) -> Worker:
        """She is medically fit until a later day than was known."""
        self._must_be_here()
        if until == self.medical_until:
            return self
        known = self.medical_until
        require(known is None or until > known, "medical_not_later", found=until, needed=known)
        event = happened.MedicalRenewed(at=at, worker=self._id, until=until)
        return self.after(event, medical_until=until)

    def reserved(self, request: RequestId, at: datetime) -> Worker:
        """One request has selected her."""
        if self.availability in HELD and self.reserved_for == request:
            return self
        self._must_be(Availability.LISTED)
        require(self.consented, "listing_not_consented", id=self.id)
        event = happened.WorkerReserved(at=at, worker=self._id, request=request)
        return self.after(event, availability=Availability.RESERVED, reserved_for=request)

    def released(self, at: datetime) -> Worker:
        """What she was selected or contracted for has fallen through before she was handed over."""
        if self.availability not in HELD or self.reserved_for is None:
            return self
        event = happened.WorkerReleased(at=at, worker=self._id, request=self.reserved_for)
        return self.after(event, availability=Availability.LISTED, reserved_for=None)

    def contracted(self, at: datetime) -> Worker:
        """Her contracts are concluded."""
        if self.availability is Availability.CONTRACTED:
            return self
        self._must_be(Availability.RESERVED)
        event = happened.WorkerContracted(at=at, worker=self._id)
        return self.after(event, availability=Availability.CONTRACTED)

    def placed(self, at: datetime) -> Worker:
        """She has been handed over to an employer."""
        if self.availability is Availability.PLACED:
            return self
        self._must_be(Availability.CONTRACTED)
        event = happened.WorkerPlaced(at=at, worker=self._id)
        return self.after(event, availability=Availability.PLACED, reserved_for=None)

    def available_again(self, at: datetime) -> Worker:
        """She is back from an employer: whoever recruits her next recruits her in Qatar."""
        if self.availability is not Availability.PLACED:
            return self
        event = happened.WorkerAvailable(at=at, worker=self._id)
        return self.after(event, availability=Availability.LISTED, origin=Origin.LOCAL)

    def withdrawn(self, at: datetime) -> Worker:
        """Her office no longer offers her."""
        if self.availability is Availability.WITHDRAWN:
            return self
        self._must_be(Availability.LISTED)
        event = happened.WorkerWithdrawn(at=at, worker=self._id)
        return self.after(event, availability=Availability.WITHDRAWN)

    def left(self, at: datetime) -> Worker:
        """She has left for good."""
        if self.availability is Availability.LEFT:
            return self
        self._must_be(Availability.LISTED, Availability.PLACED)
        event = happened.WorkerLeft(at=at, worker=self._id)
        return self.after(event, availability=Availability.LEFT, reserved_for=None)

    def _must_be(self, *needed: Availability) -> None:
        self.must_be(*needed, status=self.availability)

    def _must_be_here(self) -> None:
        if self.availability in GONE:
            raise WrongMoment("worker_gone", found=self.availability, id=self.id)

    @property
    def _id(self) -> WorkerId:
        return WorkerId(self.id)

    def parties(self) -> frozenset[Party]:
        return frozenset({office(self.office), worker(self.id)})

    def claims(self) -> frozenset[Claim]:
        number = self.identity.passport
        if self.availability in GONE:
            return frozenset({entry_of(self.office, self.passport_country, number)})
        passport = Claim("passport", passport_value(self.passport_country, number))
        qid = {Claim("qid", self.identity.qid)} if self.identity.qid else set()
        return frozenset({passport} | qid)

    def rows(self) -> tuple[Row, ...]:
        mine = WorkerRow(
            key=self.id, worker=self._id, office=self.office, country=self.country, sex=self.sex,
            origin=self.origin, languages=self.languages, skills=self.skills,
            experience_years=self.experience_years, expected_wage=self.expected_wage,
            availability=self.availability, consented=self.consented,
            medical_until=self.medical_until,
        )  # fmt: skip
        return (mine, self._shown_to_all()) if self.is_shown else (mine,)

    def _shown_to_all(self) -> ListedWorkerRow:
        return ListedWorkerRow(
            key=self.id, office=self.office, country=self.country, sex=self.sex,
            origin=self.origin, languages=self.languages, skills=self.skills,
            experience_years=self.experience_years, expected_wage=self.expected_wage,
        )  # fmt: skip


def passport_value(country: str, number: str) -> str:
    """A passport as it is claimed: two states may give the same number."""
    return f"{country}:{number}"


def entry_of(house: OfficeId, country: str, passport: str) -> Claim:
    """What the entry of a worker holds who is gone: by it her office finds it again. Whoever else
    has her now holds the passport itself."""
    return Claim("gone_worker", f"{house}:{passport_value(country, passport)}")


def _must_be_known(identity: Identity, profile: WorkerProfile) -> None:
    profile.must_be_sound()
    for name in ("name", "passport"):
        require(getattr(identity, name), "text_missing", field=name)
    require(identity.born, "text_missing", field="born")
    require(identity.qid or profile.origin is Origin.ABROAD, "qid_missing")
