"""Who issued each act: the Amir every law, and somebody else every decision."""

from __future__ import annotations

from maawin_core.law.parameter import Source

AMIR = "amir"

#: By act; the ministry of labour has had more than one name.
DECISIONS = {
    "Decision 8/2005": "labour_minister",
    "Decision 39/2018": "development_labour_social_minister",
    "Decision 95/2019": "interior_minister",
    "Decision 1/2022": "price_committee",
    "Decision 21/2021": "development_labour_social_minister",
    "Decision 32/2025": "labour_minister",
    "Ministry practice 2017": "development_labour_social_minister",
    "Platform policy": "platform",
    "Philippine floor": "philippine_migrant_workers",
    "DMW Circular 3/2025": "philippine_migrant_workers",
}


def issued_by(source: Source) -> str | None:
    """The authority that issued an act, by its code in `words/`; None of an act not known here."""
    return AMIR if source.act.startswith("Law ") else DECISIONS.get(source.act)
