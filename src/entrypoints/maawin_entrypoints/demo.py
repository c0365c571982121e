"""A synthetic pilot: offices, workers, employers and months of journeys, the same for each seed.

Everything is done by the real use cases, in the order of a calendar: each journey says how long
nothing happens in it, and what falls due meanwhile happens by itself.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from attrs import define, field
from dependency_injector import providers

from maawin_adapters.clocks import StoppedClock
from maawin_core.delivery import Deliver
from maawin_core.employers.employer import Eligibility
from maawin_core.kernel import parties
from maawin_core.kernel.errors import Refusal
from maawin_core.kernel.identity import EmployerId, Identity, OfficeId, ids_from
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import MINISTRY, PLATFORM, SYSTEM, Party, Role
from maawin_core.offers.offer import Offer
from maawin_core.offers.terms import PriceItem, Terms
from maawin_core.oversight.intervention import Action, Grounds
from maawin_core.ports.lists import where
from maawin_core.wages.events import WageStatus
from maawin_core.wages.wage_row import WageRow
from maawin_core.workers.profile import Origin
from maawin_core.workers.worker import Worker

from . import demo_people as people
from .container import Container, deliverer
from .demo_journeys import Cast, Journey

OFFICES, WORKERS, EMPLOYERS = 20, 400, 150
MONTHS = 7

#: What becomes of journeys, and how often in a hundred.
FATES = {
    "content": 30, "talked": 8, "late_wage": 8, "ended": 8, "left": 8, "late": 7, "declined": 6,
    "unanswered": 5, "no_show": 4, "cancelled": 5, "unpaid": 4, "silent_bank": 3, "unpaid_wage": 4,
}  # fmt: skip

_TOKENS: dict[Role, str] = {
    role: f"synthetic-{role.value.replace('_', '-')}-token" for role in Role
}

Say = Callable[[str], Any]


def sign_ins() -> list[tuple[str, str]]:
    """The pilot's ways in: a role, and the token that opens it."""
    return [(role.value, token) for role, token in _TOKENS.items() if role is not Role.SYSTEM]


def seed_pilot(
    container: Container, *, seed: int = 1, until: datetime | None = None, say: Say = print
) -> None:
    """Fill an empty database with a synthetic pilot that ends at *until* (now, if not given)."""
    chance = random.Random(seed)
    end = until or datetime.now(UTC)
    clock = StoppedClock(end - timedelta(days=30 * MONTHS))
    with (
        container.clock.override(providers.Object(clock)),
        ids_from(lambda: UUID(int=chance.getrandbits(128), version=4)),
    ):
        pilot = _Pilot(container, clock, chance, deliverer(container))
        say("The synthetic pilot: offices, workers, employers …")
        pilot.fill()
        say(f"… and {EMPLOYERS} journeys over {MONTHS} months.")
        pilot.play(end)
        pilot.intervene()
        pilot.give_ways_in()
    say("The synthetic pilot stands. No person in it is real.")


