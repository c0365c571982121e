"""Employers over HTTP (M1)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from litestar import Controller, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from maawin_core.access.use_cases import Browse, LookAt, only
from maawin_core.employers.employer import Eligibility, Employer, EmployerRow
from maawin_core.employers.use_cases import ChangeEmployer, DecideEligibility, RegisterEmployer
from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.identity import EmployerId
from maawin_core.kernel.parties import Actor

from .identities import IdentityBody, IdentityView
from .wire import Body, PageView, View, browsed, row_view


class EmployerBody(Body):
    """The whole entry as it is to be."""

    identity: IdentityBody
    language: str = "ar"
    household_size: int = 1


class EligibilityBody(Body):
    """Whether the household may recruit, and why."""

    eligible: Eligibility
    reason: str


class EmployerView(View):
    """An employer's whole entry: for her and the Ministry."""

    id: UUID
    version: int
    identity: IdentityView
    language: str
    household_size: int
    registered_on: date
    eligible: Eligibility
    eligibility_reason: str

    @classmethod
    def of(cls, employer: Employer) -> EmployerView:
        """The employer as she is shown to whoever may see her entry."""
        return cls(
            id=employer.id,
            version=employer.version,
            identity=IdentityView.of(employer.identity),
            language=employer.language,
            household_size=employer.household_size,
            registered_on=employer.registered_on,
            eligible=employer.eligible,
            eligibility_reason=employer.eligibility_reason,
        )


class Employers(Controller):
    """The households that recruit."""

    path = "/employers"
    tags = ["Employers"]

    @get("/", sync_to_thread=True)
    def browse_employers(
        self,
        actor: NamedDependency[Actor],
        browse: NamedDependency[Browse],
        eligible: FromQuery[Eligibility | None] = None,
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[row_view(EmployerRow)]:  # type: ignore[valid-type]
        """Employers that the caller may see, by the day of registration."""
        return browsed(
            browse, actor, EmployerRow,
            conditions=only(eligible=eligible), order=("registered_on",),
            after=after, limit=limit,
        )  # fmt: skip

    @post("/", sync_to_thread=True)
    def register_employer(
        self,
        data: JSONBody[EmployerBody],
        actor: NamedDependency[Actor],
        register_employer: NamedDependency[RegisterEmployer],
    ) -> EmployerView:
        """Register an employer."""
        who = data.identity.identity
        return EmployerView.of(register_employer(actor, who, data.language, data.household_size))

    @get("/{employer_id:uuid}", sync_to_thread=True)
    def look_at_employer(
        self,
        employer_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        look_at: NamedDependency[LookAt],
    ) -> EmployerView:
        """One employer's whole entry."""
        return EmployerView.of(look_at(actor, Employer, employer_id))

    @put("/{employer_id:uuid}", sync_to_thread=True)
    def change_employer(
        self,
        employer_id: FromPath[UUID],
        data: JSONBody[EmployerBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        change_employer: NamedDependency[ChangeEmployer],
    ) -> EmployerView:
        """Mend an employer's entry."""
        changed = change_employer(
            actor,
            EmployerId(employer_id),
            data.identity.identity,
            data.language,
            data.household_size,
            seen=seen,
        )
        return EmployerView.of(changed)

    @post("/{employer_id:uuid}/eligibility", status_code=200, sync_to_thread=True)
    def decide_eligibility(
        self,
        employer_id: FromPath[UUID],
        data: JSONBody[EligibilityBody],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        decide_eligibility: NamedDependency[DecideEligibility],
    ) -> EmployerView:
        """The Ministry says whether the household may recruit."""
        decided = decide_eligibility(
            actor, EmployerId(employer_id), data.eligible, data.reason, seen=seen
        )
        return EmployerView.of(decided)
