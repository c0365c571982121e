"""The process on one page: what follows from what, and what happens when its day comes.

Every use case named here is called by the system, at least once, and is safe to repeat.
"""

from __future__ import annotations

from collections.abc import Mapping

from .access.use_cases import EndSignIn
from .contracts import contract as c
from .delivery import Consequence, of_event, of_job, of_thing
from .disputes import dispute as d
from .disputes import refund_obligation as r
from .disputes.use_cases import MoveDisputeOn, NoteRefundGiven, WatchRefund
from .kernel.aggregate import Event
from .notices.notice import NoticeKept
from .notices.use_cases import SendNotice, TellParties
from .payments import fee_payment as p
from .payments.use_cases import AskFee, GiveBackFee, ReleaseFee, SettleOpenPayment
from .placements import placement as pl

told = of_job(TellParties)

#: What follows from an event.
AFTER: Mapping[type[Event], tuple[Consequence, ...]] = {
    NoticeKept: (of_event(SendNotice, "notice"),),
    # contracts, placements
    c.RecruitmentConcluded: (of_event(AskFee, "contract"), told),
    pl.WorkerHandedOver: (of_event(ReleaseFee, "contract"), told),
    # payments
    p.FeeAsked: (told,),
    p.PaymentRefused: (told,),
    p.FeePaid: (told,),
    p.RefundAwarded: (of_event(GiveBackFee, "payment", "award"),),
    p.FeeRefunded: (of_event(NoteRefundGiven, "award"), told),
    # disputes
    d.DisputeOpened: (told,),
    d.StatementMade: (told,),
    d.DisputeReferred: (told,),
    d.DisputeSettled: (told,),
    d.DisputeWithdrawn: (told,),
    d.DisputeDecided: (told,),
    d.DisputeAppealed: (told,),
    r.RefundOwed: (told,),
    r.RefundReminded: (told,),
    r.RefundOverdue: (told,),
    r.RefundGiven: (told,),
}

#: What happens when a moment comes.
WHEN_DUE: Mapping[str, tuple[Consequence, ...]] = {
    "sign_in_expires": (of_thing(EndSignIn),),
    "payment_unanswered": (of_thing(SettleOpenPayment),),
    "fee_overdue": (),
    "amicable_stage_over": (of_thing(MoveDisputeOn),),
    "appeal_over": (of_thing(MoveDisputeOn),),
    "refund_to_watch": (of_thing(WatchRefund),),
}
