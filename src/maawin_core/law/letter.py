"""A reckoning as a letter: what was told, what the law says, how it was worked out, the answer.

Arabic lines begin with a mark that makes them run from right to left, and whatever runs the other
way (an exact fraction, a Latin name) is set apart, so that a terminal or a page keeps the order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction

from attrs import frozen

from maawin_core.kernel.money import Money
from maawin_core.words.catalogue import LANGUAGES, word

from .answer import label_of, mixed
from .domestic_work import DomesticWorkLaw
from .reading import READINGS
from .sheet import DAY, MONEY, Cited, FigureValue, Line, Reckoning
from .statutes import RIGHT_TO_LEFT, acts_said, apart, article_said, listed

_SIGNS = {"sum": " + ", "difference": " − ", "product": " × ", "quotient": " ÷ "}
_SENTENCES = {
    ("minimum", "numbers"): "smallest",
    ("maximum", "numbers"): "largest",
    ("minimum", "two"): "smaller",
    ("maximum", "two"): "larger",
    ("minimum", "days"): "earliest",
    ("maximum", "days"): "latest",
    ("round_half_up", "two"): "rounded",
}
#: Shares that people say in hundredths.
_IN_HUNDREDTHS = frozenset({"guarantee_share", "overtime_rate", "rest_day_premium"})
#: What rivals answer: by reading and choice.
Rivals = Mapping[str, Mapping[str, Reckoning]]


@frozen
class Letter:
    """Writes one reckoning in one language."""

    reckoning: Reckoning
    law: DomesticWorkLaw
    language: str
    articles: Sequence[str] = ()
    rivals: Rivals | None = None
    record: str = ""
    ref: str | None = None

    def text(self) -> str:
        """The whole letter."""
        mark = RIGHT_TO_LEFT if self.language == "ar" else ""
        return "\n".join(f"{mark}{line}" if line else "" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        told = self.reckoning
        yield self._say("subject", rule=word("rule", told.rule, self.language))
        if self.articles:
            yield self._listed(acts_said(self.articles, self.language), "; ")
        if self.ref:
            yield self._say("reference", ref=self._apart(self.ref))
        yield ""
        yield self._say("greeting" if told.amount is not None else "greeting_no_sum")
        given, law, worked = self._sorted()
        yield from self._part("answer", list(self._answer()))
        yield from self._part("facts", [self._given(line) for line in given])
        yield from self._part("law", [self._figure(line) for line in law])
        yield from self._part("working", [self._worked(line) for line in worked])
        yield from self._part("open", list(self._open()))
        yield from self._part("basis", list(self._basis()))

    def _part(self, heading: str, lines: list[str]) -> Iterator[str]:
        if lines:
            yield from ("", self._say(heading), *[f"  {line}" for line in lines])

    def _sorted(self) -> tuple[list[Line], list[Line], list[Line]]:
        figures = {each.code for each in self.law.parameters()} | {"accrual_start"}
        given: list[Line] = []
        law: list[Line] = []
        worked: list[Line] = []
        for line in self.reckoning.lines:
            if line.how is not None:
                worked.append(line)
            else:
                (law if line.code.split(".")[-1] in figures else given).append(line)
        return given, law, worked

    def _given(self, line: Line) -> str:
        return f"{self._label(line)}: {self._value(line)}"

    def _figure(self, line: Line) -> str:
        return f"{self._given(line)} ({self._listed(map(self._source, line.sources), '; ')})"

    def _worked(self, line: Line) -> str:
        how = self._how(line)
        return f"{self._given(line)}{f' = {how}' if how else ''}"

    def _how(self, line: Line) -> str:
        assert line.how is not None
        by_code = {each.code: each for each in self.reckoning.lines}
        parts = [
            self._value(by_code[each]) if isinstance(each, str) else str(each)
            for each in line.how.of
        ]
        if line.how.op in _SIGNS:
            return _SIGNS[line.how.op].join(parts) if len(parts) > 1 else ""
        if parts == [self._value(line)]:  # the later of one day, or a sum that needs no rounding
            return ""
        kind = "days" if line.unit == DAY else "two" if len(parts) < 3 else "numbers"
        sentence = _SENTENCES.get((line.how.op, kind))
        return self._say(sentence, parts=self._listed(parts, ", ")) if sentence else ""

    def _answer(self) -> Iterator[str]:
        told = self.reckoning
        amount = "" if told.amount is None else f": {self._money(told.amount)}"
        yield f"{word('status', told.status, self.language)}{amount}"
        for name, value in told.figures.items():
            yield f"{word('figure', name, self.language)}: {self._shown(value)}"
        for flag in told.flags:
            yield self._say("note", flag=word("flag", flag, self.language))
        if told.money("held"):
            now, held = self._money(told.money("payable_now")), self._money(told.money("held"))
            yield self._say("held", now=now, held=held)

    def _open(self) -> Iterator[str]:
        for id, choice in self.reckoning.readings.items():
            if len(READINGS[id].choices) == 1:
                continue
            name = word("reading", id, self.language)
            chosen = word("reading", f"{id}.{choice}", self.language)
            yield self._say("open_line", reading=f"{self._apart(id)} {name}", choice=chosen)
            if self.rivals is None:
                continue
            rivals = self.rivals.get(id, {})
            for rival, told in rivals.items():
                other = word("reading", f"{id}.{rival}", self.language)
                yield "  " + self._say("rival", choice=other, answer=self._rival(told))
            if not rivals:
                yield "  " + self._say("no_rival")

    def _rival(self, told: Reckoning) -> str:
        """Its sum; and what becomes of it, or what is answered, where that would be another."""
        amount = "" if told.amount is None else self._money(told.amount)
        if told.status == self.reckoning.status:
            return amount
        status = self._say("other_status", status=word("status", told.status, self.language))
        return f"{status}: {amount}" if amount else status

    def _basis(self) -> Iterator[str]:
        grades = {each.source.grade for line in self.reckoning.lines for each in line.sources}
        for grade in sorted(grades):
            yield self._say(f"grade.{grade}")
        yield self._say("not_advice")
        if self.record:
            yield self._say("record", record=self._apart(self.record))

    # Words and values

    def _say(self, code: str, **facts: str) -> str:
        return LANGUAGES[self.language][f"letter.{code}"].format(**facts)

    def _listed(self, parts: Iterable[str], comma: str) -> str:
        return listed(parts, comma, self.language)

    def _apart(self, text: str) -> str:
        return apart(text, self.language)

    def _label(self, line: Line) -> str:
        label = label_of(line.code)[self.language]
        last = line.code.split(".")[-1]
        if last == "started":
            return self._say("started", label=label)
        return f"{label} ({last})" if last.isdecimal() else label

    def _value(self, line: Line) -> str:
        value = line.value
        if not isinstance(value, Fraction):
            return self._shown(value)
        if line.code in _IN_HUNDREDTHS and 100 % value.denominator == 0:
            return f"{int(value * 100)} %"
        if line.unit != MONEY:
            exact = mixed(value)
            return self._apart(exact) if "/" in exact else exact
        if 100 % value.denominator == 0:
            return self._money(line.money)
        return self._say("money", amount=self._apart(mixed(value)))

    def _shown(self, value: FigureValue) -> str:
        match value:
            case None:
                return self._say("none")
            case bool():
                return self._say("yes" if value else "no")
            case Money():
                return self._money(value)
            case datetime():
                return f"{self._day(value.date())} {value:%H:%M}"
            case date():
                return self._day(value)
            case int():
                return str(value)
            case _:
                words = [word("fact", each, self.language) for each in str(value).split(", ")]
                return self._listed(words, ", ")

    def _money(self, amount: Money) -> str:
        whole, _, part = amount.plain.partition(".")
        return self._say("money", amount=f"{int(whole):,}.{part}")

    def _day(self, day: date) -> str:
        return f"{day.day} {LANGUAGES[self.language][f'month.{day.month}']} {day.year}"

    def _source(self, cited: Cited) -> str:
        source = cited.source
        if source.authority != "law":
            where = self._say(source.authority)
        else:
            where = article_said(f"{source.act} art. {source.article}", self.language)
        mark = [self._say(f"grade.{source.grade}").partition(":")[0]]
        mark += [self._apart(source.reading)] if source.reading else []
        return f"{where} [{self._listed(mark, ', ')}]"
