"""The process on one page: what follows from what, and what happens when its day comes.

Every use case named here is called by the system, at least once, and is safe to repeat.
"""

from __future__ import annotations

from collections.abc import Mapping

from .access import admission as ad
from .access.use_cases import EndSignIn
from .choice import rating as ra
from .contracts import employment_events as ce
from .contracts import events as c
from .conversations import conversation as co
from .conversations import remark as rm
from .conversations.use_cases import NoteRemarkOverdue
from .delivery import Consequence, of_event, of_job, of_thing
from .disputes import events as d
from .disputes import refund_obligation as r
from .disputes.use_cases import (
    BlockForRefund,
    CoverRefund,
    CoverRefundsOf,
    MoveDisputeOn,
    NoteAwardReduced,
    NoteRefundGiven,
    ReleaseUndisputedFee,
    ReopenRefund,
    WatchRefund,
)
from .employers import employer as e
from .end_of_service import events as es
from .end_of_service.use_cases import DrawUpSettlement, RedrawSettlement, WatchSettlement
from .interviews import events as i
from .interviews.use_cases import ArrangeRoom, CancelInterviews, NoteNoShow
from .kernel.aggregate import Event
from .notices.notice import NoticeKept
from .notices.use_cases import SendNotice, TellParties, TellPlatform
from .offers import offer as of
from .offers.use_cases import ExpireOffer, WithdrawOffersOf
from .offices import events as o
from .offices.use_cases import (
    CloseStaffSignIn,
    EndOverdueAccess,
    ExpireLicence,
    FollowLicence,
    LapseLicenceChange,
)
from .oversight import intervention as iv
from .oversight.use_cases import EndSuspension, LapseIntervention
from .payments import events as p
from .payments import office_money as om
from .payments import refund_events as pr
from .payments import webhook as wh
from .payments.use_cases import (
    AskFee,
    DropFee,
    GiveBackFee,
    GiveBackOpenRefunds,
    ProcessWebhook,
    ReleaseFee,
    ReleaseRetention,
    SettleOfficeMoney,
    SettleOpenPayment,
)
from .pilot import cohort as pi
from .placements import events as pl
from .placements.use_cases import LapseSelection, NoteLateArrival, PreparePlacement
from .receipts import receipt as rc
from .receipts.use_cases import IssueFeeReceipt, IssueRefundLetter
from .requests import events as q
from .requests.use_cases import ExpireRequest, NoteCompleted, NoteContracted
from .wages import events as wa
from .wages import wage_transfer as wt
from .wages.use_cases import FindLateWage, OpenNextWage, OpenWages, SendTransferAgain
from .workers import events as w

told = of_job(TellParties)

