"""Keeps whole answers, and errors: `python tests/unit/law/keep_answers.py`, after a change.

Of very many questions those are kept whose answer shows something that none before it did: a line
that came about in another way, a status, a flag, a figure that is there or not, an error.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from fact_strategies import FACTS, readings
from hypothesis import HealthCheck, Phase, given, seed, settings

from maawin_core.law.answer import text_of
from maawin_core.law.letter import Letter
from maawin_core.law.qatar import QATAR
from maawin_core.rulebook import RULES, ask, calculate
from maawin_core.words.catalogue import LANGUAGES

ANSWERS = Path(__file__).with_name("answers")
QUESTIONS = 1_500
PRINTED = 5
NOTHING = ("0", "0.00")


def told(rule, facts, chosen):
    """The answer without the words of its lines and the digest of its record."""
    answer = calculate(rule, facts, readings=chosen, alternatives=not chosen)
    answer.pop("record", None)
    if "lines" in answer:
        answer["lines"] = [_line(each) for each in answer["lines"]]
    return answer


def _line(line):
    """A line as one text: its code, its value, how it came about, what it is cited from."""
    how = line.get("how", {"op": "given", "of": []})
    sources = [
        " ".join(text for name, text in each.items() if name != "url") for each in line["sources"]
    ]
    came = f"{how['op']} {' '.join(map(str, how['of']))}".strip()
    return " | ".join([f"{line['code']} = {line['value']}", came, *sources])


def shows(answer):
    """What there is to see in an answer, whatever its sums are."""
    if "error" in answer:
        error = answer["error"]
        return {(error["code"], error["field"])}
    found = {("status", answer["status"]), *(("flag", flag) for flag in answer["flags"])}
    found |= {("figure", name, _kind(value)) for name, value in answer["figures"].items()}
    found |= {("reading", *each) for each in answer["readings"].items()}
    for line in answer["lines"]:
        what, came, *_ = line.split(" | ")
        code, _, value = what.partition(" = ")
        found.add((re.sub(r"\d+", "1", f"{code} {came}"), value in NOTHING))
    return found


def _kind(value):
    return value if isinstance(value, bool) else value in (None, 0, "0.00")


def spoiled(facts):
    """The same facts with a field too few, one too many, or a value that cannot be."""
    yield {**facts, "colour": "blue"}
    for name, value in facts.items():
        yield {each: facts[each] for each in facts if each != name}
        for wrong in (
            None,
            "",
            "x",
            -1,
            0,
            "-1",
            10**9,
            "2035-13-01",
            "2001-01-01",
            "2040-06-01",
            [],
        ):
            yield {**facts, name: wrong}
        if isinstance(value, list) and value:
            yield {**facts, name: [*value, *value]}
            yield {**facts, name: [None]}
            if isinstance(value[0], dict):
                yield from ({**facts, name: [each, *value[1:]]} for each in spoiled(value[0]))


def kept(rule):
    """Questions that show all there is to see of one rule, each with its answer."""
    seen, found = set(), []

    def look(facts, chosen):
        answer = told(rule, facts, chosen)
        if not seen.issuperset(shows(answer)):
            seen.update(shows(answer))
            found.append({"facts": facts, "readings": chosen, "answer": answer})

    @seed(2026)
    @settings(
        max_examples=QUESTIONS, database=None, deadline=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(FACTS[rule], readings)
    def ask_all(facts, chosen):
        look(facts, {})
        look(facts, chosen)

    ask_all()
    for each in [one for one in found if "error" not in one["answer"]][:5]:
        for facts in spoiled(each["facts"]):
            look(facts, {})
    return found


def printed(rule, questions, language):
    """What people read: of some answers the sheet and the letter, of some errors the sentence."""
    answered = [each for each in questions if "error" not in each["answer"]]
    for each in answered[:: max(1, len(answered) // PRINTED)][:PRINTED]:
        asked = ask(rule, each["facts"], readings=each["readings"])
        found = calculate(rule, each["facts"], readings=each["readings"], alternatives=True)
        yield text_of(found, language)
        more = (asked.rule.articles, asked.rivals, "sha256:0", "R-1")
        yield Letter(asked.reckoning, QATAR, language, *more).text()
        yield Letter(asked.reckoning, QATAR, language).text()
    for each in questions:
        if "error" in each["answer"]:
            yield text_of(each["answer"], language)


def page(rule, questions, language):
    """The same as one text."""
    return "\n\n".join(printed(rule, questions, language)) + "\n"


def keep():
    ANSWERS.mkdir(exist_ok=True)
    for rule in RULES:
        questions = kept(rule)
        lines = (json.dumps(each, ensure_ascii=False, sort_keys=True) for each in questions)
        (ANSWERS / f"{rule}.jsonl").write_text("".join(f"{line}\n" for line in lines), "utf-8")
        for language in LANGUAGES:
            text = page(rule, questions, language)
            (ANSWERS / f"{rule}.{language}.txt").write_text(text, "utf-8")


if __name__ == "__main__":
    keep()
