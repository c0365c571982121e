"""Whether a worker may be listed at her age (M2): the rule of the law, as a refusal."""

from __future__ import annotations

from datetime import date

from ..kernel.errors import RuleBroken, require
from ..kernel.identity import Identity
from ..law.domestic_work import DomesticWorkLaw
from .age_at_contract import Age, age_at_contract
from .profile import WorkerProfile


def must_be_of_age(
    identity: Identity, profile: WorkerProfile, on: date, law: DomesticWorkLaw
) -> None:
    """Refuse who would be too young, or without an exemption too old, if recruited on this day."""
    if identity.born is None:
        raise RuleBroken("text_missing", field="born")
    require(identity.born <= on, "born_in_future", found=identity.born, needed=on)
    facts = Age(born=identity.born, contract_day=on, exemption=profile.age_exemption or None)
    sheet = age_at_contract(facts, law)
    age = sheet.figures["age"]
    if sheet.status == "too_young":
        raise RuleBroken("worker_too_young", found=age, needed=law.lowest_age.on(on))
    if sheet.status == "too_old":
        raise RuleBroken("worker_too_old", found=age, needed=law.highest_age.on(on))
