"""Stories: a whole journey as a file that a person can edit, played through the real use cases.

A story names people, then steps: *who* does *what* (a use case by its name) *with* which facts.
`@name` is the id of what an earlier step made (`as = "name"`), `@name.field` one of its values,
`@name#2025-02` the id of a part that is named after it: the wage of that month.
Between steps time passes, and everything that falls due on the way happens in its order.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Protocol, Union, get_args, get_origin, get_type_hints
from uuid import UUID, uuid5

from attrs import define, field, frozen
from cattrs import Converter, transform_error

from ..delivery import Deliver
from ..kernel.aggregate import Aggregate, kinds_of
from ..kernel.errors import Refusal
from ..kernel.identity import new_id
from ..kernel.money import Money
from ..kernel.parties import MINISTRY, PLATFORM, Actor, Party, PartyKind, Role
from ..ports.outbox import Outbox


class StoryWrong(Exception):
    """The story cannot be played as it is written: at which step, what was found, what would do.

    *refusal* is what ended it, where the story did not expect that a use case refuses.
    """

    def __init__(self, said: str, refusal: Refusal | None = None) -> None:
        super().__init__(said)
        self.refusal = refusal


class MovableClock(Protocol):
    """A clock that a story can set."""

    def now(self) -> datetime:
        """This instant."""
        ...

    def set(self, at: datetime) -> None:
        """Go to an instant."""
        ...


@frozen
class Played:
    """A step as it was played: who did what, what came of it, and what followed."""

    number: int
    at: datetime
    who: str
    does: str
    made: object
    refusal: Refusal | None
    followed: int
    note: str


_STEP_KEYS = {"who", "does", "with", "as", "at", "refused", "note"}
_STORY_KEYS = {"title", "start", "people", "step"}
_SHEETS = ("sheet", "record", "price_sheet", "wage_sheet")


@frozen
class Story:
    """A story as it was read."""

    title: str
    start: datetime
    people: Mapping[str, Mapping[str, str]]
    steps: tuple[Mapping[str, Any], ...]


def read_story(text: str, file: str = "story") -> Story:
    """The story that is written in this TOML; `StoryWrong` says what is wrong with it."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise StoryWrong(f"{file}: this is not TOML: {fault}") from fault
    _known(found, _STORY_KEYS, file)
    missing = _STORY_KEYS - set(found)
    if missing:
        raise StoryWrong(f"{file}: {', '.join(sorted(missing))} missing; a story has them all.")
    for number, step in enumerate(found["step"], 1):
        _known(step, _STEP_KEYS, f"{file}, step {number}")
        if not {"who", "does"} <= set(step):
            raise StoryWrong(f"{file}, step {number}: says who does what, and one is missing.")
        if step["who"] not in found["people"]:
            known = ", ".join(found["people"])
            raise StoryWrong(f"{file}, step {number}: “{step['who']}” is not one of {known}.")
    return Story(found["title"], found["start"], found["people"], tuple(found["step"]))


def _known(found: Mapping[str, Any], keys: set[str], where: str) -> None:
    unknown = sorted(set(found) - keys)
    if unknown:
        raise StoryWrong(f"{where}: unknown {', '.join(unknown)}; known are {sorted(keys)}.")


