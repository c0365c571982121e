"""What is due at the end of a service (M12): the rule, asked of what is on record and said."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from attrs import frozen

from ..kernel.errors import require
from ..kernel.money import Money, total
from ..law.domestic_work import DomesticWorkLaw
from ..law.facts import write
from ..law.record import canonical, decision_record, digest
from ..law.worksheet import Reckoning
from .end_of_service import Debt, DebtKind, DebtStatus, Ending
from .final_settlement import FinalSettlement, OtherDue, final_settlement
from .service import Stretch

#: The version under which the record can be replayed; a test replays one.
RULE_VERSION = 1


class Ticket(StrEnum):
    """The journey home that is due beside the money (Art. 14)."""

    NONE = "no_ticket"
    RETURN = "return_ticket"
    ONE_WAY = "one_way_ticket"


@frozen(kw_only=True)
class UnpaidWage:
    """A month of which something is owed: all of it, or so much."""

    wage: UUID
    month: date
    owed: Money
    whole: bool


@frozen(kw_only=True)
class Earlier:
    """An earlier service with the same employer, and the gratuity that its own end brought."""

    first_day: date
    last_day: date
    gratuity: Money


@frozen(kw_only=True)
class Service:
    """A service, as the platform has it on record."""

    first_day: date
    last_day: date
    cause: Ending
    basic: Money
    allowances: Money
    unpaid: tuple[UnpaidWage, ...] = ()
    earlier: tuple[Earlier, ...] = ()

    @property
    def wages(self) -> Money:
        """All that is owed of wages."""
        return total(each.owed for each in self.unpaid)


@frozen(kw_only=True)
class ClaimedDebt:
    """What the employer says that the worker owes; it is set off only once she has acknowledged
    it, or it was adjudicated (A-11)."""

    id: UUID
    kind: DebtKind
    amount: Money
    note: str
    evidence: str = ""
    status: DebtStatus = DebtStatus.CLAIMED


@frozen(kw_only=True)
class Dismissal:
    """The recorded decision of a human that Art. 16 applies, with ground and evidence (A-09)."""

    ground: str
    evidence: str
    decided_on: date


@frozen(kw_only=True)
class Said:
    """What no record of the platform proves: said by the parties, or decided by the Ministry."""

    days_taken: int = 0
    leaves_for_good: bool = False
    debts: tuple[ClaimedDebt, ...] = ()
    dismissal: Dismissal | None = None


@frozen(kw_only=True)
class Dues:
    """What is due, and the decision record that replays to the same bytes.

    *gratuity* is what this end brings of it, in money or set off against debts.
    """

    amount: Money
    gratuity: Money
    leave_pay: Money
    ticket: Ticket
    flags: tuple[str, ...]
    record: str
    digest: str


def facts_of(service: Service, said: Said) -> FinalSettlement:
    """What the rule is asked. A gratuity that an earlier end brought is not due twice."""
    in_order = service.first_day <= service.last_day
    require(in_order, "day_before_service", found=service.last_day, needed=service.first_day)
    return FinalSettlement(
        first_day=service.first_day,
        last_day=service.last_day,
        basic_wage=service.basic,
        allowances=service.allowances,
        ending=service.cause,
        dismissal_decision_recorded=said.dismissal is not None,
        earlier_contracts=tuple(
            Stretch(first_day=each.first_day, last_day=each.last_day) for each in service.earlier
        ),
        already_paid=total(each.gratuity for each in service.earlier),
        debts=tuple(
            Debt(kind=each.kind, amount=each.amount, status=each.status) for each in said.debts
        ),
        days_taken=said.days_taken,
        leaves_for_good=said.leaves_for_good,
        unpaid_wage_days=0,
        unpaid_months=tuple(each.month for each in service.unpaid if each.whole),
        other_dues=tuple(
            OtherDue(name=f"wage {each.month:%Y-%m}", amount=each.owed)
            for each in service.unpaid
            if not each.whole
        ),
    )


def dues_of(service: Service, said: Said, law: DomesticWorkLaw) -> Dues:
    """What is due, with its record."""
    facts = facts_of(service, said)
    sheet = final_settlement(facts, law)
    record = decision_record(sheet, RULE_VERSION, law, write(facts))
    return Dues(
        amount=sheet.amount or Money(0),
        gratuity=sheet.money("gratuity_payable") + sheet.money("deducted"),
        leave_pay=sheet.money("leave_pay"),
        ticket=_ticket(sheet),
        flags=sheet.flags,
        record=canonical(record).decode(),
        digest=digest(record),
    )


def _ticket(sheet: Reckoning) -> Ticket:
    if sheet.figures.get("one_way_ticket_due"):
        return Ticket.ONE_WAY
    return Ticket.RETURN if sheet.figures.get("return_ticket_due") else Ticket.NONE
