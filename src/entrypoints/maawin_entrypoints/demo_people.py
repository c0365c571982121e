"""Synthetic people and offices, visibly so: names begin with "Synthetic", numbers are made."""

from __future__ import annotations

import random
from datetime import date, timedelta

from attrs import frozen

from maawin_core.kernel.identity import Identity
from maawin_core.kernel.money import Money
from maawin_core.offices.details import OfficeDetails
from maawin_core.offices.file import Branch
from maawin_core.offices.licence import Licence
from maawin_core.workers.profile import Origin, Sex, WorkerProfile


@frozen
class Country:
    """Where workers come from: how its numbers look, what is spoken, what a recruitment costs."""

    code: str
    numeric: int
    language: str
    price: int
    wage: int
    days: int


COUNTRIES = (
    Country("PHL", 608, "tl", 14_000, 1_850, 45),
    Country("IDN", 360, "id", 15_500, 1_600, 60),
    Country("LKA", 144, "si", 15_000, 1_500, 40),
    Country("IND", 356, "hi", 13_000, 1_400, 35),
    Country("BGD", 50, "bn", 13_000, 1_300, 40),
    Country("KEN", 404, "sw", 8_500, 1_200, 30),
    Country("ETH", 231, "am", 8_500, 1_100, 35),
)
SKILLS = ("cooking", "child_care", "elder_care", "cleaning", "driving", "laundry")
NUMBERS = ["صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"]


def in_arabic(number: int) -> str:
    """A number in Arabic words, digit by digit: for a name that nobody bears."""
    return " ".join(NUMBERS[int(digit)] for digit in str(number))


def qid(born: date, country: int, number: int) -> str:
    """A number of the right form, in a range that is not given out to people."""
    century = 2 if born.year < 2000 else 3
    return f"{century}{born.year % 100:02d}{country:03d}{90_000 + number:05d}"


def iban(number: int) -> str:
    """An account of the right form and check digits, at a bank, belonging to nobody."""
    account = f"QNBASYNTHETIC{number:012d}"
    digits = "".join(str(int(each, 36)) for each in f"{account}QA00")
    return f"QA{98 - int(digits) % 97:02d}{account}"


def office(number: int, today: date) -> OfficeDetails:
    """A licensed office."""
    identity = Identity(
        name=f"Synthetic Office {number:02d}",
        name_ar=f"مكتب افتراضي {in_arabic(number)}",
        phone=f"+9740000{number:04d}",
        email=f"office{number:02d}@example.invalid",
        address=f"Synthetic Street {number}",
        iban=iban(number),
    )
    return OfficeDetails(
        identity=identity,
        licence=Licence(
            number=f"SYN-{number:04d}",
            class_="A" if number % 3 else "B",
            first_day=today - timedelta(days=300),
            last_day=today + timedelta(days=400 + number),
        ),
        cr=f"{900_000 + number}",
        eid=f"99{number:06d}",
        branches=(Branch(name="Synthetic Branch", address=f"Synthetic Street {number}"),),
        guarantee_sum=Money(100_000),
    )


def staff(number: int) -> Identity:
    """Somebody who works in an office."""
    return Identity(
        name=f"Synthetic Staff {number:03d}",
        qid=qid(date(1985, 1, 1), 634, number),
        email=f"staff{number:03d}@example.invalid",
    )


def employer(number: int) -> Identity:
    """Somebody who recruits for a household."""
    return Identity(
        name=f"Synthetic Employer {number:03d}",
        name_ar=f"صاحب عمل افتراضي {in_arabic(number)}",
        qid=qid(date(1975, 1, 1), 634, 1_000 + number),
        phone=f"+9740001{number:04d}",
        email=f"employer{number:03d}@example.invalid",
        address=f"Synthetic Compound {number}",
    )


def worker(
    number: int, country: Country, chance: random.Random, today: date
) -> tuple[Identity, WorkerProfile]:
    """A worker, abroad or (one in five) in Qatar already."""
    born = date(today.year - chance.randint(22, 45), chance.randint(1, 12), chance.randint(1, 28))
    local = number % 5 == 0
    identity = Identity(
        name=f"Synthetic Worker {number:03d}",
        born=born,
        passport=f"SYN{number:05d}",
        qid=qid(born, country.numeric, 2_000 + number) if local else "",
        email=f"worker{number:03d}@example.invalid",
    )
    profile = WorkerProfile(
        country=country.code,
        passport_country=country.code,
        sex=Sex.MALE if number % 4 == 0 else Sex.FEMALE,
        origin=Origin.LOCAL if local else Origin.ABROAD,
        languages=("en", country.language) if number % 3 else ("ar", "en", country.language),
        skills=tuple(sorted(chance.sample(SKILLS, chance.randint(1, 3)))),
        experience_years=chance.randint(0, 12),
        expected_wage=Money(country.wage),
        medical_until=today + timedelta(days=500),
        language="en",
    )
    return identity, profile
