"""The wage of one month of one placement (M11), and what has become of it (Law 15/2017 Art. 8)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from attrs import evolve, frozen

from ..kernel.aggregate import Aggregate, Event, Moment, Row
from ..kernel.calendar import civil_day, end_of_day
from ..kernel.dates import last_of_month
from ..kernel.errors import WrongMoment, require
from ..kernel.identity import EmployerId, OfficeId, PlacementId, WorkerId
from ..kernel.money import Money, total
from ..kernel.obligation import Obligation
from ..kernel.parties import MINISTRY, Party, employer, worker
from ..law.domestic_work import DomesticWorkLaw
from . import events as e
from . import wage_due as rule
from .deduction import Deduction, deduction_of
from .events import Standing, WageStatus
from .wage_parts import STATUS_OF, Arrival, Finding, OnItsWay, Pay, Payment, payment_of, replaced
from .wage_row import WageRow


@frozen(kw_only=True)
class WageMonth(Aggregate):
    """One month's wage. Only what reached the worker's own account, or what she signed for, is
    paid; what she doubts is not; and nothing is ever kept back for recruiting her."""

    placement: PlacementId
    employer: EmployerId
    worker: WorkerId
    office: OfficeId | None
    country: str = ""
    month: date
    wage: Pay
    first_day: date | None = None
    last_day: date | None = None
    deductions: tuple[Deduction, ...] = ()
    payments: tuple[Payment, ...] = ()
    on_its_way: OnItsWay | None = None
    late_since: datetime | None = None
    look_into_by: datetime | None = None
    due: Money = Money(0)
    owed: Money = Money(0)
    last_day_to_pay: date = date.min
    status: WageStatus = WageStatus.OPEN

    def opened(self, law: DomesticWorkLaw, at: datetime) -> WageMonth:
        """The month's wage falls due."""
        reckoned = self.as_of(civil_day(at), law)
        event = e.WageOpened(
            at=at, due=reckoned.due, last_day_to_pay=reckoned.last_day_to_pay, **self._of
        )
        return reckoned.after(event)

    def as_of(self, on: date, law: DomesticWorkLaw) -> Self:
        """The same wage, reckoned by the rule as it stands on this day."""
        sheet = rule.wage_due(self.facts(on), law)
        last = sheet.figures["last_day_to_pay"]
        assert isinstance(last, date)
        return evolve(
            self,
            due=sheet.money("due"),
            owed=sheet.amount or Money(0),
            last_day_to_pay=last,
            status=STATUS_OF[sheet.status],
        )

    def facts(self, on: date) -> rule.WageMonth:
        """What the rule is asked. A struck payment never was; one in doubt discharges nobody."""
        return rule.WageMonth(
            month=self.month,
            monthly_wage=self.wage.total,
            first_day=self.first_day,
            last_day=self.last_day,
            deductions=tuple(each.fact for each in self.deductions if each.counts),
            paid=tuple(each.fact for each in self.payments if each.standing is not Standing.STRUCK),
            on=on,
        )

    @property
    def paid(self) -> Money:
        """What has been paid and is not in doubt."""
        return total(each.amount for each in self.payments if each.counts)

    @property
    def in_doubt(self) -> bool:
        """Whether the worker doubts a payment or a deduction, and nobody has found out yet."""
        doubted = any(each.standing is Standing.IN_DOUBT for each in self.payments)
        return doubted or any(each.in_doubt for each in self.deductions)

    @property
    def late(self) -> bool:
        """Whether it was paid too late, or is owed too long."""
        return self.status not in (WageStatus.OPEN, WageStatus.PAID)

    def deducted(self, deduction: Deduction, law: DomesticWorkLaw, at: datetime) -> WageMonth:
        """The employer keeps something back; said again, it is kept back once. The cost of
        recruiting her never may be (Art. 8)."""
        kept = deduction.as_stated()
        name = kept.name_in(self.id)
        if any(each.name_in(self.id) == name for each in self.deductions):
            return self
        self._must_be_here()
        doubted = total(each.amount for each in self.deductions if each.in_doubt)
        self._must_be_owed(kept.amount, but=doubted)
        event = e.WageDeducted(
            at=at, deduction=name, kind=kept.kind, amount=kept.amount, **self._of
        )
        return self._then(event, law, deductions=(*self.deductions, kept))

    def deduction_contested(
        self, deduction: UUID, answer_by: datetime, law: DomesticWorkLaw, at: datetime
    ) -> WageMonth:
        """The worker says that a deduction is not right: until that is found, it is owed."""
        known = deduction_of(self.id, self.deductions, deduction)
        event = e.DeductionContested(at=at, deduction=deduction, amount=known.amount, **self._of)
        return self._kept_back(known, known.doubted(answer_by), event, law)

    def deduction_found(
        self, deduction: UUID, right: bool, reason: str, law: DomesticWorkLaw, at: datetime
    ) -> WageMonth:
        """The Ministry has found whether a deduction in doubt is right."""
        known = deduction_of(self.id, self.deductions, deduction)
        event = e.DeductionDoubtSettled(
            at=at, deduction=deduction, amount=known.amount, right=right, **self._of
        )
        return self._kept_back(known, known.found(right, reason), event, law)

    def _kept_back(
        self, known: Deduction, now: Deduction, event: Event, law: DomesticWorkLaw
    ) -> WageMonth:
        if now is known:
            return self
        deductions = tuple(now if each == known else each for each in self.deductions)
        return self._then(event, law, deductions=deductions)

    def payment_stated(self, payment: Payment, law: DomesticWorkLaw, at: datetime) -> WageMonth:
        """The employer says that he has paid. It counts only if it discharges him."""
        if any(each.id == payment.id for each in self.payments):
            return self
        self._must_be_here()
        self._must_be_owed(payment.amount)
        payment.must_be_of(self.first_day or self.month, at)
        return self._paid(payment, law, at)

    def _paid(self, payment: Payment, law: DomesticWorkLaw, at: datetime) -> WageMonth:
        payments = (*self.payments, payment)
        if payment.counts:
            return self._then(self._paid_event(payment, at), law, payments=payments)
        event = e.WagePaymentStated(
            at=at, payment=payment.id, amount=payment.amount, means=payment.means, **self._of
        )
        return self._then(event, law, payments=payments)

    def receipt_signed(self, payment: UUID, law: DomesticWorkLaw, at: datetime) -> WageMonth:
        """The worker signs for cash that she has received. Signing twice is signing once."""
        known = payment_of(self.payments, payment)
        if known.receipt_signed:
            return self
        signed = known.signed()
        self._must_be_here()
        self._must_be_owed(known.amount)
        return self._then(
            self._paid_event(signed, at), law, payments=replaced(self.payments, signed)
        )

    def sent(self, transfer: UUID, at: datetime) -> WageMonth:
        """All that is owed goes into a transfer."""
        self._must_be_here()
        require(self.owed, "nothing_owed", month=f"{self.month:%Y-%m}")
        way = OnItsWay(transfer, self.owed)
        event = e.WageSent(at=at, transfer=transfer, amount=self.owed, **self._of)
        return self.after(event, on_its_way=way)

    def arrived(
        self, transfer: UUID, arrival: Arrival, law: DomesticWorkLaw, at: datetime
    ) -> WageMonth:
        """What the transfer carried has reached her. Said twice, it counts once."""
        way = self.on_its_way
        if way is None or way.transfer != transfer:
            return self
        payment = way.payment(self.id, arrival)
        payment.must_have_come(at)
        return evolve(self, on_its_way=None)._paid(payment, law, at)

    def returned(self, transfer: UUID, reason: str, taken: bool, at: datetime) -> WageMonth:
        """The transfer brought nothing. *taken*: the money was on its way, and comes back."""
        way = self.on_its_way
        if way is None or way.transfer != transfer:
            return self
        event = e.WageReturned(
            at=at, transfer=transfer, amount=way.amount, employer=self.employer, reason=reason,
            was_on_the_way=taken, **self._of,
        )  # fmt: skip
        return self.after(event, on_its_way=None)

    def contested(
        self, payment: UUID, answer_by: datetime, law: DomesticWorkLaw, at: datetime
    ) -> WageMonth:
        """The worker says that she did not receive a payment; the Ministry finds out in time."""
        known = payment_of(self.payments, payment)
        if known.standing is Standing.IN_DOUBT:
            return self
        doubted = known.doubted(answer_by)
        event = e.WageContested(
            at=at, payment=payment, amount=known.amount, worker=self.worker, **self._of
        )
        return self._then(event, law, payments=replaced(self.payments, doubted))

    def doubt_settled(
        self, payment: UUID, found: Finding, law: DomesticWorkLaw, at: datetime
    ) -> WageMonth:
        """It was found whether she received it. Only a payment in doubt can be found."""
        known = payment_of(self.payments, payment)
        settled = known.found(found)
        if settled is known:
            return self
        event = e.WageDoubtSettled(
            at=at, payment=payment, amount=known.amount, received=found.received,
            employer=self.employer, worker=self.worker, **self._of,
        )  # fmt: skip
        return self._then(event, law, payments=replaced(self.payments, settled))

    def service_ended(self, last_day: date, law: DomesticWorkLaw, at: datetime) -> WageMonth:
        """Her service ended: only the days that she served are paid."""
        if self.last_day == last_day or last_day >= last_of_month(self.month):
            return self
        event = e.WageServiceEnded(at=at, last_day=last_day, **self._of)
        return self._then(event, law, last_day=last_day)

    def looked_at(self, look_into_by: datetime, law: DomesticWorkLaw, at: datetime) -> WageMonth:
        """The last day to pay has passed: late and missing wages show by themselves, once."""
        on = civil_day(at)
        if self.late_since is not None or not self.owed or on <= self.last_day_to_pay:
            return self
        late = self.as_of(on, law)
        kind = e.WageMissing if late.status is WageStatus.MISSING else e.WageLate
        event = kind(at=at, owed=late.owed, **self._of)
        return late.after(event, late_since=at, look_into_by=look_into_by)

    def _then(self, event: Event, law: DomesticWorkLaw, **changes: Any) -> WageMonth:
        return self.after(event, **changes).as_of(civil_day(event.at), law)

    def _paid_event(self, payment: Payment, at: datetime) -> e.WagePaid:
        return e.WagePaid(
            at=at, payment=payment.id, amount=payment.amount, means=payment.means,
            employer=self.employer, worker=self.worker, transfer=payment.transfer,
            reference=payment.reference, **self._of,
        )  # fmt: skip

    def _must_be_here(self) -> None:
        if self.on_its_way is not None:
            raise WrongMoment("wage_on_its_way", transfer=self.on_its_way.transfer)

    def _must_be_owed(self, amount: Money, but: Money = Money(0)) -> None:
        sound = Money(0) < amount <= self.owed - but
        require(sound, "more_than_is_owed", found=amount, needed=self.owed - but)

    @property
    def _of(self) -> dict[str, Any]:
        return {"wage": self.id, "placement": self.placement, "month": f"{self.month:%Y-%m}"}

    def parties(self) -> frozenset[Party]:
        return frozenset({employer(self.employer), worker(self.worker)})

    def moments(self) -> frozenset[Moment]:
        found = set()
        if self.last_day is None:
            found.add(Moment("wage_month_over", end_of_day(last_of_month(self.month))))
        if self.owed and self.late_since is None:
            found.add(Moment("wage_to_look_at", end_of_day(self.last_day_to_pay)))
        return frozenset(found)

    def obligations(self) -> tuple[Obligation, ...]:
        mine, hers = employer(self.employer), worker(self.worker)
        found = []
        if self.owed:
            found.append(Obligation("pay_wage", mine, hers, end_of_day(self.last_day_to_pay)))
        if self.owed and self.look_into_by is not None:
            found.append(Obligation("look_into_late_wage", MINISTRY, hers, self.look_into_by))
        found += [o for each in self.payments for o in each.obligations(mine, hers, self.owed)]
        found += [o for each in self.deductions for o in each.obligations(hers)]
        return tuple(found)

    def rows(self) -> tuple[Row, ...]:
        return (
            WageRow(
                key=self.id, employer=self.employer, worker=self.worker, office=self.office,
                placement=self.placement, country=self.country, month=self.month, due=self.due,
                paid=self.paid, status=self.status, last_day_to_pay=self.last_day_to_pay,
                late=self.late, in_doubt=self.in_doubt,
            ),
        )  # fmt: skip
