"""The wages inside a settlement follow its payment: on their way, arrived, or back (M12)."""

from __future__ import annotations

from datetime import datetime

from ...law.domestic_work import DomesticWorkLaw
from ...ports.storage import Work
from ...wages.wage_due import Means
from ...wages.wage_month import WageMonth
from ...wages.wage_parts import Arrival
from ..events import DuesMeans
from ..settlement import Settlement


def wages_sent(work: Work, paid: Settlement, at: datetime) -> None:
    """The wages are in the payment: nobody pays them a second time meanwhile."""
    if paid.payment is None or not paid.payment.wages:
        return
    for each in paid.service.unpaid:
        work.save(work.get(WageMonth, each.wage).sent(paid.payment.id, at))


def wages_arrived(work: Work, paid: Settlement, law: DomesticWorkLaw, at: datetime) -> None:
    """The worker has the payment, and so the wages in it."""
    if paid.payment is None or not paid.payment.wages:
        return
    cash = paid.payment.means is DuesMeans.CASH
    reference = paid.payment.reference
    arrival = Arrival(paid.payment.on, reference, Means.CASH if cash else Means.BANK)
    for each in paid.service.unpaid:
        wage = work.get(WageMonth, each.wage)
        work.save(wage.arrived(paid.payment.id, arrival, law, at))


def wages_returned(work: Work, stated: Settlement, at: datetime) -> None:
    """The payment is denied: the wages in it are owed as before."""
    if stated.payment is None or not stated.payment.wages:
        return
    for each in stated.service.unpaid:
        wage = work.get(WageMonth, each.wage)
        work.save(wage.returned(stated.payment.id, "dues_disputed", True, at))
