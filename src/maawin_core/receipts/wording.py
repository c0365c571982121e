"""How a receipt says sums, days, names and articles in one language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from attrs import frozen

from ..kernel.calendar import DOHA
from ..kernel.identity import Identity
from ..kernel.money import Money
from ..kernel.paper import Item, apart, by_itself
from ..law.answer import label_of
from ..words.catalogue import LANGUAGES, word

_MONEY = re.compile(r"-?[0-9]+\.[0-9]{2}")
_SHARE = re.compile(r"([0-9]+)/([0-9]+)")
_IN_HUNDRED = 100
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ACT = re.compile(r"(Law|Decision|Circular) ([0-9]+)/([0-9]{4})")


@frozen
class Wording:
    """One language of a receipt."""

    language: str

    def say(self, code: str, **facts: str) -> str:
        """A sentence or label of receipts."""
        return LANGUAGES[self.language][f"receipt.{code}"].format(**facts)

    def item(self, code: str, value: str, about: str = "") -> Item:
        """A line under its label."""
        return Item(self.say(code), value, about)

    def money(self, amount: Money) -> str:
        """An amount with its currency: riyals by their name, any other by its code."""
        whole, _, part = amount.plain.partition(".")
        grouped = f"{int(whole):,}.{part}" if part else f"{int(whole):,}"
        if amount.currency != "QAR":
            return apart(f"{amount.currency} {grouped}", self.language)
        return LANGUAGES[self.language]["letter.money"].format(amount=grouped)

    def day(self, day: date) -> str:
        """A day by the name of its month."""
        return f"{day.day} {LANGUAGES[self.language][f'month.{day.month}']} {day.year}"

    def instant(self, at: datetime) -> str:
        """A moment by the clock of Doha."""
        here = at.astimezone(DOHA)
        return f"{self.day(here.date())} {here:%H:%M}"

    def apart(self, text: str) -> str:
        """What is written in Latin letters, whatever the language."""
        return apart(text, self.language)

    def written(self, text: str) -> str:
        """What people have written, in whatever language."""
        return by_itself(text, self.language)

    def name(self, who: Identity) -> str:
        """A name in the script of this language, where it is known in it."""
        if self.language == "ar":
            return who.name_ar or self.apart(who.name)
        return who.name

    def line(self, line: Mapping[str, Any]) -> Item:
        """A line of a kept sheet, with its articles."""
        sources = " · ".join(self._source(each) for each in line["sources"])
        label = label_of(line["code"])[self.language]
        return Item(label, self._value(line["value"]), sources)

    def _value(self, value: object) -> str:
        said = str(value)
        if _MONEY.fullmatch(said):
            return self.money(Money(said))
        if _DAY.fullmatch(said):
            return self.day(date.fromisoformat(said))
        share = _SHARE.fullmatch(said)
        if share and _IN_HUNDRED % int(share[2]) == 0:
            return self.apart(f"{int(share[1]) * _IN_HUNDRED // int(share[2])} %")
        if "/" in said:
            return self.apart(said)
        comma = "، " if self.language == "ar" else ", "
        return comma.join(word("fact", each, self.language) for each in said.split(", "))

    def _source(self, source: Mapping[str, str]) -> str:
        authority = source.get("authority")
        where = LANGUAGES[self.language][f"letter.{authority}"] if authority else self._law(source)
        marks = [source["grade"], *([source["reading"]] if "reading" in source else [])]
        return f"{where} {self.apart('[' + ', '.join(marks) + ']')}"

    def _law(self, source: Mapping[str, str]) -> str:
        words = LANGUAGES[self.language]
        found = _ACT.fullmatch(source["act"])
        act = self.apart(source["act"])
        if found is not None:
            act = words[f"statute.{found[1].lower()}"].format(number=found[2], year=found[3])
        if not source["article"][:1].isdigit():
            return act
        return words["statute.article"].format(act=act, article=source["article"])
