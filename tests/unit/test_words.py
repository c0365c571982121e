import ast
import enum
import re
import typing
from collections.abc import Iterable, Iterator
from datetime import date
from string import Formatter
from uuid import UUID

import attrs
import pytest
from own_source import Module, called, calls, every_module, functions, kinds, modules, strings

from maawin_core.access.rights import Act
from maawin_core.books.chart import CHART
from maawin_core.journey import AFTER, WHEN_DUE
from maawin_core.kernel import errors
from maawin_core.kernel.aggregate import Aggregate, Event, Row, snake
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import PartyKind, Role
from maawin_core.law.reform import UnsoundReform
from maawin_core.notices.use_cases import TellParties, TellPlatform
from maawin_core.words.catalogue import LANGUAGES, refusal_sentence


def subclasses(kind: type) -> set[type]:
    """This class and all that are made from it."""
    return {kind}.union(*map(subclasses, kind.__subclasses__()))


#: Those of a module that only some commands import count as well, whatever ran before.
REFUSALS = {each.__name__ for each in subclasses(errors.Refusal) | {UnsoundReform}}

#: Functions that refuse with the code that they are given, and where they take it.
HANDED_ON = {"require": 1, "_text": 2}

#: What the law says of facts that it cannot read: the rulebook answers with these, by other words.
OF_LAW = {"BadFacts", "NoFigure", "UnknownReading", "UnsoundFigure", "_text"}

CODE = re.compile(r"[a-z][a-z0-9_]*")


def codes_in(expression: ast.expr) -> set[str]:
    """The codes that an argument can be: a literal, or one of two."""
    match expression:
        case ast.Constant(value=str(code)):
            return {code}
        case ast.IfExp(body=one, orelse=other):
            return codes_in(one) | codes_in(other)
        case _:
            return set()


