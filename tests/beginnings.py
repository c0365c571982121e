"""Where a recruitment begins: an office that may work, an eligible employer, a worker on offer."""

from datetime import date, timedelta

from attrs import evolve

from maawin_core.employers.employer import Eligibility, EligibilityDecided, Employer
from maawin_core.kernel.identity import Identity, new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import SYSTEM
from maawin_core.offers.terms import PriceItem, Terms
from maawin_core.offices.file import FileStatus
from maawin_core.offices.licence import Licence, LicenceStatus
from maawin_core.offices.office import Office, OfficeDetails
from maawin_core.workers.profile import Origin, Sex, WorkerProfile
from maawin_core.workers.worker import Worker

TERMS = Terms(
    items=(
        PriceItem("Recruitment", Money("14000.00")),
        PriceItem("Visa", Money("300.00"), government=True),
    ),
    wage=Money("1900.00"),
    arrival_days=30,
    valid_until=date(2026, 3, 31),
)
PROFILE = WorkerProfile(
    country="PHL", passport_country="PHL", sex=Sex.FEMALE, origin=Origin.ABROAD,
    languages=("en", "tl"), skills=("child_care",), expected_wage=Money("1900.00"),
)  # fmt: skip


def kept(storage, thing):
    with storage.transaction(SYSTEM) as work:
        work.find(type(thing), thing.id)
        return work.save(thing)


def working_office(storage, at, **changes):
    """An office as it is once its file is approved; how it comes there is `offices`' own test."""
    id = new_id()
    details = OfficeDetails(
        identity=Identity(name="Office"),
        licence=Licence(number=f"L-{id}", first_day=date(2025, 1, 1), last_day=date(2027, 12, 31)),
    )
    made = Office.registered(id, details, at + timedelta(days=30), at)
    working = evolve(made, file_status=FileStatus.APPROVED, licence_status=LicenceStatus.ACTIVE)
    return kept(storage, evolve(working, **changes))


def eligible_employer(storage, at, eligible=Eligibility.ELIGIBLE):
    id = new_id()
    made = Employer.registered(
        id, identity=Identity(name="Employer", qid=f"Q-{id}"), language="ar", household_size=4,
        due=at + timedelta(days=3), at=at,
    )  # fmt: skip
    event = EligibilityDecided(at=at, employer=id, eligible=eligible)
    return kept(storage, made.after(event, eligible=eligible))


def shown_worker(storage, house, at, consented=True, **profile):
    id = new_id()
    passport = f"P{id.int % 10**8:08}"
    who = Identity(name="Worker", born=date(1996, 4, 2), passport=passport, qid=f"Q-{id}")
    made = Worker.listed(id, office=house, identity=who, profile=evolve(PROFILE, **profile), at=at)
    return kept(storage, made.consented_to_listing("", at) if consented else made)
