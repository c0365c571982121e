"""What happens in the synthetic pilot: each journey is a story that says how long it waits."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from attrs import field, frozen

from maawin_core.contracts.contract import RecruitmentContract
from maawin_core.contracts.terms import EmploymentTerms, PayMeans, Task, Weekday, WorkType
from maawin_core.conversations.conversation import Topic
from maawin_core.conversations.remark import RemarkKind, Verdict
from maawin_core.disputes.events import DisputeGround, Outcome
from maawin_core.disputes.use_cases import Findings
from maawin_core.end_of_service.events import DuesMeans
from maawin_core.end_of_service.settlement import Settlement
from maawin_core.interviews.events import InterviewOutcome
from maawin_core.kernel import parties
from maawin_core.kernel.calendar import civil_day
from maawin_core.kernel.identity import EmployerId, OfferId, OfficeId, RequestId, WorkerId
from maawin_core.kernel.meeting import Means
from maawin_core.kernel.parties import MINISTRY, Actor, PartyKind, Role
from maawin_core.offers.offer import Offer
from maawin_core.placements.events import EndCause
from maawin_core.placements.way import Paper
from maawin_core.ports.clock import Clock
from maawin_core.wages.wage_due import Means as WageMeans
from maawin_core.wages.wage_month import WageMonth
from maawin_core.workers.profile import Origin

Wait = timedelta
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@frozen
class Cast:
    """Who acts for whom in the pilot, and the use cases they act by."""

    do: Callable[[str], Callable[..., Any]]
    clock: Clock
    chance: random.Random
    officer: Actor = field(default=Actor(UUID(int=11), Role.OFFICER, MINISTRY))

    def manager(self, office: UUID) -> Actor:
        """The manager of an office."""
        return Actor(uuid5(office, "manager"), Role.OFFICE_MANAGER, parties.office(office))

    def employer(self, employer: UUID) -> Actor:
        """The employer herself."""
        return Actor(uuid5(employer, "self"), Role.EMPLOYER, parties.employer(employer))

    def worker(self, worker: UUID) -> Actor:
        """The worker herself."""
        return Actor(uuid5(worker, "self"), Role.WORKER, parties.worker(worker))

    @property
    def now(self) -> datetime:
        """The pilot's present moment."""
        return self.clock.now()

    @property
    def today(self) -> date:
        """The pilot's present day."""
        return civil_day(self.now)

    def days(self, least: int, most: int) -> timedelta:
        """Some days, and some hours of a working day."""
        return timedelta(days=self.chance.randint(least, most), minutes=self.chance.randint(0, 400))


