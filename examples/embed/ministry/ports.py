"""The core over the ministry's ports: a use case gets the ports that its fields name."""

from pathlib import Path
from typing import Any

from attrs import frozen

from maawin_core import journey
from maawin_core.access.rights import Rights
from maawin_core.assembly import assembled, use_cases
from maawin_core.delivery import Deliver
from maawin_core.ports.payment_gateway import Gateways
from maawin_core.testing.story import Player

from .books import Ledger
from .cashier import Cashier
from .clock import Calendar
from .counters import Drawer, Rooms, Silence, WageDesk
from .journal import Journal
from .lists import Tables
from .outbox import Tray
from .storage import Registry


@frozen
class Kept:
    """What follows one journal: four ports over one file."""

    storage: Registry
    lists: Tables
    outbox: Tray
    books: Ledger


def kept_in(file: Path | None) -> Kept:
    """The four ports as the journal of this file leaves them; without a file they are empty."""
    journal = Journal(file)
    kept = Kept(Registry(journal), Tables(journal), Tray(journal), Ledger(journal))
    journal.follow(kept.storage.hear, kept.lists.hear, kept.outbox.hear, kept.books.hear)
    return kept


def player(kept: Kept) -> Player:
    """Plays stories through every use case of the core."""
    calendar = Calendar()
    ports: dict[str, Any] = {
        "storage": kept.storage,
        "lists": kept.lists,
        "outbox": kept.outbox,
        "books": kept.books,
        "rights": Rights(),
        "clock": calendar,
        "gateways": Gateways(Cashier()),
        "notifier": Silence(),
        "wage_channel": WageDesk(),
        "meetings": Rooms(),
        "files": Drawer(),
    }

    def build(use_case: type[Any]) -> Any:
        return assembled(use_case, ports)

    named = {name: build(use_case) for name, use_case in use_cases().items()}
    deliver = Deliver(kept.outbox, calendar, build, journey.AFTER, journey.WHEN_DUE)
    return Player(named, calendar, deliver, kept.outbox)