#: What follows from an event.
AFTER: Mapping[type[Event], tuple[Consequence, ...]] = {
    NoticeKept: (of_event(SendNotice, "notice"),),
    # offices, workers, employers
    o.OfficeFileReturned: (told,),
    o.OfficeFileApproved: (told,),
    o.StaffAccessEnded: (of_event(CloseStaffSignIn, "sign_in", "reason"), told),
    o.LicenceStatusChanged: (
        of_event(FollowLicence, "office"),
        of_event(EndSuspension, "office"),
        told,
    ),
    w.WorkerListed: (told,),
    w.ListingConsented: (told,),
    w.WorkerReserved: (told,),
    w.WorkerReleased: (told,),
    w.ListingConsentTakenBack: (of_event(WithdrawOffersOf, "worker"),),
    w.WorkerWithdrawn: (of_event(WithdrawOffersOf, "worker"), told),
    w.WorkerLeft: (of_event(WithdrawOffersOf, "worker"),),
    e.EligibilityDecided: (told,),
    # offers
    of.OfferExpired: (told,),
    # requests
    q.RequestSubmitted: (told,),
    q.RequestAccepted: (told,),
    q.RequestDeclined: (told,),
    q.RequestSelected: (of_event(CancelInterviews, "request"), told),
    q.RequestReopened: (told,),
    q.RequestCompleted: (told,),
    q.RequestCancelled: (of_event(CancelInterviews, "request"), told),
    q.RequestPutOff: (told,),
    q.RequestExpired: (of_event(CancelInterviews, "request"), told),
    # interviews
    i.InterviewProposed: (told,),
    i.InterviewAccepted: (of_event(ArrangeRoom, "interview"), told),
    i.RoomArranged: (told,),
    i.RoomRefused: (told,),
    i.InterviewRescheduled: (told,),
    i.InterviewDeclined: (told,),
    i.InterviewLapsed: (told,),
    i.InterviewCancelled: (told,),
    i.InterviewHeld: (told,),
    i.InterviewMissed: (told,),
    # contracts
    c.WorkerSelected: (told,),
    c.RecruitmentWritten: (told,),
    ce.EmploymentDrawnUp: (told,),
    ce.EmploymentChanged: (told,),
    ce.WorseTermsConsented: (told,),
    ce.EmploymentSigned: (told,),
    ce.EmploymentAttested: (told,),
    ce.EmploymentReturned: (told,),
    ce.DirectRecruitmentConcluded: (of_event(PreparePlacement, "contract"), told),
    c.DirectRecruitmentApproved: (told,),
    c.DirectRecruitmentRefused: (told,),
    c.RecruitmentCancelled: (of_event(DropFee, "contract"), told),
    c.SelectionLapsed: (told,),
    c.SelectionPutOff: (told,),
    c.RecruitmentConcluded: (
        of_event(NoteContracted, "request", "contract"),
        of_event(AskFee, "contract"),
        told,
    ),
    # placements
    pl.PlacementPrepared: (told,),
    pl.VisaRecorded: (told,),
    pl.TicketRecorded: (told,),
    pl.MoveConsented: (told,),
    pl.NoticeNoted: (told,),
    pl.DuesNoted: (told,),
    pl.WorkerArrived: (told,),
    pl.ArrivalLate: (told,),
    pl.HandOverStated: (told,),
    pl.WorkerHandedOver: (
        of_event(NoteCompleted, "contract", "on"),
        of_event(ReleaseFee, "contract"),
        of_event(OpenWages, "placement"),
        told,
    ),
    pl.WorkerReturned: (of_event(OpenWages, "placement"), told),
    pl.PlacementEnded: (
        of_event(OpenWages, "placement"),
        of_event(DrawUpSettlement, "placement"),
        told,
    ),
    # payments
    p.FeeAsked: (told,),
    p.NoFeeDue: (of_event(PreparePlacement, "contract"), told),
    p.PaymentRefused: (told,),
    p.FeePaid: (
        of_event(PreparePlacement, "contract"),
        of_event(IssueFeeReceipt, "payment"),
        told,
    ),
    p.FeeDropped: (told,),
    p.FeeReleased: (of_event(CoverRefundsOf, "office"),),
    p.GuaranteeOver: (of_event(CoverRefundsOf, "office"),),
    p.FeeLeftOver: (told,),
    pr.FeeRefunded: (
        of_event(NoteRefundGiven, "award"),
        of_event(IssueRefundLetter, "payment", "award", "turn"),
        told,
    ),
    pr.RefundRefused: (of_event(GiveBackFee, "payment", "award"), told),
    pr.RefundReturned: (of_event(ReopenRefund, "award"), told),
    pr.RefundAccountNamed: (of_event(GiveBackOpenRefunds, "payment"),),
    pr.SliceReturned: (of_event(CoverRefundsOf, "office"), told),
    pr.AwardReduced: (of_event(NoteAwardReduced, "award"), of_event(CoverRefundsOf, "office")),
    wh.WebhookReceived: (of_event(ProcessWebhook, "webhook"),),
    om.OfficeMoneyMoved: (of_event(CoverRefundsOf, "office"), told),
    om.OfficeMoneyReturned: (of_event(CoverRefundsOf, "office"), told),
    om.OfficeMoneyRefused: (of_event(CoverRefundsOf, "office"), told),
    # receipts
    rc.NumberTaken: (),
    rc.ReceiptIssued: (),
    # wages
    wa.WageOpened: (told,),
    wa.WageDeducted: (of_event(RedrawSettlement, "placement"), told),
    wa.DeductionContested: (of_event(RedrawSettlement, "placement"), told),
    wa.DeductionDoubtSettled: (of_event(RedrawSettlement, "placement"), told),
    wa.WagePaymentStated: (told,),
    wa.WagePaid: (of_event(RedrawSettlement, "placement"), told),
    wa.WageReturned: (of_event(RedrawSettlement, "placement"), told),
    wa.WageContested: (of_event(RedrawSettlement, "placement"), told),
    wa.WageDoubtSettled: (of_event(RedrawSettlement, "placement"), told),
    wa.WageMissing: (told,),
    wa.WageLate: (told,),
    wt.TransferNotTaken: (told,),
    # end of service
    es.SettlementDrawnUp: (told,),
    es.SettlementRedrawn: (told,),
    es.SettlementAgreed: (told,),
    es.SettlementDisputed: (told,),
    es.SettlementResolved: (told,),
    es.DuesPaymentStated: (told,),
    es.DuesSettled: (told,),
    es.DuesOverdue: (told,),
    # disputes
    d.DisputeOpened: (told,),
    d.StatementMade: (told,),
    d.DisputeReferred: (told,),
    d.DisputeSettled: (told,),
    d.DisputeWithdrawn: (told,),
    d.DisputeDecided: (of_event(ReleaseUndisputedFee, "dispute"), told),
    d.DisputeMadeFinal: (of_event(ReleaseUndisputedFee, "dispute"),),
    d.DisputeAppealed: (told,),
    r.RefundOwed: (of_event(CoverRefund, "refund"), told),
    r.RefundReminded: (told,),
    r.RefundOverdue: (of_event(BlockForRefund, "refund"), told),
    r.DepositCalled: (of_event(CoverRefund, "refund"), told),
    r.RefundBacked: (
        of_event(BlockForRefund, "refund"),
        of_event(GiveBackFee, "payment", "refund"),
    ),
    r.RefundGiven: (told,),
    r.RefundReopened: (of_event(GiveBackFee, "payment", "refund"), told),
    r.RefundReduced: (
        of_event(CoverRefund, "refund"),
        of_event(BlockForRefund, "refund"),
        told,
    ),
    r.RefundRecalled: (told,),
    r.RefundSentBack: (told,),
    r.ReturnOverdue: (told,),
    # conversations
    co.ConversationStarted: (told,),
    co.MessagePosted: (told,),
    co.ConversationClosed: (told,),
    rm.RemarkAnswered: (told,),
    rm.ChangeLinked: (told,),
    rm.RemarkOverdue: (of_job(TellPlatform),),
    # choice
    ra.JourneyRated: (told,),
    # oversight, pilot
    iv.InterventionMade: (told,),
    iv.InterventionCarriedOut: (told,),
    iv.InterventionLifted: (told,),
    iv.InterventionLapsed: (told,),
    iv.InterventionAppealed: (told,),
    iv.InterventionAppealAnswered: (told,),
    ad.AdmissionChanged: (told,),
    pi.MemberChosen: (),  # `AdmissionChanged` comes with it, and tells whom it concerns
    pi.MemberLeft: (),
}

