"""Who owes what act to whom, by when: the next step of anything is its earliest obligation."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from attrs import frozen

from .parties import Party


@frozen
class Obligation:
    """*owner* owes *code* (an act, named in `words/`) to *to*, by *due*.

    *request* names the recruitment request that waits for it, where there is one: whose turn it
    is there is its earliest open obligation, whatever step of the journey owns it.
    """

    code: str
    owner: Party
    to: Party
    due: datetime
    request: UUID | None = None