@define
class _Pilot:
    """The pilot while it is being filled."""

    container: Container
    clock: StoppedClock
    chance: random.Random
    deliver: Deliver
    cast: Cast = field(init=False)
    offices: list[OfficeId] = field(factory=list)
    employers: list[EmployerId] = field(factory=list)
    offers: list[Offer] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        self.cast = Cast(self._use_case, self.clock, self.chance)

    def _use_case(self, name: str) -> Callable[..., Any]:
        found: Callable[..., Any] = self.container.providers[name]()
        return found

    # who there is

    def fill(self) -> None:
        """Offices with their files, workers and offers; employers; the cohort of the pilot."""
        cast = self.cast
        cohort = cast.do("form_cohort")(cast.officer, "Synthetic pilot").id
        for number in range(1, OFFICES + 1):
            self.offices.append(self._office(number))
        for number in range(1, EMPLOYERS + 1):
            self.employers.append(self._employer(number))
        for party in [*map(parties.office, self.offices), *map(parties.employer, self.employers)]:
            cast.do("choose_for_cohort")(cast.officer, cohort, party)
        cast.do("switch_pilot")(cast.officer, True)
        self._settle()

    def _office(self, number: int) -> OfficeId:
        cast, today = self.cast, self.cast.today
        made = cast.do("register_office")(cast.officer, people.office(number, today))
        office, them = OfficeId(made.id), cast.manager(made.id)
        last = today + timedelta(days=330)
        authorise = cast.do("authorise_staff")
        authorise(them, office, people.staff(number), Role.OFFICE_STAFF, last)
        each = WORKERS // OFFICES
        workers = [self._worker(office, (number - 1) * each + n) for n in range(1, each + 1)]
        cast.do("submit_office_file")(them, office)
        cast.do("review_office_file")(cast.officer, office)
        self.offers += [self._offer(office, worker) for worker in workers]
        self._settle()
        return office

    def _worker(self, office: OfficeId, number: int) -> Worker:
        cast = self.cast
        country = people.COUNTRIES[number % len(people.COUNTRIES)]
        who, profile = people.worker(number, country, self.chance, cast.today)
        listed: Worker = cast.do("list_worker")(cast.manager(office), office, who, profile)
        agreed: Worker = cast.do("consent_to_listing")(cast.worker(listed.id), listed.id)
        return agreed

    def _offer(self, office: OfficeId, worker: Worker) -> Offer:
        country = next(each for each in people.COUNTRIES if each.code == worker.country)
        price = Money(country.price - 100 * self.chance.randint(0, 20))
        terms = Terms(
            items=(PriceItem(name="Recruitment", amount=price, government=False),),
            wage=worker.expected_wage,
            arrival_days=country.days,
            guarantee="As the law has it.",
            valid_until=self.cast.today + timedelta(days=30 * (MONTHS + 1)),
        )
        them, origin = self.cast.manager(office), Origin(worker.origin)
        made: Offer = self.cast.do("make_offer")(them, origin, terms, worker=worker.id)
        return made

    def _employer(self, number: int) -> EmployerId:
        cast = self.cast
        made = cast.do("register_employer")(SYSTEM, people.employer(number), "ar", number % 6 + 2)
        decide = cast.do("decide_eligibility")
        decide(cast.officer, made.id, Eligibility.ELIGIBLE, "Synthetic household, papers seen.")
        return EmployerId(made.id)

    # what happens

    def play(self, end: datetime) -> None:
        """Every journey in the order of the calendar, and what falls due in between."""
        days = int((end - self.clock.now()).days) - 5
        fates = self.chance.choices(list(FATES), list(FATES.values()), k=EMPLOYERS)
        chosen = self.chance.sample(self.offers, EMPLOYERS)
        calendar: list[tuple[datetime, int, Iterator[timedelta]]] = []
        for number, (employer, offer) in enumerate(zip(self.employers, chosen, strict=True)):
            day = self.chance.randint(1, days)
            start = self.clock.now() + timedelta(days=day, minutes=self.chance.randint(0, 500))
            journey = Journey(self.cast, employer, offer, fates[number])
            heapq.heappush(calendar, (start, number, journey.told()))
        while calendar and calendar[0][0] < end:
            at, number, story = heapq.heappop(calendar)
            self._go_to(at)
            wait = self._next(story)
            if wait is not None:
                heapq.heappush(calendar, (self.clock.now() + wait, number, story))
        self._go_to(end)

    def _next(self, story: Iterator[timedelta]) -> timedelta | None:
        try:
            wait = next(story, None)
        except Refusal:
            # Something fell due first (an offer ran out, a worker was taken): it ends here.
            wait = None
        self._settle()
        return wait

    def _go_to(self, at: datetime) -> None:
        outbox = self.container.outbox()
        while (due := outbox.next_due()) is not None and due <= at:
            self.clock.set(max(due, self.clock.now()))
            if not self._settle():
                break
        self.clock.set(max(at, self.clock.now()))

    def _settle(self) -> int:
        taken = 0
        while found := self.deliver(200):
            taken += found
        return taken

    def intervene(self) -> None:
        """The Ministry looks at what it sees, and acts: a household is warned, another helped."""
        cast = self.cast
        unpaid = self._waits_longest()
        until = cast.today + timedelta(days=30)
        warned = Grounds(
            reason="Wages of more than one month are late and still owed.",
            article="Law 15/2017 art. 8", until=until,
        )  # fmt: skip
        intervene = cast.do("intervene")
        intervene(cast.officer, parties.employer(unpaid.employer), Action.WARN, warned)
        helped = Grounds(
            reason="Several of its steps are overdue.", article="Decision 8/2005", until=until,
            promise="An officer goes through the open requests with the office.",
        )  # fmt: skip
        intervene(cast.officer, self._has_most_to_do(), Action.SUPPORT, helped)
        self._settle()

    # who can come in

    def _has_most_to_do(self) -> Party:
        owed = self.container.lists().owed
        return max(
            map(parties.office, self.offices),
            key=lambda each: (len(owed(owner=each).items), str(each)),
        )

    def _waits_longest(self) -> WageRow:
        rows, first = self.container.lists().page, ("last_day_to_pay",)
        late = rows(WageRow, *where(status=WageStatus.MISSING), order=first, limit=1).items
        return (late or rows(WageRow, order=first, limit=1).items)[0]

    def give_ways_in(self) -> None:
        """One way in for each role: to an office with something to do, and to a household that
        owes a wage and the worker who waits for it."""
        office = self._has_most_to_do()
        unpaid = self._waits_longest()
        whose: dict[Role, Party] = {
            Role.OFFICE_MANAGER: office,
            Role.OFFICE_STAFF: office,
            Role.EMPLOYER: parties.employer(unpaid.employer),
            Role.WORKER: parties.worker(unpaid.worker),
            Role.OFFICER: MINISTRY,
            Role.INSPECTOR: MINISTRY,
            Role.REGULATOR: MINISTRY,
            Role.ADMINISTRATOR: PLATFORM,
        }
        for role, party in whose.items():
            name = role.value.replace("_", " ").title()
            who = Identity(name=f"Synthetic {name}", email=f"{role.value}@example.invalid")
            give = self.cast.do("give_sign_in")
            give(SYSTEM, who, role, party, _TOKENS[role], language="en")
