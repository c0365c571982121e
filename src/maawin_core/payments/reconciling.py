"""A provider's list of what it moved against the books (M9): every difference is a case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from uuid import UUID

from attrs import define, field, frozen

from ..kernel.calendar import civil_day
from ..kernel.entry import KeptEntry, StatementLine
from ..kernel.money import Money
from ..kernel.settlement import Movement, SettlementLine


class Difference(StrEnum):
    """What can be different between a provider's list and the books."""

    NOT_IN_BOOKS = "not_in_books"
    NOT_AT_PROVIDER = "not_at_provider"
    AMOUNT_DIFFERS = "amount_differs"
    LISTED_TWICE = "listed_twice"


@frozen(kw_only=True)
class Case:
    """One difference, with what either side says of it, and the thing that the entry is about."""

    difference: Difference
    movement: Movement
    reference: str
    day: date
    listed: Money | None = None
    booked: Money | None = None
    about: UUID | None = None


#: What an entry on a provider's account is, by its code.
MOVEMENTS = {
    "fee_taken": Movement.CHARGE,
    "paid_in": Movement.CHARGE,
    "refund_given": Movement.REFUND,
    "payout_done": Movement.REFUND,
    "refund_returned": Movement.BOUNCE,
    "payout_returned": Movement.BOUNCE,
}

Key = tuple[Movement, str]


@define
class Listed:
    """A provider's lines, waiting to be found in the books."""

    _by_key: dict[Key, SettlementLine] = field(factory=dict)
    _by_call: dict[UUID, Key] = field(factory=dict)
    _twice: list[Case] = field(factory=list)
    first: date = date.max
    last: date = date.min
    matched: int = 0

    @classmethod
    def of(cls, lines: Iterable[SettlementLine]) -> Listed:
        """These lines; one that is listed again is a case, and counts once."""
        made = cls()
        for line in lines:
            day, key = civil_day(line.at), (_way(line.movement), line.reference)
            made.first, made.last = min(made.first, day), max(made.last, day)
            if key in made._by_key:
                made._twice.append(_only_listed(Difference.LISTED_TWICE, line))
                continue
            made._by_key[key] = line
            if line.call is not None and key[0] is Movement.CHARGE:
                made._by_call[line.call] = key
        return made

    @property
    def currencies(self) -> frozenset[str]:
        """In which currencies there are lines."""
        return frozenset(line.amount.currency for line in self._by_key.values())

    def against(self, booked: Iterable[StatementLine]) -> Iterator[Case]:
        """Each difference to what is booked on the provider's account."""
        for line in booked:
            yield from self._met(line)

    def left(self) -> Iterator[Case]:
        """What was listed twice, and what no entry was found for."""
        yield from self._twice
        for line in self._by_key.values():
            yield _only_listed(Difference.NOT_IN_BOOKS, line)

    def _met(self, line: StatementLine) -> Iterator[Case]:
        entry, amount = line.posted.entry, abs(line.amount)
        movement = MOVEMENTS.get(entry.code)
        if movement is None:
            return
        day = civil_day(line.posted.happened_at)
        listed = self._taken(movement, entry)
        if listed is not None and listed.amount == amount:
            self.matched += 1
            return
        in_period = self.first <= day <= self.last
        if listed is None and not in_period:
            return
        yield Case(
            difference=Difference.AMOUNT_DIFFERS if listed else Difference.NOT_AT_PROVIDER,
            movement=movement,
            reference=entry.reference,
            day=day,
            listed=listed.amount if listed else None,
            booked=amount,
            about=entry.about,
        )

    def _taken(self, movement: Movement, entry: KeptEntry) -> SettlementLine | None:
        key = (movement, entry.reference)
        if key not in self._by_key and movement is Movement.CHARGE:
            key = self._by_call.get(entry.key, key)  # a charge is posted under its call
        return self._by_key.pop(key, None)


def _way(movement: Movement) -> Movement:
    # A refund by payout is a refund in the books: whoever reads the list sees money going out.
    return Movement.REFUND if movement is Movement.PAYOUT else movement


def _only_listed(difference: Difference, line: SettlementLine) -> Case:
    return Case(
        difference=difference, movement=line.movement, reference=line.reference,
        day=civil_day(line.at), listed=line.amount, about=line.call,
    )  # fmt: skip
