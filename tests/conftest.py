import sys
from datetime import datetime
from functools import _lru_cache_wrapper
from typing import Any
from uuid import UUID

import attrs
import pytest
from hypothesis import settings

from maawin_adapters.clocks import StoppedClock
from maawin_adapters.meetings.built_in import BuiltInMeetings
from maawin_adapters.memory import MemoryBooks, MemoryLists, MemoryOutbox, MemoryStorage
from maawin_adapters.notifications.recording import RecordingNotifier
from maawin_adapters.papers.typst import TypstPress
from maawin_adapters.payments.sandbox import SandboxGateway
from maawin_adapters.wages.sandbox import SandboxWageChannel
from maawin_core import journey
from maawin_core.access.rights import Rights
from maawin_core.contracts.employment import EmploymentContract
from maawin_core.contracts.terms import EmploymentTerms, Offered, Task, WorkType
from maawin_core.delivery import Deliver
from maawin_core.kernel.answer import Answer, PaymentAnswer, RefundAnswer
from maawin_core.kernel.calendar import DOHA
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.meeting import Means
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import (
    MINISTRY,
    PLATFORM,
    SYSTEM,
    Actor,
    Role,
    employer,
    office,
    worker,
)
from maawin_core.law.qatar import QATAR
from maawin_core.placements.placement import (
    EndCause,
    Placement,
    PlacementEnded,
    PlacementStatus,
    WorkerHandedOver,
)
from maawin_core.ports.notifier import Message
from maawin_core.ports.payment_gateway import Gateways
from maawin_core.ports.wage_channel import WageFile

# A busy machine is slow, not wrong. `make fuzz` looks for longer.
settings.register_profile("house", deadline=None)
settings.register_profile("long", deadline=None, max_examples=1_000, stateful_step_count=100)
settings.register_profile("mutants", deadline=None, max_examples=12, derandomize=True)
settings.load_profile("house")

START = datetime(2026, 1, 5, 9, 0, tzinfo=DOHA)


@pytest.fixture(autouse=True)
def _nothing_is_drawn_up_before(request):
    if request.config.getoption("--hypothesis-profile") != "mutants":
        return
    # Mutants are tried in forks of one process: what it has drawn up would hide them.
    QATAR.forms.clear()
    for name, module in list(sys.modules.items()):
        if name.startswith("maawin_core."):
            for kept in vars(module).values():
                if isinstance(kept, _lru_cache_wrapper):
                    kept.cache_clear()


@pytest.fixture
def clock():
    return StoppedClock(START)


@pytest.fixture
def rights():
    return Rights()


@pytest.fixture
def storage():
    return MemoryStorage()


@pytest.fixture
def lists(storage):
    return MemoryLists(storage)


@pytest.fixture
def outbox(storage):
    return MemoryOutbox(storage)


@pytest.fixture
def books(storage):
    return MemoryBooks(storage)


@pytest.fixture
def gateway(storage):
    # No provider is ever asked while a transaction is open: every test watches over that.
    class WatchedGateway(SandboxGateway):
        def charge(self, *asked: Any) -> PaymentAnswer:
            assert not storage.in_transaction
            return super().charge(*asked)

        def refund(self, *asked: Any) -> RefundAnswer:
            assert not storage.in_transaction
            return super().refund(*asked)

        def payout(self, *asked: Any) -> RefundAnswer:
            assert not storage.in_transaction
            return super().payout(*asked)

        def look_up(self, call: UUID) -> PaymentAnswer:
            assert not storage.in_transaction
            return super().look_up(call)

        def look_up_refund(self, call: UUID, charge: str) -> RefundAnswer:
            assert not storage.in_transaction
            return super().look_up_refund(call, charge)

    return WatchedGateway()


@pytest.fixture
def notifier(storage):
    class WatchedNotifier(RecordingNotifier):
        def send(self, call: UUID, message: Message) -> Answer:
            assert not storage.in_transaction
            return super().send(call, message)

    return WatchedNotifier()


