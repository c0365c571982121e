import json
import tomllib
from datetime import date

import attrs
import pytest
from keep_records import RECORDS
from own_source import ROOT

from maawin_core.law.parameter import Since, Source
from maawin_core.law.qatar import QATAR
from maawin_core.law.record import canonical, law_version
from maawin_core.rulebook import RULES, replay

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
