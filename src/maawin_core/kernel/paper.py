"""A paper that people keep: what it says, in one language, before anybody sets it in type."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

RIGHT_TO_LEFT = "\u200f"
_APART, _BY_ITSELF, _TOGETHER = "\u2066", "\u2068", "\u2069"


@frozen
class Item:
    """One line: what it is, what it says, and where that is from."""

    label: str
    value: str
    about: str = ""


@frozen
class Part:
    """Lines that belong together, under a heading."""

    heading: str
    items: tuple[Item, ...]


@frozen(kw_only=True)
class Paper:
    """A numbered paper. Its text, and any print of it, says the same."""

    language: str
    title: str
    number: str
    parts: tuple[Part, ...]
    closing: tuple[str, ...] = ()

    def text(self) -> str:
        """The whole paper as plain text; Arabic lines begin with a mark that makes them so run."""
        mark = RIGHT_TO_LEFT if self.language == "ar" else ""
        return "\n".join(f"{mark}{line}" if line else "" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        yield self.title
        yield self.number
        for part in self.parts:
            yield from ("", part.heading)
            for item in part.items:
                about = f" ({item.about})" if item.about else ""
                yield f"  {item.label}: {item.value}{about}"
        if self.closing:
            yield from ("", *self.closing)


def apart(text: str, language: str) -> str:
    """A reference, or a name of another script, set apart so that Arabic keeps its order."""
    return f"{_APART}{text}{_TOGETHER}" if language == "ar" and text else text


def by_itself(text: str, language: str) -> str:
    """What people have written, in whatever script: it runs its own way, and Arabic goes on."""
    return f"{_BY_ITSELF}{text}{_TOGETHER}" if language == "ar" and text else text
