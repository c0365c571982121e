"""What a library says of a body that it cannot read, in the reader's language."""

from __future__ import annotations

import re

from maawin_core.words.catalogue import sentence, word

#: How the library begins, and what we say; a name in the pattern is a fact of the sentence.
_SAID = (
    (r"Object missing required field `(?P<field>.+?)`", "problem.field_missing"),
    (r"Object contains unknown field `(?P<field>.+?)`", "problem.field_unknown"),
    (r"Expected `(?P<needed>.+?)`, got `(?P<found>.+?)`", "problem.other_kind"),
    (r"Invalid RFC3339 encoded date$", "problem.day_unreadable"),
    (r"Invalid RFC3339 encoded datetime", "problem.time_unreadable"),
    (r"Invalid UUID", "problem.id_unreadable"),
    (r"(Input data was truncated|JSON is malformed)", "problem.json_unreadable"),
)


def told(message: str, language: str) -> str:
    """The same in the reader's language; what we do not know stays as the library says it."""
    for pattern, code in _SAID:
        found = re.match(pattern, message)
        if found:
            facts = found.groupdict()
            if code == "problem.other_kind":
                facts = {name: _kinds(kinds, language) for name, kinds in facts.items()}
            # In quotes: a field is named as it has to be written, never by its word.
            facts = {n: f"“{said}”" if n == "field" else said for n, said in facts.items()}
            return sentence(code, language, facts)
    return message


def _kinds(kinds: str, language: str) -> str:
    return " / ".join(word("kind", kind, language) for kind in kinds.split(" | "))
