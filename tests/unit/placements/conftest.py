# Fixtures are found by their names here.
import pytest
from contracting import (
    approved,
    ask,
    candidate,
    concluded,
    direct,
    drawn_up,
    employer,
    hers,
    house,
    manager,
    offer,
    request_,
    selected,
    sign,
    staff,
    terms,
    worker,
)

from maawin_core.payments.use_cases import PayFee
from maawin_core.placements.placement import Paper, Placement
from maawin_core.placements.use_cases import (
    ConfirmHandOver,
    HandOver,
    RecordArrival,
    RecordTicket,
    RecordVisa,
)

__all__ = [
    "approved",
    "ask",
    "candidate",
    "concluded",
    "direct",
    "drawn_up",
    "employer",
    "hers",
    "house",
    "manager",
    "offer",
    "request_",
    "selected",
    "sign",
    "staff",
    "terms",
    "worker",
]


@pytest.fixture
def paid(concluded, employer, resolve, settle, storage):
    settle()
    resolve(PayFee)(employer, concluded.id, "tok_ok")
    settle()
    return storage.get(Placement, concluded.id)


@pytest.fixture
def arrived(paid, manager, resolve, clock):
    today = clock.now().date()
    resolve(RecordVisa)(manager, paid.id, Paper(reference="V-1", on=today))
    resolve(RecordTicket)(manager, paid.id, Paper(reference="T-1", on=today))
    return resolve(RecordArrival)(manager, paid.id, today)


@pytest.fixture
def handed_over(arrived, manager, employer, resolve, clock, settle, storage):
    today = clock.now().date()
    resolve(HandOver)(manager, arrived.id, today)
    resolve(ConfirmHandOver)(employer, arrived.id, today)
    settle()
    return storage.get(Placement, arrived.id)
