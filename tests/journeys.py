"""Journeys as they stand some day, for tests of figures; the way there is each step's own test."""

from datetime import timedelta

from beginnings import kept

from maawin_core.access.admission import PilotOnly
from maawin_core.disputes.dispute import Decision, Dispute
from maawin_core.disputes.events import DisputeGround, DisputeStatus
from maawin_core.disputes.refund_obligation import RefundObligation
from maawin_core.kernel.calendar import civil_day, end_of_day
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import SYSTEM, employer
from maawin_core.kernel.parties import office as party
from maawin_core.offers.offer import Offer
from maawin_core.offers.terms import OfferVersion, PriceItem, Profile, Terms
from maawin_core.placements.placement import Placement, PlacementStatus
from maawin_core.requests.request import RecruitmentRequest, RequestStatus, Wishes
from maawin_core.wages.events import WageStatus
from maawin_core.wages.wage_month import WageMonth
from maawin_core.wages.wage_parts import Pay
from maawin_core.workers.profile import Origin


def put(storage, thing, at):
    """Keep a thing as it stands, by an event that nothing follows from."""
    return kept(storage, thing.after(PilotOnly(at=at, on=False)))


def request(storage, at, office, days=None, **changes):
    done = {} if days is None else {"completed_on": civil_day(at) + timedelta(days=days)}
    made = RecruitmentRequest(
        id=new_id(),
        office=office,
        employer=changes.pop("of", new_id()),
        wishes=Wishes(kind=Origin.ABROAD, country=changes.pop("country", "PHL")),
        submitted_at=at,
        due=changes.pop("due", None),
        left_at=None,
        status=changes.pop("status", RequestStatus.COMPLETED if done else RequestStatus.SUBMITTED),
        **done,
        **changes,
    )
    return put(storage, made, at)


def placement(storage, at, office, late=None, **changes):
    """*late*: by how many days she came late; None: she has not come."""
    expected = changes.pop("expected", civil_day(at))
    came = None if late is None else expected + timedelta(days=late)
    made = Placement(
        id=new_id(),
        contract=new_id(),
        request=None,
        office=office,
        employer=new_id(),
        worker=changes.pop("worker", new_id()),
        country=changes.pop("country", "PHL"),
        expected_arrival=expected,
        arrived_on=came,
        handed_over_on=came,
        late=bool(late),
        status=PlacementStatus.PREPARED if came is None else PlacementStatus.HANDED_OVER,
        **changes,
    )
    return put(storage, made, at)


def refund(storage, at, office, given_after=None, amount="5000.00", due_in=14, country="PHL"):
    """*given_after*: so many days after it was owed; None: it is owed still."""
    due = end_of_day(civil_day(at) + timedelta(days=due_in))
    owed = RefundObligation.owed(
        new_id(),
        dispute=new_id(),
        payment=new_id(),
        request=new_id(),
        office=office,
        employer=new_id(),
        amount=Money(amount),
        held=Money(0),
        due=due,
        at=at,
        country=country,
    )
    if given_after is not None:
        return kept(storage, owed.given(at + timedelta(days=given_after)))
    return kept(storage, owed)


def overdue(storage, at, office, days=1, **changes):
    made = refund(storage, at - timedelta(days=14 + days), office, **changes)
    with storage.transaction(SYSTEM) as work:
        return work.save(work.get(RefundObligation, made.id).watched(at))


def dispute(storage, at, office, outcome=None, by_office=False, status=DisputeStatus.AMICABLE):
    sides = [employer(new_id()), party(office)]
    decided = () if outcome is None else (Decision(outcome, "so", at),)
    made = Dispute(
        id=new_id(),
        opened_by=sides[by_office],
        against=sides[not by_office],
        country="PHL",
        ground=DisputeGround.OTHER,
        opened_at=at,
        due=None,
        decisions=decided,
        status=DisputeStatus.FINAL if outcome else status,
    )
    return put(storage, made, at)


def wage(storage, at, office, status=WageStatus.PAID):
    made = WageMonth(
        id=new_id(),
        placement=new_id(),
        employer=new_id(),
        worker=new_id(),
        office=office,
        country="PHL",
        month=civil_day(at).replace(day=1),
        wage=Pay(basic=Money("1900.00")),
        due=Money("1900.00"),
        last_day_to_pay=civil_day(at),
        status=status,
    )
    return put(storage, made, at)


def offer(storage, at, office, price="14000.00", **changes):
    terms = Terms(
        items=(PriceItem("Recruitment", Money(price)),),
        wage=Money(changes.pop("wage", "1900.00")),
        arrival_days=changes.pop("days", 30),
        valid_until=changes.pop("until", civil_day(at) + timedelta(days=60)),
    )
    profile = Profile(
        country=changes.pop("country", "PHL"),
        skills=changes.pop("skills", ("child_care",)),
        languages=changes.pop("languages", ("en",)),
    )
    version = OfferVersion(number=1, terms=terms, price_sheet="", wage_sheet="", at=at)
    made = Offer(
        id=new_id(),
        office=office,
        origin=changes.pop("origin", Origin.ABROAD),
        profile=profile,
        versions=(version,),
        **changes,
    )
    return put(storage, made, at)