def refusals_of(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Each code that is refused with, and the call."""
    for call in calls(tree):
        where = 0 if called(call) in REFUSALS else HANDED_ON.get(called(call))
        if where is not None and len(call.args) > where:
            yield from ((code, call) for code in codes_in(call.args[where]))


def told_by(tree: ast.Module, what: str, method: str) -> set[str]:
    """The codes that `Obligation(...)` or `Moment(...)` is made with, or its method names.

    A method may choose its code from a table: of it, and of the tables of the module that it
    names, every string that looks like a code counts.
    """
    direct = {
        code
        for call in calls(tree)
        if called(call) == what and call.args
        for code in codes_in(call.args[0])
    }
    tables = {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for each in functions(tree):
        if each.name == method:
            body = each.body[1:] if ast.get_docstring(each) else each.body
            names = {n.id for part in body for n in ast.walk(part) if isinstance(n, ast.Name)}
            found = strings([*body, *(tables[name] for name in names & set(tables))])
            direct |= {code for code in found if CODE.fullmatch(code)}
    return direct


def in_core(what: str, method: str) -> set[str]:
    return set().union(*(told_by(m.tree, what, method) for m in modules("maawin_core")))


def literal_arguments(function: str, place: int) -> set[str]:
    """What is said, literally, at one place of every call of *function* in the core."""
    return {
        code
        for module in modules("maawin_core")
        if "testing" not in module.parts
        for call in calls(module.tree)
        if called(call) == function and len(call.args) > place
        for code in codes_in(call.args[place])
    }


def words_of(hint: object, met: frozenset[object] = frozenset()) -> set[str]:
    """Every value of every enum that a value of this type can hold."""
    if hint in met:
        return set()
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return {str(each.value) for each in hint}
    if isinstance(hint, type) and attrs.has(hint):
        inner = [each.type for each in attrs.fields(attrs.resolve_types(hint))]
    else:
        inner = list(typing.get_args(hint))
    return set().union(*(words_of(each, met | {hint}) for each in inner))


def people_see() -> set[str]:
    shown = [*kinds(Aggregate).values(), *kinds(Row).values(), *kinds(Event).values()]
    return set().union(*map(words_of, [*shown, Role, PartyKind]))


def claims() -> set[str]:
    return {f"taken_{name}" for name in literal_arguments("Claim", 0)}


def refused() -> set[str]:
    return {code for code, call in all_refusals() if called(call) not in OF_LAW} | claims()


def misread() -> set[str]:
    return {code for code, call in all_refusals() if called(call) in OF_LAW - {"UnsoundFigure"}}


def all_refusals() -> Iterator[tuple[str, ast.Call]]:
    return (each for module in every_module() for each in refusals_of(module.tree))


def told() -> set[type[Event]]:
    telling = {TellParties, TellPlatform}
    return {event for event, then in AFTER.items() if telling & {c.use_case for c in then}}


#: What has to have words, by the prefix of its entry in `words/`.
SAID = {
    "refusal": refused,
    "law_error": misread,
    "word": people_see,
    "thing": lambda: set(kinds(Aggregate)),
    "act": lambda: set(Act),
    "obligation": lambda: in_core("Obligation", "obligations"),
    "moment": lambda: in_core("Moment", "moments"),
    "event": lambda: set(kinds(Event)),
    "notice": lambda: {snake(event.__name__) for event in told()},
    "entry": lambda: set().union(
        *(literal_arguments(f, 1) for f in ("move", "spread", "corrected"))
    ),
    "account": lambda: set(CHART),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("area", SAID)
def test_every_code_has_words_in_every_language(area, language):
    said = SAID[area]()
    assert said
    assert sorted(said - words_under(area, language)) == []


def words_under(area: str, language: str) -> set[str]:
    known = LANGUAGES[language]
    return {key.removeprefix(f"{area}.") for key in known if key.startswith(f"{area}.")}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_languages_say_the_same_things_of_the_same_facts():
    english = LANGUAGES["en"]
    for language, known in LANGUAGES.items():
        assert sorted(set(known) ^ set(english)) == [], language
        other = [k for k in english if placeholders(known[k]) != placeholders(english[k])]
        assert other == [], language


def test_no_entry_is_said_twice_and_none_is_empty():
    for language in LANGUAGES:
        files = [m for m in modules("maawin_core") if f".words.{language}." in m.name]
        assert files
        keys = [key for module in files for key in written_keys(module)]
        assert sorted({key for key in keys if keys.count(key) > 1}) == []
        assert all(text.strip() for text in LANGUAGES[language].values())


def written_keys(module: Module) -> Iterable[str]:
    tables = (node for node in ast.walk(module.tree) if isinstance(node, ast.Dict))
    return [
        str(key.value) for table in tables for key in table.keys if isinstance(key, ast.Constant)
    ]


def test_every_refusal_brings_the_facts_that_its_sentence_names():
    lacking = []
    for module in every_module():
        for code, call in refusals_of(module.tree):
            given = {word.arg for word in call.keywords}
            if called(call) in OF_LAW:
                continue  # the rulebook fills in what every one of them may name
            wanted = placeholders(LANGUAGES["en"].get(f"refusal.{code}", ""))
            if None not in given and wanted - given:
                lacking.append(f"{module.path}:{call.lineno} {code}: {sorted(wanted - given)}")
    assert lacking == []


def test_every_notice_names_only_facts_of_its_event():
    shown = (Money, str, int, UUID, date)
    for event in told():
        wanted = placeholders(LANGUAGES["en"].get(f"notice.{snake(event.__name__)}", ""))
        hints = {each.name: each.type for each in attrs.fields(attrs.resolve_types(event))}
        given = {name for name, hint in hints.items() if can_be(hint, shown)}
        assert wanted - given == set(), event.__name__


def can_be(hint: object, shown: tuple[type, ...]) -> bool:
    hint = getattr(hint, "__supertype__", hint)
    if isinstance(hint, type):
        return issubclass(hint, shown)
    return any(can_be(each, shown) for each in typing.get_args(hint))


# What follows from what


def test_every_moment_that_a_thing_waits_for_is_seen_to():
    assert in_core("Moment", "moments") == set(WHEN_DUE)


def test_what_follows_follows_from_events():
    assert set(AFTER) <= set(kinds(Event).values())


# Seen red


def test_a_code_without_words_would_be_found():
    tree = ast.parse(
        "_TURNS = {1: ('say_yes', 2)}\n"
        "def decide(self):\n"
        "    require(self.open, 'is_shut', found=1)\n"
        "    raise WrongMoment('too_late' if late else 'too_soon', due=2)\n"
        "class Thing:\n"
        "    def obligations(self):\n"
        "        'Whose turn it is.'\n"
        "        return (Obligation(_TURNS[1][0], me, you, due),)\n"
        "    def moments(self):\n"
        "        return {Moment('its_day', due)}\n"
    )
    assert {code for code, _ in refusals_of(tree)} == {"is_shut", "too_late", "too_soon"}
    assert told_by(tree, "Obligation", "obligations") == {"say_yes"}
    assert told_by(tree, "Moment", "moments") == {"its_day"}
    assert placeholders("{found} of {needed}") == {"found", "needed"}


def test_a_refusal_says_its_code_where_it_is_raised():
    # Otherwise nobody, and no test, can find the sentences that it needs.
    unnamed = [
        f"{module.path}:{call.lineno}"
        for module in modules("maawin_core")
        for call in calls(module.tree)
        if called(call) in REFUSALS | {"require"}
        and not codes_in(code := call.args[HANDED_ON.get(called(call), 0)])
        and ast.unparse(code) not in {"code", "bad.code"}  # handed on: said where it began
    ]
    assert unnamed == []


def test_an_act_appears_by_its_words_and_never_by_its_code():
    facts = {"act": Act.CONSENT_TO_MOVE, "role": Role.EMPLOYER, "needed": (Role.WORKER,)}
    assert "(agree to move to another employer)" in refusal_sentence("not_allowed", "en", facts)
    facts["act"] = Act.RECORD_VISA
    assert "record_visa" not in refusal_sentence("not_allowed", "ar", facts)
