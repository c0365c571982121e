import hashlib
import json
from datetime import date

import attrs
import pytest
from fact_strategies import questions, some
from hypothesis import given

from maawin_core.law.parameter import Since, Source
from maawin_core.law.qatar import QATAR
from maawin_core.law.record import canonical, digest, law_version
from maawin_core.rulebook import calculate, record_of, replay

SOME = some(80)

FEE = {"item": "contract_attestation", "on": "2026-01-01", "copies": 3}


def kept(**changes):
    record = json.loads(canonical(record_of("government-fees", FEE, {"A-44": "per_copy"})))
    return {**record, **changes}


def test_canonical_json_is_in_order_without_spaces_and_in_utf8():
    assert (
        canonical({"b": [1, None, True], "a": "é\n"}) == '{"a":"é\\n","b":[1,null,true]}'.encode()
    )


@SOME
@given(questions)
def test_a_kept_record_replays_to_the_same_bytes(question):
    rule, facts, chosen = question
    record = canonical(record_of(rule, facts, chosen))
    answer = calculate(rule, facts, readings=chosen)
    assert replay(json.loads(record)) is None
    assert answer["record"] == f"sha256:{hashlib.sha256(record).hexdigest()}"


def test_a_record_holds_no_label():
    assert "label" not in canonical(kept()).decode()
    assert (
        digest(kept()) == calculate("government-fees", FEE, readings={"A-44": "per_copy"})["record"]
    )


def test_a_changed_line_is_named():
    lines = [dict(line) for line in kept()["lines"]]
    lines[1]["value"] = "25.00"
    assert replay(kept(lines=lines)) == "lines.2 fee_contract_attestation"
    assert replay(kept(lines=kept()["lines"][:2])) == "lines.3 copies"


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"law": "qatar-1999+0"}, "law"),
        ({"rule_version": 99}, "rule"),
        ({"rule": "no-such-rule"}, "rule"),
        ({"facts": {}}, "facts"),
        ({"chosen": {"A-44": "per_page"}}, "facts"),
        ({"known_on": "soon"}, "facts"),
        ({"answer": {}}, "answer"),
        ({"signed": "x"}, "signed"),
        ({"lines": None}, "lines"),
    ],
)
def test_a_record_that_does_not_replay_says_where(change, where):
    assert replay(kept(**change)) == where


def test_the_same_facts_written_otherwise_have_the_same_record():
    written = {**FEE, "years": None, "exempt": False, "ref": "a"}
    assert (
        calculate("government-fees", written)["record"]
        == calculate("government-fees", FEE)["record"]
    )


def test_a_what_if_is_another_version_of_the_law():
    decree = Since(date(2030, 1, 1), 4, Source("Law 1/2030", "1", "A"))
    kinder = attrs.evolve(QATAR, gratuity_weeks=QATAR.gratuity_weeks.amended(decree))
    assert law_version(kinder) != law_version(QATAR)
    assert (
        calculate("government-fees", FEE, kinder)["record"]
        != calculate("government-fees", FEE)["record"]
    )
