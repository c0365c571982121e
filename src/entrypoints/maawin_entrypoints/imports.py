"""Offices, their staff, their workers and employers from CSV (M1, M2), by the real use cases."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from attrs import frozen

from maawin_core.employers.employer import Employer
from maawin_core.kernel.aggregate import Claim
from maawin_core.kernel.errors import NotFound, Refusal, RuleBroken, WrongMoment
from maawin_core.kernel.identifiers import normal
from maawin_core.kernel.identity import Identity, OfficeId
from maawin_core.kernel.parties import Actor, Role
from maawin_core.kernel.valid_numbers import valid_number, with_valid_numbers
from maawin_core.offices.details import OfficeDetails
from maawin_core.offices.file import Branch
from maawin_core.offices.licence import Licence
from maawin_core.offices.office import Office
from maawin_core.workers.profile import Origin, Sex, WorkerProfile
from maawin_core.workers.worker import Worker, entry_of, passport_value

from .container import Container
from .import_table import Fault, Row, errors_csv, rows_of

#: A row was taken (True), or says what is known already (False).
Take = Callable[[Row, Container, Actor], bool]


@frozen
class ImportReport:
    """What became of a file: rows taken, rows known before, and the bad ones."""

    kind: str
    taken: int
    known: int
    faults: tuple[Fault, ...]
    columns: tuple[str, ...]

    @property
    def errors(self) -> str:
        """The error file: mend its rows and import it again."""
        return errors_csv(self.faults, self.columns)


@frozen
class Import:
    """How rows of one kind are taken: columns that must be there, columns that may, and by what."""

    needed: tuple[str, ...]
    optional: tuple[str, ...]
    take: Take


def import_file(kind: str, text: str, container: Container, actor: Actor) -> ImportReport:
    """Take every good row; the bad ones come back. A file that was taken before changes nothing."""
    by = IMPORTS[kind]
    columns = (*by.needed, *by.optional)
    taken, known, faults = 0, 0, []
    # A file that cannot be read to its end is refused before any row of it is taken.
    for row in list(rows_of(text, columns, by.needed)):
        if isinstance(row, Fault):
            faults.append(row)
            continue
        try:
            new = by.take(row, container, actor)
        except (RuleBroken, WrongMoment, NotFound) as refusal:
            faults.append(Fault.of(row, refusal, _column(refusal, columns)))
        else:
            taken, known = taken + new, known + (not new)
    return ImportReport(kind, taken, known, tuple(faults), columns)


#: The column that a refusal is about, where its facts do not say so.
_COLUMN = {
    "taken_licence_number": "licence_number",
    "taken_eid": "eid",
    "taken_passport": "passport",
    "taken_qid": "qid",
    "taken_employer_qid": "qid",
    "office_unknown": "licence_number",
    "licence_days_reversed": "licence_last_day",
    "guarantee_negative": "guarantee_sum",
    "staff_until_past": "until",
    "role_not_of_party": "role",
    "worker_too_young": "born",
    "worker_too_old": "born",
    "born_in_future": "born",
    "qid_missing": "qid",
    "skill_unreadable": "skills",
    "expected_wage_missing": "expected_wage",
    "household_empty": "household_size",
}


def _column(refusal: Refusal, columns: tuple[str, ...]) -> str:
    if refusal.code == "money_unreadable":
        return next(name for name in columns if name in ("expected_wage", "guarantee_sum"))
    said = str(refusal.facts.get("field") or refusal.facts.get("kind") or "")
    return said if said in columns else _COLUMN.get(refusal.code, "")


def _holder(container: Container, name: str, value: str) -> UUID | None:
    held = container.storage().holder(Claim(name, value))
    return held[1] if held else None


def _who(row: Row) -> Identity:
    return Identity(
        name=row.text("name"),
        name_ar=row.text("name_ar"),
        born=row.day_or_none("born"),
        passport=row.text("passport"),
        qid=row.text("qid"),
        phone=row.text("phone"),
        email=row.text("email"),
        address=row.text("address"),
        iban=row.text("iban"),
    )


def _must_be_the_same(row: Row, known: Identity) -> None:
    # Two rows of one number with two names: one of the numbers is a slip, and somebody is missing.
    who = with_valid_numbers(_who(row))
    for field in ("name", "born"):
        found = getattr(who, field)
        if found and found != getattr(known, field):
            raise RuleBroken("known_otherwise", field=field, found=row.text(field)[:40])


def _office_of(row: Row, container: Container) -> OfficeId:
    number = normal(row.needed("licence_number"))
    held = _holder(container, "licence_number", number)
    if held is None:
        raise RuleBroken("office_unknown", found=number[:40])
    return OfficeId(held)


def _take_office(row: Row, container: Container, actor: Actor) -> bool:
    number = normal(row.needed("licence_number"))
    held = _holder(container, "licence_number", number)
    if held is not None:
        _must_be_the_same(row, container.storage().get(Office, held).identity)
        return False
    licence = Licence(
        number=number,
        class_=row.text("licence_class"),
        first_day=row.day("licence_first_day"),
        last_day=row.day("licence_last_day"),
    )
    details = OfficeDetails(
        identity=_who(row),
        licence=licence,
        cr=row.text("cr"),
        eid=row.text("eid"),
        branches=tuple(Branch(name) for name in row.several("branches")),
        guarantee_sum=row.money_or_none("guarantee_sum"),
    )
    container.register_office()(actor, details)
    return True


def _take_staff(row: Row, container: Container, actor: Actor) -> bool:
    office = _office_of(row, container)
    qid = valid_number("qid", row.needed("qid"))
    for member in container.storage().get(Office, office).staff:
        if member.identity.qid == qid:
            _must_be_the_same(row, member.identity)
            return False
    role, until = row.word("role", Role), row.day("until")
    container.authorise_staff()(actor, office, _who(row), role, until)
    return True


def _take_worker(row: Row, container: Container, actor: Actor) -> bool:
    office = _office_of(row, container)
    profile = _profile(row)
    number = valid_number("passport", row.needed("passport"))
    country = profile.passport_country
    gone = container.storage().holder(entry_of(office, country, number))
    if gone is not None:
        return False  # withdrawn since, or gone: a file does not bring her back
    held = _holder(container, "passport", passport_value(country, number))
    known = None if held is None else container.storage().get(Worker, held)
    if known is not None and known.office == office:
        _must_be_the_same(row, known.identity)
        return False
    container.list_worker()(actor, office, _who(row), profile)
    return True


def _profile(row: Row) -> WorkerProfile:
    return WorkerProfile(
        country=row.needed("country").upper(),
        passport_country=row.needed("passport_country").upper(),
        sex=row.word("sex", Sex),
        origin=row.word("origin", Origin),
        languages=row.several("languages"),
        skills=row.several("skills"),
        experience_years=row.number("experience_years", 0),
        expected_wage=row.money("expected_wage"),
        medical_until=row.day_or_none("medical_until"),
        language=row.text("language") or "en",
        age_exemption=row.text("age_exemption"),
    )


def _take_employer(row: Row, container: Container, actor: Actor) -> bool:
    qid = valid_number("qid", row.needed("qid"))
    held = _holder(container, "employer_qid", qid)
    if held is not None:
        _must_be_the_same(row, container.storage().get(Employer, held).identity)
        return False
    language, size = row.text("language") or "ar", row.number("household_size", 1)
    container.register_employer()(actor, _who(row), language, size)
    return True


#: Each kind of file, in the order in which they build on each other.
IMPORTS: dict[str, Import] = {
    "offices": Import(
        ("licence_number", "licence_first_day", "licence_last_day", "name"),
        (
            "licence_class", "name_ar", "cr", "eid", "phone", "email", "address", "iban",
            "branches", "guarantee_sum",
        ),
        _take_office,
    ),
    "staff": Import(
        ("licence_number", "name", "qid", "role", "until"),
        ("name_ar", "phone", "email"),
        _take_staff,
    ),
    "workers": Import(
        (
            "licence_number", "name", "born", "passport", "passport_country", "country", "sex",
            "origin", "expected_wage",
        ),
        (
            "name_ar", "qid", "languages", "skills", "experience_years", "medical_until",
            "language", "age_exemption", "phone",
        ),
        _take_worker,
    ),
    "employers": Import(
        ("name", "qid"),
        ("name_ar", "phone", "email", "address", "language", "household_size"),
        _take_employer,
    ),
}  # fmt: skip
