import ast

import attrs
from own_source import called, calls, frozen, functions, use_case_classes

from maawin_core.access.rights import RIGHTS, Act
from maawin_core.kernel.parties import Role
from maawin_entrypoints import container

#: What a use case may be made of: ports, and what a Ministry may choose.
PORTS = set(container.Ports.providers)
CHOICES = {"law", "policy"}

#: Who comes in is not known yet: this one finds her.
NO_ACTOR = {"maawin_core.access.use_cases.Recognise"}


def takes_actor_first(use_case: ast.ClassDef) -> bool:
    call = next(f for f in functions(use_case) if f.name == "__call__")
    first = [f"{each.arg}: {ast.unparse(each.annotation or each)}" for each in call.args.args[1:2]]
    return first == ["by: Actor"]


def acts_of(use_case: ast.AST) -> set[Act]:
    return {
        Act[node.attr]
        for node in ast.walk(use_case)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "Act"
    }


def saves(use_case: ast.AST) -> bool:
    return any(called(call) == "save" for call in calls(use_case))


def checks_rights(use_case: ast.AST) -> bool:
    return any(
        ast.unparse(call.func) in {"self.rights.check", "self.rights.see"}
        for call in calls(use_case)
    )


def compares_seen(use_case: ast.AST) -> bool:
    given = [word for call in calls(use_case) for word in call.keywords if word.arg == "seen"]
    return any(ast.unparse(word.value) == "seen" for word in given)


def changes_what_was_there(use_case: ast.AST) -> bool:
    """Whether something that was read is saved, followed through its assignments."""
    sources: dict[str, ast.expr] = {}
    for node in ast.walk(use_case):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            sources.setdefault(node.targets[0].id, node.value)
    saved = [call.args[0] for call in calls(use_case) if called(call) == "save"]
    return any(_was_read(expression, sources, set()) for expression in saved)


def _was_read(expression: ast.expr, sources: dict[str, ast.expr], met: set[str]) -> bool:
    match expression:
        case ast.Call(func=ast.Attribute(attr="get", value=ast.Name(id="work"))):
            return True
        case ast.Call(func=ast.Attribute(value=inner)) | ast.Attribute(value=inner):
            return _was_read(inner, sources, met)
        case ast.Name(id=name) if name in sources and name not in met:
            return _was_read(sources[name], sources, met | {name})
        case _:
            return False


def of_people(use_case: ast.AST) -> bool:
    """Whether a person may do it: what only the platform does has seen no earlier page."""
    return any(RIGHTS[act] != {Role.SYSTEM} for act in acts_of(use_case))


def test_every_use_case_takes_its_actor_first():
    without = {name for name, each in use_case_classes().items() if not takes_actor_first(each)}
    assert without == NO_ACTOR


def test_every_use_case_that_saves_checks_the_rights():
    assert not [
        name for name, each in use_case_classes().items() if saves(each) and not checks_rights(each)
    ]


def test_every_use_case_of_people_that_changes_a_thing_compares_what_they_saw():
    blind = [
        name
        for name, each in use_case_classes().items()
        if changes_what_was_there(each) and of_people(each) and not compares_seen(each)
    ]
    assert not blind


def test_a_use_case_without_actor_rights_or_seen_would_be_noticed():
    careless = ast.parse(
        "class Careless:\n"
        "    def __call__(self, dispute):\n"
        "        Act.DECIDE_DISPUTE\n"
        "        heard = work.get(Dispute, dispute)\n"
        "        decided = heard.decided()\n"
        "        work.save(decided)\n"
    ).body[0]
    assert isinstance(careless, ast.ClassDef)
    assert not takes_actor_first(careless)
    assert saves(careless)
    assert not checks_rights(careless)
    assert changes_what_was_there(careless)
    assert of_people(careless)
    assert not compares_seen(careless)


def test_every_use_case_is_wired():
    wired = {f"{each.__module__}.{each.__qualname__}" for each in container.USE_CASES.values()}
    assert wired == set(use_case_classes())


def test_every_act_has_roles_and_a_use_case():
    used = set().union(*(acts_of(each) for each in use_case_classes().values()))
    assert used == set(Act) == set(RIGHTS)
    assert all(RIGHTS.values())


def test_a_use_case_is_frozen_and_has_its_ports_as_fields():
    for each in container.USE_CASES.values():
        assert attrs.has(each)
        assert frozen(each), each.__name__
        assert {field.name for field in attrs.fields(each)} <= PORTS | CHOICES, each.__name__
