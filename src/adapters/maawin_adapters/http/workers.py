"""The worker register over HTTP (M2)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from litestar import Controller, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from maawin_core.access.use_cases import Browse, LookAt, only
from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.identity import OfficeId, WorkerId
from maawin_core.kernel.parties import Actor
from maawin_core.workers.profile import Origin, Sex, WorkerProfile
from maawin_core.workers.use_cases import (
    ChangeWorker,
    ConsentToListing,
    ListWorker,
    RenewMedical,
    TakeConsentBack,
    WithdrawWorker,
)
from maawin_core.workers.worker import Availability, ListedWorkerRow, Worker, WorkerRow

from .identities import IdentityBody, IdentityView
from .wire import Body, MoneyWire, PageView, View, browsed, row_view


class ProfileBody(Body):
    """What the register says of a worker that is no name and no number."""

    country: str
    passport_country: str
    sex: Sex
    origin: Origin
    expected_wage: MoneyWire
    languages: list[str] = []
    skills: list[str] = []
    experience_years: int = 0
    medical_until: date | None = None
    language: str = "en"
    age_exemption: str = ""

    @property
    def profile(self) -> WorkerProfile:
        """The profile as the core takes it."""
        return WorkerProfile(
            country=self.country,
            passport_country=self.passport_country,
            sex=self.sex,
            origin=self.origin,
            languages=tuple(self.languages),
            skills=tuple(self.skills),
            experience_years=self.experience_years,
            expected_wage=self.expected_wage.money,
            medical_until=self.medical_until,
            language=self.language,
            age_exemption=self.age_exemption,
        )


class ChangeWorkerBody(Body):
    """The whole entry as it is to be."""

    identity: IdentityBody
    profile: ProfileBody


class ListWorkerBody(ChangeWorkerBody):
    """A worker whom an office has to recruit."""

    office: UUID


class ConsentBody(Body):
    """*paper*: the SHA-256 of what the worker signed; the worker herself leaves it out."""

    paper: str = ""


class MedicalBody(Body):
    """The last day of medical validity."""

    until: date


class ProfileView(View):
    """What the register says of a worker that is no name and no number."""

    country: str
    passport_country: str
    sex: Sex
    origin: Origin
    languages: list[str]
    skills: list[str]
    experience_years: int
    expected_wage: MoneyWire
    medical_until: date | None
    language: str
    age_exemption: str

    @classmethod
    def of(cls, profile: WorkerProfile) -> ProfileView:
        """The profile as it travels."""
        return cls(
            country=profile.country,
            passport_country=profile.passport_country,
            sex=profile.sex,
            origin=profile.origin,
            languages=list(profile.languages),
            skills=list(profile.skills),
            experience_years=profile.experience_years,
            expected_wage=MoneyWire.of(profile.expected_wage),
            medical_until=profile.medical_until,
            language=profile.language,
            age_exemption=profile.age_exemption,
        )


class WorkerView(View):
    """A worker's whole entry: for her, her office and the Ministry."""

    id: UUID
    version: int
    office: UUID
    identity: IdentityView
    profile: ProfileView
    availability: Availability
    reserved_for: UUID | None
    consented: bool
    consent_paper: str

    @classmethod
    def of(cls, worker: Worker) -> WorkerView:
        """The worker as she is shown to whoever may see her file."""
        return cls(
            id=worker.id,
            version=worker.version,
            office=worker.office,
            identity=IdentityView.of(worker.identity),
            profile=ProfileView.of(worker.profile),
            availability=worker.availability,
            reserved_for=worker.reserved_for,
            consented=worker.consented,
            consent_paper=worker.consent_paper,
        )


