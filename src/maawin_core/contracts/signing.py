"""What is signed, and by whom (M8): a text by its SHA-256, names stored apart from it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence
from datetime import datetime

from attrs import frozen

from ..kernel.aggregate import field_names
from ..kernel.errors import NotAllowed, require
from ..kernel.identity import Identity
from ..kernel.parties import Party

ARABIC = "ar"

#: Where a name or number of the n-th party stands in a kept text: ⟦1.passport⟧.
_PLACE = re.compile(r"⟦([0-9]+)\.([a-z_]+)⟧")
_OPEN = "⟦"


def sha256_of(text: str) -> str:
    """By what a text is known: its SHA-256 in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


@frozen(kw_only=True)
class ContractText:
    """A contract in one language. *body* has places for names, *sha256* is of the whole text.

    *stands_for* is the language that the reader would need and that we do not have: a text
    never claims to be a translation that does not exist.
    """

    language: str
    body: str
    sha256: str
    stands_for: str = ""
    uploaded: bool = False

    def read(self, identities: Sequence[Identity]) -> str:
        """The text with everybody's names and numbers, as it was signed."""
        return _PLACE.sub(lambda found: _value(identities, found[1], found[2]), self.body)


def text_of(
    text: str,
    language: str,
    identities: Sequence[Identity],
    *,
    stands_for: str = "",
    uploaded: bool = False,
) -> ContractText:
    """A text as it is kept: names and numbers of the parties are taken out of it."""
    require(text.strip(), "text_missing", field="text")
    require(_OPEN not in text, "text_has_places", found=_OPEN)
    return ContractText(
        language=language, body=_opened(text, identities), sha256=sha256_of(text),
        stands_for=stands_for, uploaded=uploaded,
    )  # fmt: skip


def _opened(text: str, identities: Sequence[Identity]) -> str:
    places: dict[str, str] = {}
    for number, identity in enumerate(identities, 1):
        for name in field_names(Identity):
            value = getattr(identity, name)
            if isinstance(value, str) and value:
                places.setdefault(value, f"⟦{number}.{name}⟧")
    if not places:
        return text
    # In one pass, the longest first: what was put in is not looked into again.
    longest = sorted(places, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, longest)), lambda found: places[found[0]], text)


def _value(identities: Sequence[Identity], number: str, name: str) -> str:
    return str(getattr(identities[int(number) - 1], name))


def hashes(texts: Collection[ContractText]) -> tuple[str, ...]:
    """By what these texts are known, in their order."""
    return tuple(text.sha256 for text in texts)


@frozen
class Signature:
    """A party has signed the text of this hash, by its own act."""

    party: Party
    at: datetime
    sha256: str


def still_signed(
    signatures: Collection[Signature], texts: Collection[ContractText]
) -> tuple[Signature, ...]:
    """The signatures that hold when the texts have become these: a changed text needs new ones."""
    known = {text.sha256 for text in texts}
    return tuple(each for each in signatures if each.sha256 in known)


def must_be_signer(party: Party, signers: Collection[Party]) -> None:
    """Refuse whoever would sign for another: nobody can, least of all for the worker."""
    if party not in signers:
        raise NotAllowed(
            "not_a_signer", party=party.kind, needed=tuple(each.kind for each in sorted(signers))
        )


def must_be_known(sha256: str, texts: Collection[ContractText]) -> ContractText:
    """The text of this hash; refuse the hash of a text that is not, or no longer, the contract."""
    found = next((text for text in texts if text.sha256 == sha256), None)
    require(found is not None, "text_has_changed", found=sha256[:12])
    assert found is not None
    return found
