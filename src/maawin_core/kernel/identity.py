"""Names of things (ids), and the one value that holds a person's names and numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import NewType
from uuid import UUID, uuid4

from attrs import frozen

SignInId = NewType("SignInId", UUID)
OfficeId = NewType("OfficeId", UUID)
WorkerId = NewType("WorkerId", UUID)
EmployerId = NewType("EmployerId", UUID)
OfferId = NewType("OfferId", UUID)
RequestId = NewType("RequestId", UUID)
InterviewId = NewType("InterviewId", UUID)
ContractId = NewType("ContractId", UUID)
PlacementId = NewType("PlacementId", UUID)
PaymentId = NewType("PaymentId", UUID)
AttemptId = NewType("AttemptId", UUID)
AwardId = NewType("AwardId", UUID)
DisputeId = NewType("DisputeId", UUID)
RefundId = NewType("RefundId", UUID)

_source: ContextVar[Callable[[], UUID]] = ContextVar("source of new ids", default=uuid4)


def new_id() -> UUID:
    """A name that nothing has had before."""
    return _source.get()()


@contextmanager
def ids_from(source: Callable[[], UUID]) -> Iterator[None]:
    """Take new ids from *source* for a while: a demo with a seed gives the same ids every time."""
    token = _source.set(source)
    try:
        yield
    finally:
        _source.reset(token)


@frozen(kw_only=True, repr=False)
class Identity:
    """One person's (or one office's) names and numbers: the only place where they stand.

    Storage keeps it apart from the document, so that it can be encrypted and erased. It never
    appears in an event, a list, a log line or a `repr`.
    """

    name: str
    name_ar: str = ""
    born: date | None = None
    passport: str = ""
    qid: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    iban: str = ""

    def __repr__(self) -> str:
        return "Identity(…)"
