"""What a check of an identity number found, as the answer that people and programs get."""

from __future__ import annotations

from typing import Any

from maawin_core.kernel.identifiers import check

from .answer import LANGUAGES, said


def identifier_answer(kind: str, value: str) -> dict[str, Any]:
    """Status, normal form, what it says, and one message a fault, in each language."""
    found = check(kind, value)
    return {
        "status": found.status,
        "value": found.value.encode("utf-8", "replace").decode(),
        "says": dict(found.says),
        "messages": [{"code": code, **said(f"id.{code}")} for code in found.messages],
    }


def identifier_text(kind: str, found: dict[str, Any], language: str = "en") -> str:
    """The same as people read it."""
    words = LANGUAGES[language]
    shown = [f"{words[f'id.{kind}']} {found['value']}: {words['id.' + found['status']]}"]
    shown += [f"  {words[f'id.{name}']}: {value}" for name, value in found["says"].items()]
    shown += [f"! {message[language]}" for message in found["messages"]]
    return "\n".join(shown)
