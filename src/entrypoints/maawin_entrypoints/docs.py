"""The pages that are printed from the code: who may do what (M16), the README's map, the API."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from maawin_core.access.rights import RIGHTS, SEES_ALL, Act
from maawin_core.kernel.aggregate import Row, kinds_of
from maawin_core.kernel.parties import PartyKind, Role
from maawin_core.words.catalogue import word

from . import law_pages
from .api import api
from .container import USE_CASES, in_memory
from .step_map import BEGIN, README, readme_with_map

ACCESS = Path("docs/access.md")
OPENAPI = Path("tests/golden/openapi.json")

_HEAD = """# Who may do what

Printed by `make docs` from `maawin_core/access/rights.py`; a test says whether it is fresh.

A person acts in one role for one party. What the party has no part in is *not found*; what it has
part in, and the role may not do, is *not allowed*. These roles see everything: {all}.

## Acts

"""

_LISTS = """
## Lists

Which rows of each list a party sees. A list that names no kind is for those who see everything.

"""


def access_page() -> str:
    """The page, as it should stand."""
    everything = ", ".join(sorted(_word("word", role) for role in SEES_ALL))
    return _HEAD.format(all=everything) + _acts() + _LISTS + _lists()


def _acts() -> str:
    roles = list(Role)
    head = ["act", "code", *(_word("word", role) for role in roles)]
    rows = [
        [_word("act", act), f"`{act}`", *("✓" if role in RIGHTS[act] else "" for role in roles)]
        for act in Act
    ]
    return _table(head, rows)


def _lists() -> str:
    assert USE_CASES  # the container knows every step: with it, every list is known
    ours = [each for each in kinds_of(Row).values() if each.__module__.startswith("maawin_core.")]
    named = {each.__name__: each for each in ours if ".testing" not in each.__module__}
    kinds = [kind for kind in PartyKind if kind not in {PartyKind.MINISTRY, PartyKind.PLATFORM}]
    head = ["list", *(_word("word", kind) for kind in kinds)]
    return _table(head, [[f"`{n}`", *_seen(named[n], kinds)] for n in sorted(named)])


def _seen(row: type[Row], kinds: Sequence[PartyKind]) -> list[str]:
    if row.public:
        return ["every row"] * len(kinds)
    return ["its own" if kind in row.seen_by else "" for kind in kinds]


def _table(head: list[str], rows: Sequence[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _word(area: str, code: str) -> str:
    return word(area, code, "en")


def openapi_page() -> str:
    """The golden description of the API: what a client may rely on changes by `make docs` alone."""
    served = api(in_memory()).openapi_schema.to_schema()
    return json.dumps(served, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def pages() -> dict[Path, str]:
    """Each printed page, as it should stand now."""
    readme = README.read_text(encoding="utf-8")
    mapped = readme_with_map(readme) if BEGIN in readme else readme
    printed = {ACCESS: access_page(), README: mapped, OPENAPI: openapi_page()}
    return {**printed, **law_pages.pages()}


if __name__ == "__main__":
    for page, text in pages().items():
        page.write_text(text, encoding="utf-8")
