"""The page `docs/access.md`, printed from the rights (M16): `python -m maawin_entrypoints.docs`."""

from __future__ import annotations

from pathlib import Path

from maawin_core import journey
from maawin_core.access.rights import RIGHTS, SEES_ALL, Act
from maawin_core.kernel.aggregate import Row, kinds_of
from maawin_core.kernel.parties import PartyKind, Role
from maawin_core.words.catalogue import word

ACCESS = Path("docs/access.md")

_HEAD = """# Who may do what

Printed by `make docs` from `maawin_core/access/rights.py`; a test says whether it is fresh.

A person acts in one role for one party. What the party has no part in is *not found*; what it has
part in, and the role may not do, is *not allowed*. {all} see everything.

## Acts

"""

_LISTS = """
## Lists

Which rows of each list a party sees. A list that names no kind is for those who see everything.

"""


def access_page() -> str:
    """The page, as it should stand."""
    everything = ", ".join(sorted(_word("word", role) for role in SEES_ALL))
    return _HEAD.format(all=everything.capitalize()) + _acts() + _LISTS + _lists()


def _acts() -> str:
    roles = list(Role)
    head = ["act", "code", *(_word("word", role) for role in roles)]
    rows = [
        [_word("act", act), f"`{act}`", *("✓" if role in RIGHTS[act] else "" for role in roles)]
        for act in Act
    ]
    return _table(head, rows)


def _lists() -> str:
    # The journey knows every step: with it, every list is known.
    assert journey.AFTER
    ours = [each for each in kinds_of(Row).values() if each.__module__.startswith("maawin_core.")]
    named = {each.__name__: each for each in ours if ".testing" not in each.__module__}
    kinds = [kind for kind in PartyKind if kind not in {PartyKind.MINISTRY, PartyKind.PLATFORM}]
    head = ["list", *(_word("word", kind) for kind in kinds)]
    return _table(head, [[f"`{n}`", *_seen(named[n], kinds)] for n in sorted(named)])


def _seen(row: type[Row], kinds: list[PartyKind]) -> list[str]:
    if row.public:
        return ["every row"] * len(kinds)
    return ["its own" if kind in row.seen_by else "" for kind in kinds]


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _word(area: str, code: str) -> str:
    return word(area, code, "en")


if __name__ == "__main__":
    ACCESS.write_text(access_page(), encoding="utf-8")