@pytest.fixture
def wage_channel(storage):
    class WatchedWageChannel(SandboxWageChannel):
        def submit(self, call: UUID, file: WageFile) -> Answer:
            assert not storage.in_transaction
            return super().submit(call, file)

    return WatchedWageChannel()


@pytest.fixture
def meetings(storage):
    class WatchedMeetings(BuiltInMeetings):
        def room(self, call: UUID, at: datetime, means: Means) -> Answer:
            assert not storage.in_transaction
            return super().room(call, at, means)

    return WatchedMeetings()


@pytest.fixture
def ports(storage, lists, outbox, books, clock, rights, gateway, notifier, meetings, wage_channel):
    # What `resolve` hands out, by the name of the field that asks for it.
    return {
        "storage": storage,
        "lists": lists,
        "outbox": outbox,
        "books": books,
        "clock": clock,
        "rights": rights,
        "gateways": Gateways(gateway),
        "notifier": notifier,
        "meetings": meetings,
        "wage_channel": wage_channel,
        "press": TypstPress(),
    }


@pytest.fixture
def resolve(ports):
    def use_case(kind):
        return kind(**{f.name: ports[f.name] for f in attrs.fields(kind) if f.name in ports})

    return use_case


@pytest.fixture
def deliver(outbox, clock, resolve):
    return Deliver(outbox, clock, resolve, journey.AFTER, journey.WHEN_DUE)


@pytest.fixture
def settle(deliver):
    def until_nothing_is_due():
        count = 0
        while taken := deliver():
            count += taken
            assert count < 10_000, "what follows never comes to an end"
        return count

    return until_nothing_is_due


@pytest.fixture
def officer():
    return Actor(new_id(), Role.OFFICER, MINISTRY)


@pytest.fixture
def inspector():
    return Actor(new_id(), Role.INSPECTOR, MINISTRY)


@pytest.fixture
def regulator():
    return Actor(new_id(), Role.REGULATOR, MINISTRY)


@pytest.fixture
def administrator():
    return Actor(new_id(), Role.ADMINISTRATOR, PLATFORM)


@pytest.fixture
def manager_of():
    return lambda id: Actor(new_id(), Role.OFFICE_MANAGER, office(id))


@pytest.fixture
def staff_of():
    return lambda id: Actor(new_id(), Role.OFFICE_STAFF, office(id))


@pytest.fixture
def employer_of():
    return lambda id: Actor(new_id(), Role.EMPLOYER, employer(id))


@pytest.fixture
def worker_of():
    return lambda id: Actor(new_id(), Role.WORKER, worker(id))


@pytest.fixture
def employed(clock):
    # A worker with an employer, and the terms on which she works: what wages and dues rest on.
    def employ(storage, on, *, wage=Money(1200), housing=None, food=None, **who):
        at = clock.now()
        id = new_id()
        known = {name: who.get(name) or new_id() for name in ("office", "employer", "worker")}
        offered = Offered(basic_wage=wage, daily_hours=8, rest_hours=24)
        terms = EmploymentTerms(
            work=WorkType.HOUSEKEEPER, tasks=(Task.CLEANING,), basic_wage=wage,
            housing=housing, food=food,
        )  # fmt: skip
        contract = EmploymentContract(id=id, terms=terms, offered=offered, due=at, **known)
        placement = Placement(id=id, contract=id, request=None, **known)
        handed_over = WorkerHandedOver(at=at, placement=id, contract=id, on=on)
        held = placement.after(handed_over, handed_over_on=on, status=PlacementStatus.HANDED_OVER)
        with storage.transaction(SYSTEM) as work:
            work.save(contract.drawn_up((), at))
            return work.save(held)

    return employ


@pytest.fixture
def employment_ends(clock):
    def end(storage, placement, last_day, cause=EndCause.CONTRACT_END):
        event = PlacementEnded(at=clock.now(), placement=placement, last_day=last_day, cause=cause)
        with storage.transaction(SYSTEM) as work:
            held = work.get(Placement, placement)
            ended = PlacementStatus.ENDED
            return work.save(held.after(event, last_day=last_day, cause=cause, status=ended))

    return end