@frozen
class Journey:
    """One employer's way to one worker. *fate* says what becomes of it."""

    cast: Cast
    employer: EmployerId
    offer: Offer
    fate: str

    @property
    def office(self) -> OfficeId:
        """The office that offers."""
        return self.offer.office

    def told(self) -> Iterator[Wait]:
        """The journey, from the request on; each value is how long nothing happens."""
        cast, them = self.cast, self.cast.manager(self.office)
        household = cast.employer(self.employer)
        worker = WorkerId(self.offer.worker or self.offer.id)
        asked = cast.do("submit_request")(household, offer=OfferId(self.offer.id))
        request = RequestId(asked.id)
        yield cast.days(0, 1)
        if self.fate == "unanswered":
            return
        if self.fate == "declined":
            cast.do("decline_request")(them, request, "The worker has taken another post.")
            return
        cast.do("accept_request")(them, request)
        yield cast.days(0, 1)
        if self.fate == "talked":
            started = cast.do("start_conversation")
            with_ = frozenset({parties.office(self.office)})
            asked_them = started(
                household, Topic.REQUEST, request, "Arrival", "When can she come?", with_
            )
            yield cast.days(0, 1)
            cast.do("post_message")(them, asked_them.id, "Within the days of the offer.")
        yield from self._interview(request, worker)
        if self.fate == "cancelled":
            cast.do("cancel_request")(household, request, "We moved to another town.")
            return
        yield from self._contract(request, worker)

    def _interview(self, request: RequestId, worker: WorkerId) -> Iterator[Wait]:
        cast, household = self.cast, self.cast.employer(self.employer)
        hour = cast.now.replace(minute=0, second=0, microsecond=0)
        time = hour + timedelta(days=cast.chance.randint(1, 3))
        made = cast.do("propose_interview")(
            household, request, worker, (time,), Means.LINK, zone="Asia/Manila"
        )
        yield HOUR
        for side in (cast.worker(worker), cast.manager(self.office)):
            cast.do("accept_interview")(side, made.id, time)
        yield time + HOUR - cast.now
        if self.fate == "no_show":
            yield 5 * DAY
            return
        present = frozenset({PartyKind.EMPLOYER, PartyKind.WORKER})
        for side in (household, cast.manager(self.office)):
            cast.do("record_attendance")(side, made.id, present)
        for side in (household, cast.worker(worker)):
            cast.do("record_outcome")(side, made.id, InterviewOutcome.WILLING)
        yield cast.days(0, 2)

    def _contract(self, request: RequestId, worker: WorkerId) -> Iterator[Wait]:
        cast, household = self.cast, self.cast.employer(self.employer)
        them = cast.manager(self.office)
        contract = cast.do("select_worker")(household, request, worker).id
        yield cast.days(0, 1)
        terms = EmploymentTerms(
            work=WorkType.HOUSEKEEPER, tasks=(Task.CLEANING, Task.COOKING),
            basic_wage=self.offer.terms.wage, how_paid=PayMeans.CASH, daily_hours=8,
            rest_day=Weekday.FRIDAY, rest_hours=24, months=24, renewable=True,
        )  # fmt: skip
        employment = cast.do("draw_up_contract")(them, contract, terms)
        recruitment = cast.do("look_at")(them, RecruitmentContract, contract)
        for side in (household, them):
            cast.do("sign_recruitment_contract")(side, contract, recruitment.texts[0].sha256)
        yield cast.days(0, 2)
        for side, text in ((household, 0), (cast.worker(worker), -1)):
            cast.do("sign_employment_contract")(side, contract, employment.texts[text].sha256)
        yield cast.days(0, 2)
        cast.do("attest_contract")(cast.officer, contract)
        yield cast.days(0, 2)
        token = "tok_late" if self.fate == "silent_bank" else "tok_ok"
        if self.fate == "unpaid":
            return
        cast.do("pay_fee")(household, contract, token)
        yield timedelta(hours=2)
        local = self.offer.origin is Origin.LOCAL
        yield from (self._move(contract, worker) if local else self._come(contract))
        yield from self._live(contract, request, worker)

    def _come(self, contract: UUID) -> Iterator[Wait]:
        cast, them = self.cast, self.cast.manager(self.office)
        yield cast.days(5, 15)
        visa = Paper(reference=f"SYN-VISA-{contract.hex[:6]}", on=cast.today)
        cast.do("record_visa")(them, contract, visa)
        yield cast.days(2, 8)
        ticket = Paper(reference=f"SYN-TICKET-{contract.hex[:6]}", on=cast.today)
        cast.do("record_ticket")(them, contract, ticket)
        yield cast.days(40, 60) if self.fate == "late" else cast.days(3, 9)
        cast.do("record_arrival")(them, contract, cast.today)
        yield cast.days(0, 2)

    def _move(self, contract: UUID, worker: WorkerId) -> Iterator[Wait]:
        cast, her = self.cast, self.cast.worker(worker)
        cast.do("consent_to_move")(her, contract, False)
        yield cast.days(1, 5)

    def _live(self, contract: UUID, request: RequestId, worker: WorkerId) -> Iterator[Wait]:
        cast, household = self.cast, self.cast.employer(self.employer)
        her = cast.worker(worker)
        cast.do("hand_over")(cast.manager(self.office), contract, cast.today)
        cast.do("confirm_hand_over")(household, contract, cast.today)
        for month in range(1, 12):
            yield self._until_month_end()
            if self.fate == "left" and month == 2:
                yield from self._dispute(contract)
                return
            if self.fate == "unpaid_wage" and month > 1:
                yield 8 * DAY
                continue
            if self.fate == "late_wage":
                yield 6 * DAY
            self._pay_wage(contract, her)
            if month == 1:
                self._rate(contract, request, her)
            if month == 3 and self.fate == "content":
                yield from self._remark()
            if self.fate == "ended" and month == 2:
                yield from self._end(contract, request, her)
                return

    def _rate(self, contract: UUID, request: RequestId, her: Actor) -> None:
        cast, household = self.cast, self.cast.employer(self.employer)
        most = 3 if self.fate == "late" else 5  # who has waited long is not content
        rate = cast.do("rate_journey")
        rate(household, request, cast.chance.randint(2, most), cast.chance.randint(3, 5))
        cast.do("rate_office")(her, contract, cast.chance.randint(2, most))

    def _remark(self) -> Iterator[Wait]:
        cast, household = self.cast, self.cast.employer(self.employer)
        text = "Let us see the ticket here."
        raised = cast.do("raise_remark")(household, RemarkKind.SUGGESTION, text)
        yield cast.days(1, 7)  # now and then later than promised
        answer = "The ticket is on the page of the placement from the next version on."
        cast.do("answer_remark")(cast.officer, raised.id, Verdict.WILL_CHANGE, answer)

    def _end(self, contract: UUID, request: RequestId, her: Actor) -> Iterator[Wait]:
        cast, household = self.cast, self.cast.employer(self.employer)
        cast.do("end_placement")(her, contract, cast.today, EndCause.RESIGNATION)
        cast.do("rate_journey")(household, request, cast.chance.randint(2, 5))
        yield cast.days(1, 2)
        for side in (household, her):
            cast.do("agree_settlement")(side, contract)
        yield cast.days(0, 3)
        owed = cast.do("look_at")(household, Settlement, contract).amount
        ticket = f"SYN-TICKET-HOME-{contract.hex[:6]}"
        cast.do("pay_dues")(household, contract, owed, cast.today, DuesMeans.CASH, ticket=ticket)
        cast.do("confirm_dues")(her, contract)

    def _until_month_end(self) -> Wait:
        first = (self.cast.today.replace(day=1) + timedelta(days=32)).replace(day=1)
        return max(first - self.cast.today, DAY)

    def _pay_wage(self, contract: UUID, her: Actor) -> None:
        cast = self.cast
        month = cast.today.replace(day=1) - DAY
        wage = uuid5(contract, f"{month:%Y-%m}")
        due = cast.do("look_at")(her, WageMonth, wage)
        household = cast.employer(self.employer)
        pay = cast.do("record_wage_payment")
        paid = pay(household, wage, due.owed, cast.today, WageMeans.CASH)
        cast.do("sign_wage_receipt")(her, wage, paid.payments[-1].id)

    def _dispute(self, contract: UUID) -> Iterator[Wait]:
        cast, household = self.cast, self.cast.employer(self.employer)
        last = cast.today - DAY
        opened = cast.do("open_dispute")(
            household,
            contract,
            parties.office(self.office),
            DisputeGround.LEFT_WORK,
            "She left yesterday.",
        )
        yield cast.days(3, 9)
        findings = Findings(event_day=last)
        decide = cast.do("decide_dispute")
        decide(cast.officer, opened.id, Outcome.REFUND, "Both sides name the day.", findings)
