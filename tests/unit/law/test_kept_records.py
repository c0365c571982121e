import json
import tomllib
from datetime import date

import attrs
import pytest
from keep_records import RECORDS
from own_source import ROOT

from maawin_core.kernel.money import Money
from maawin_core.law.parameter import Parameter, Since, Source
from maawin_core.law.qatar import QATAR
from maawin_core.law.record import canonical, law_version
from maawin_core.rulebook import RULES, calculate, replay

FILES = sorted(RECORDS.glob("*/*.jsonl"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name} {file.stem}")
def test_every_record_of_a_released_version_replays_to_the_same_bytes(file):
    for line in file.read_text("utf-8").splitlines():
        kept = json.loads(line)
        assert replay(kept) is None, line[:200]
        assert canonical(kept).decode() == line


def test_every_rule_has_records_of_this_version():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert {file.stem for file in FILES if file.parent.name == version} == set(RULES)


def test_an_amended_law_still_holds_the_one_before_it():
    decree = Since(date(2028, 1, 1), 4, Source("Law 1/2027", "1", "A"), known=date(2027, 6, 1))
    later = attrs.evolve(
        QATAR, version="qatar-2027", gratuity_weeks=QATAR.gratuity_weeks.amended(decree)
    )
    before = attrs.evolve(later.as_known_on(date(2026, 11, 23)), version=QATAR.version)
    assert law_version(later) != law_version(QATAR)
    assert law_version(before) == law_version(QATAR)


def test_a_law_that_caps_one_country_more_still_holds_the_one_before_it():
    decree = Since(date(2028, 1, 1), Money(8000), Source("Decision 1/2028", "1", "A"))
    caps = {**QATAR.price_caps, "NPL": Parameter("price_cap NPL", (decree,))}
    later = attrs.evolve(QATAR, version="qatar-2028", price_caps=caps)
    before = attrs.evolve(later.as_known_on(date(2026, 11, 23)), version=QATAR.version)
    assert law_version(before) == law_version(QATAR)
    assert law_version(attrs.evolve(later, version=QATAR.version)) != law_version(QATAR)
    charged = [{"name": "all", "amount": "9000"}]
    price = {"recruited_from": "NPL", "kind": "abroad", "office_charges": charged}
    for law, day, status in (
        (before, "2028-01-01", "no_cap_review"),
        (later, "2027-12-31", "no_cap_review"),
        (later, "2028-01-01", "above_cap"),
    ):
        assert calculate("price-cap", {**price, "contract_day": day}, law)["status"] == status
