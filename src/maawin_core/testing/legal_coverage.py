"""Which article has which figures, which rules, and how many cases: nothing in force untested."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from maawin_core.law.domestic_work import DomesticWorkLaw
from maawin_core.law.parameter import Source
from maawin_core.law.qatar import QATAR
from maawin_core.rulebook import RULES

from .boundaries import rules_by_figure
from .legal_cases import LegalCase


@frozen
class Covered:
    """One article in force: its figures, the rules that stand on it, and the cases that name it."""

    article: str
    figures: tuple[str, ...]
    rules: tuple[str, ...]
    cases: int


def coverage(cases: Iterable[LegalCase], law: DomesticWorkLaw = QATAR) -> tuple[Covered, ...]:
    """Every article in force of this law, with what stands on it."""
    figures: dict[str, set[str]] = {}
    rules: dict[str, set[str]] = {}
    uses = rules_by_figure(law)
    for parameter in law.parameters():
        for entry in parameter.entries:
            if entry.source.authority == "law":
                article = article_of(entry.source)
                figures.setdefault(article, set()).add(parameter.code)
                rules.setdefault(article, set()).update(uses.get(parameter.code, ()))
    for rule in RULES.values():
        for article in rule.articles:
            rules.setdefault(article, set()).add(rule.name)
    named = [article for case in cases for article in case.articles]
    return tuple(
        Covered(
            article,
            tuple(sorted(figures.get(article, ()))),
            tuple(each for each in RULES if each in rules[article]),
            sum(1 for each in named if is_under(each, article)),
        )
        for article in sorted(rules, key=_in_order)
    )


def article_of(source: Source) -> str:
    """An act and its article, as cases name it; the act alone where the article was not seen."""
    numbered = source.article[:1].isdigit()
    return f"{source.act} art. {source.article}" if numbered else source.act


def is_under(named: str, article: str) -> bool:
    """Whether a case that names this stands for that article, or for its act."""
    return named == article or named.startswith(f"{article} art. ")


def _in_order(article: str) -> tuple[str, int]:
    act, _, number = article.partition(" art. ")
    return act, int(number) if number.isdigit() else 0