class Workers(Controller):
    """The list of each office, and each worker's own file."""

    path = "/workers"
    tags = ["Workers"]

    @get("/", sync_to_thread=True)
    def browse_workers(
        self,
        actor: NamedDependency[Actor],
        browse: NamedDependency[Browse],
        availability: FromQuery[Availability | None] = None,
        origin: FromQuery[Origin | None] = None,
        country: FromQuery[str | None] = None,
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[row_view(WorkerRow)]:  # type: ignore[valid-type]
        """Workers of the caller's office; the caller herself, if she is a worker."""
        return browsed(
            browse, actor, WorkerRow,
            conditions=only(availability=availability, origin=origin, country=country),
            after=after, limit=limit,
        )  # fmt: skip

    @get("/listed", sync_to_thread=True)
    def browse_listed_workers(
        self,
        actor: NamedDependency[Actor],
        browse: NamedDependency[Browse],
        origin: FromQuery[Origin | None] = None,
        country: FromQuery[str | None] = None,
        sex: FromQuery[Sex | None] = None,
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[row_view(ListedWorkerRow)]:  # type: ignore[valid-type]
        """Workers of all offices who can be recruited and consent to be shown: no names."""
        return browsed(
            browse, actor, ListedWorkerRow,
            conditions=only(origin=origin, country=country, sex=sex), order=("expected_wage",),
            after=after, limit=limit,
        )  # fmt: skip

    @post("/", sync_to_thread=True)
    def list_worker(
        self,
        data: JSONBody[ListWorkerBody],
        actor: NamedDependency[Actor],
        list_worker: NamedDependency[ListWorker],
        seen: NamedDependency[Version | None],
    ) -> WorkerView:
        """An office has a worker to recruit. Whom it had before comes back into her own entry."""
        identity, profile = data.identity.identity, data.profile.profile
        office = OfficeId(data.office)
        return WorkerView.of(list_worker(actor, office, identity, profile, seen=seen))

    @get("/{worker_id:uuid}", sync_to_thread=True)
    def look_at_worker(
        self,
        worker_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        look_at: NamedDependency[LookAt],
    ) -> WorkerView:
        """One worker's whole entry."""
        return WorkerView.of(look_at(actor, Worker, worker_id))

    @put("/{worker_id:uuid}", sync_to_thread=True)
    def change_worker(
        self,
        worker_id: FromPath[UUID],
        data: JSONBody[ChangeWorkerBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        change_worker: NamedDependency[ChangeWorker],
    ) -> WorkerView:
        """Mend a worker's entry."""
        identity, profile = data.identity.identity, data.profile.profile
        return WorkerView.of(
            change_worker(actor, WorkerId(worker_id), identity, profile, seen=seen)
        )

    @post("/{worker_id:uuid}/consent", status_code=200, sync_to_thread=True)
    def consent_to_listing(
        self,
        worker_id: FromPath[UUID],
        data: JSONBody[ConsentBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        consent_to_listing: NamedDependency[ConsentToListing],
    ) -> WorkerView:
        """The worker consents to be shown, or her office names the paper that she signed."""
        return WorkerView.of(consent_to_listing(actor, WorkerId(worker_id), data.paper, seen=seen))

    @post("/{worker_id:uuid}/take-consent-back", status_code=200, sync_to_thread=True)
    def take_consent_back(
        self,
        worker_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        take_consent_back: NamedDependency[TakeConsentBack],
    ) -> WorkerView:
        """The worker does not want to be shown any more."""
        return WorkerView.of(take_consent_back(actor, WorkerId(worker_id), seen=seen))

    @post("/{worker_id:uuid}/withdraw", status_code=200, sync_to_thread=True)
    def withdraw_worker(
        self,
        worker_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        withdraw_worker: NamedDependency[WithdrawWorker],
    ) -> WorkerView:
        """The office no longer offers the worker."""
        return WorkerView.of(withdraw_worker(actor, WorkerId(worker_id), seen=seen))

    @post("/{worker_id:uuid}/medical", status_code=200, sync_to_thread=True)
    def renew_medical(
        self,
        worker_id: FromPath[UUID],
        data: JSONBody[MedicalBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        renew_medical: NamedDependency[RenewMedical],
    ) -> WorkerView:
        """The worker has been found fit until a later day."""
        return WorkerView.of(renew_medical(actor, WorkerId(worker_id), data.until, seen=seen))