@define
class Player:
    """Plays a story over any assembly of the core: its use cases by name, its clock, its jobs."""

    use_cases: Mapping[str, Callable[..., Any]]
    clock: MovableClock
    deliver: Deliver
    outbox: Outbox
    _made: dict[str, Any] = field(factory=dict)
    _persons: dict[str, UUID] = field(factory=dict)

    def play(self, story: Story) -> Iterator[Played]:
        """Each step as it is played. A refusal that the story does not expect ends it."""
        self._made["ministry"], self._made["platform"] = MINISTRY, PLATFORM
        self.clock.set(story.start)
        for number, step in enumerate(story.steps, 1):
            self._pass_time(step.get("at"), number)
            yield self._played(story, number, step)

    def _pass_time(self, at: object, number: int) -> None:
        if at is None:
            return
        if not isinstance(at, datetime) or at.tzinfo is None or at < self.clock.now():
            raise StoryWrong(f"step {number}: `at` is a later time with its zone, not {at}.")
        while (due := self.outbox.next_due()) is not None and due <= at:
            self.clock.set(max(due, self.clock.now()))
            if not self._settle():
                break
        self.clock.set(at)
        self._settle()

    def _settle(self) -> int:
        followed = 0
        while taken := self.deliver():
            followed += taken
        return followed

    def _played(self, story: Story, number: int, step: Mapping[str, Any]) -> Played:
        actor = self._actor(story, step["who"], number)
        made, refusal = None, None
        try:
            made = self._call(actor, step, number)
        except Refusal as found:
            refusal = found
        expected = step.get("refused")
        if (refusal.code if refusal else None) != expected:
            came = f"refused with {refusal.code}" if refusal else "not refused"
            meant = f"to be refused with {expected}" if expected else "to be taken"
            said = f"step {number} ({step['does']}): was {meant}, and was {came}."
            raise StoryWrong(said, refusal)
        if "as" in step:
            self._made[step["as"]] = made
        at = self.clock.now()
        note = str(step.get("note", ""))
        return Played(number, at, step["who"], step["does"], made, refusal, self._settle(), note)

    def _actor(self, story: Story, who: str, number: int) -> Actor:
        person = story.people[who]
        try:
            party = self._party(person["party"])
            return Actor(self._persons.setdefault(who, new_id()), Role(person["role"]), party)
        except (KeyError, ValueError) as fault:
            raise StoryWrong(
                f"step {number}: {who} has no usable role and party: {fault}"
            ) from fault

    def _call(self, actor: Actor, step: Mapping[str, Any], number: int) -> Any:
        use_case = self.use_cases.get(step["does"])
        if use_case is None:
            known = ", ".join(sorted(self.use_cases))
            raise StoryWrong(f"step {number}: nobody can “{step['does']}”. Known: {known}.")
        hints = _hints(type(use_case))
        given = dict(step.get("with", {}))
        unknown = sorted(set(given) - set(hints))
        if unknown:
            wanted = ", ".join(n for n in hints if n not in ("by", "return", "seen"))
            raise StoryWrong(f"step {number}: {step['does']} takes {wanted}, not {unknown}.")
        facts = {name: self._fact(hints[name], value, number) for name, value in given.items()}
        return use_case(actor, **facts)

    def _fact(self, kind: Any, value: Any, number: int) -> Any:
        try:
            return self._converter().structure(self._named(value), kind)
        except StoryWrong as wrong:
            raise StoryWrong(f"step {number}: {wrong}") from wrong
        except Refusal:
            raise
        except Exception as fault:  # cattrs wraps whatever a value refused to be
            said = "; ".join(transform_error(fault))
            raise StoryWrong(f"step {number}: {value!r} cannot be read: {said}") from fault

    def _named(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: self._named(each) for name, each in value.items()}
        if isinstance(value, list):
            return [self._named(each) for each in value]
        if isinstance(value, str) and value.startswith("@"):
            whole, _, part = value[1:].partition("#")
            if part:
                return uuid5(self._named(f"@{whole}"), part)
            name, *path = value[1:].split(".")
            if name not in self._made:
                raise StoryWrong(f"nothing was made as “{name}” before")
            found = self._made[name]
            for each in path or ["id"]:
                found = found[int(each)] if each.isdigit() else getattr(found, each)
            return found
        return value

    def _party(self, text: str) -> Party:
        if text in ("ministry", "platform"):
            return MINISTRY if text == "ministry" else PLATFORM
        kind, _, name = text.partition(":")
        id = self._named(name)
        return Party(PartyKind(kind), id if isinstance(id, UUID) else UUID(id))

    def _converter(self) -> Converter:
        made = Converter(forbid_extra_keys=True)
        made.register_structure_hook(Money, lambda value, _: _money(value))
        made.register_structure_hook(UUID, lambda value, _: _id(value))
        made.register_structure_hook(date, lambda value, _: _day(value))
        made.register_structure_hook(datetime, lambda value, _: value)
        made.register_structure_hook(
            Party, lambda v, _: v if isinstance(v, Party) else self._party(v)
        )
        for plain_kind in (bool, int, str):
            made.register_structure_hook(plain_kind, _exactly)
        made.register_structure_hook_func(_is_kind, lambda value, _: kinds_of(Aggregate)[value])
        made.register_structure_hook_func(_is_optional, lambda v, t: _optional(made, v, t))
        return made


def _is_kind(kind: Any) -> bool:
    return get_origin(kind) is type  # a use case that asks what sort of thing to look at


def _is_optional(kind: Any) -> bool:
    return get_origin(kind) in (Union, UnionType) and NoneType in get_args(kind)


def _optional(converter: Converter, value: Any, kind: Any) -> Any:
    inner = next(each for each in get_args(kind) if each is not NoneType)
    return None if value is None else converter.structure(value, inner)


def _hints(use_case: type) -> dict[str, Any]:
    return get_type_hints(use_case.__call__)


def _money(value: Any) -> Money:
    return value if isinstance(value, Money) else Money(value)


def _id(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


def _day(value: Any) -> date:
    if type(value) is not date:
        raise TypeError(f"a day was needed, not {value!r}")
    return value


def _exactly(value: Any, kind: type) -> Any:
    if issubclass(kind, Enum):  # an enum of text is asked for under the name of text
        return kind(value)
    if type(value) is not kind:
        raise TypeError(f"{kind.__name__} was needed, not {value!r}")
    return value


def state_of(made: object) -> str:
    """Where a thing stands, as a word code; nothing for what has no status."""
    for name in ("status", "file_status", "availability"):
        status = getattr(made, name, None)
        if status is not None:
            return str(getattr(status, "value", status))
    return ""


def sheets_of(made: object) -> list[str]:
    """The decision records that a thing, or an answer, carries as they are kept: its own, its
    dues', those of the terms that hold, and of each decision."""
    parts = [getattr(made, name, None) for name in ("dues", "latest")]
    carriers = [made, *parts, *getattr(made, "decisions", ())]
    found = [getattr(each, name, None) for each in carriers for name in _SHEETS]
    return list(dict.fromkeys(s for s in found if isinstance(s, str) and s.startswith("{")))
