"""What a step that only looks has found, in a few plain lines (M6, M12, M13, M15)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from maawin_core.choice.use_cases.search import Found
from maawin_core.end_of_service.use_cases.drawing_up import Estimate
from maawin_core.offers.offer import OfferRow
from maawin_core.oversight.alert import Alert
from maawin_core.oversight.figures import Counted
from maawin_core.pilot.readiness import Measure, Readiness
from maawin_core.words.catalogue import sentence, word


def shown(made: object, language: str) -> Iterator[str]:
    """One line a finding. A thing that was changed is told by its state, and has no line here."""
    match made:
        case tuple():
            for each in made:
                yield from shown(each, language)
        case Counted():
            total = "" if made.sum is None else f" ({made.sum})"
            yield f"{word('indicator', made.code, language)}: {made.n}{total}"
        case Alert():
            facts = {"found": made.in_short, "threshold": made.threshold}
            yield sentence(f"alert.{made.code}", language, facts)
        case Readiness():
            yield from (_measure(each, language) for each in made.measures)
        case Estimate():
            yield f"{made.dues.amount} – {made.due}"
        case Found():
            for row in made.page.items:
                if isinstance(row, OfferRow):
                    yield f"{word('word', row.country, language)}: {row.price}"


def _measure(measure: Measure, language: str) -> str:
    """The figure with its n, the target, and whether it is met."""
    found, sign = measure.figure, "≤" if measure.at_most else "≥"
    value = "–" if found.value is None else _number(found.value)
    said = f"{value} (n = {found.n}; {sign} {_number(measure.target)})"
    verdict = word("word", measure.verdict.value, language)
    return f"{word('measure', found.code, language)}: {said} → {verdict}"


def _number(value: Fraction) -> str:
    return f"{float(value):.2f}".rstrip("0").rstrip(".")
