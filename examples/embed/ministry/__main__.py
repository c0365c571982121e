"""Play a story over the ministry's own ports: `python -m ministry STORY [JOURNAL]`."""

import sys
from pathlib import Path
from typing import Any

from maawin_core import journey
from maawin_core.access.rights import Rights
from maawin_core.assembly import assembled, use_cases
from maawin_core.delivery import Deliver
from maawin_core.law.kept import record_shown
from maawin_core.ports.payment_gateway import Gateways
from maawin_core.testing.story import Player, StoryWrong, read_story, sheets_of, state_of

from .cashier import Cashier, Silence
from .clock import Calendar
from .journal import Journal


def player(journal: Journal) -> Player:
    """The core over the ministry's ports: a use case gets the ports that its fields name."""
    calendar = Calendar()
    ports: dict[str, Any] = {
        "storage": journal,
        "lists": journal,
        "outbox": journal,
        "books": journal,
        "rights": Rights(),
        "clock": calendar,
        "gateways": Gateways(Cashier()),
        "notifier": Silence(),
    }

    def build(kind: type[Any]) -> Any:
        return assembled(kind, ports)

    named = {name: build(kind) for name, kind in use_cases().items()}
    deliver = Deliver(journal, calendar, build, journey.AFTER, journey.WHEN_DUE)
    return Player(named, calendar, deliver, journal)


def main(arguments: list[str]) -> int:
    """Play, and tell each step in a line."""
    journal = Journal(Path(arguments[1]) if len(arguments) > 1 else None)
    story = read_story(Path(arguments[0]).read_text(encoding="utf-8"), arguments[0])
    print(story.title)
    try:
        for played in player(journal).play(story):
            state = state_of(played.made)
            print(f"{played.number:3} {played.at:%Y-%m-%d} {played.who}: {played.does} {state}")
            for sheet in sheets_of(played.made):
                print(record_shown(sheet, "en"))
    except StoryWrong as wrong:
        print(wrong, file=sys.stderr)
        return 1
    print("The books sum to", journal.sums())
    return int(any(journal.sums().values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