#: What happens when a moment comes.
WHEN_DUE: Mapping[str, tuple[Consequence, ...]] = {
    "sign_in_expires": (of_thing(EndSignIn),),
    "staff_access_ends": (of_thing(EndOverdueAccess),),
    "licence_ends": (of_thing(ExpireLicence),),
    "licence_change_lapses": (of_thing(LapseLicenceChange),),
    "offer_expires": (of_thing(ExpireOffer),),
    "request_left": (of_thing(ExpireRequest),),
    "interview_lapses": (of_thing(NoteNoShow),),
    "interview_unrecorded": (of_thing(NoteNoShow),),
    "conclusion_overdue": (of_thing(LapseSelection),),
    "arrival_late": (of_thing(NoteLateArrival),),
    "payment_unanswered": (of_thing(SettleOpenPayment),),
    "fee_overdue": (),
    "guarantee_over": (of_thing(ReleaseRetention),),
    "refund_unanswered": (of_thing(GiveBackOpenRefunds),),
    "office_money_unanswered": (of_thing(SettleOfficeMoney),),
    "amicable_stage_over": (of_thing(MoveDisputeOn),),
    "appeal_over": (of_thing(MoveDisputeOn),),
    "refund_to_watch": (of_thing(WatchRefund),),
    "intervention_over": (of_thing(LapseIntervention),),
    "wage_to_look_at": (of_thing(FindLateWage),),
    "wage_month_over": (of_thing(OpenNextWage),),
    "remark_overdue": (of_thing(NoteRemarkOverdue),),
    "transfer_unanswered": (of_thing(SendTransferAgain),),
    "dues_to_watch": (of_thing(WatchSettlement),),
}
