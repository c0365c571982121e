"""Where everything is wired: the ports first, then one line a use case. Nothing clever."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import fields
from dependency_injector import containers, providers

from maawin_adapters.clocks import SystemClock
from maawin_adapters.meetings.built_in import BuiltInMeetings
from maawin_adapters.memory import MemoryBooks, MemoryLists, MemoryOutbox, MemoryStorage
from maawin_adapters.memory.files import MemoryFiles
from maawin_adapters.notifications.none import NoChannel
from maawin_adapters.papers.typst import TypstPress
from maawin_adapters.sql import Database, SqlBooks, SqlLists, SqlOutbox, SqlStorage
from maawin_adapters.wages.sandbox import SandboxWageChannel
from maawin_adapters.wages.sif_channel import SifChannel
from maawin_core.access import use_cases as access
from maawin_core.access.rights import Rights
from maawin_core.books import use_cases as books_
from maawin_core.choice import use_cases as choice
from maawin_core.contracts import use_cases as contracts
from maawin_core.conversations import use_cases as conversations
from maawin_core.delivery import Deliver
from maawin_core.disputes import use_cases as disputes
from maawin_core.employers import use_cases as employers
from maawin_core.end_of_service import use_cases as end_of_service
from maawin_core.interviews import use_cases as interviews
from maawin_core.journey import AFTER, WHEN_DUE
from maawin_core.notices import use_cases as notices
from maawin_core.offers import use_cases as offers
from maawin_core.offices import use_cases as offices
from maawin_core.oversight import use_cases as oversight
from maawin_core.payments import use_cases as payments
from maawin_core.pilot import use_cases as pilot
from maawin_core.placements import use_cases as placements
from maawin_core.receipts import use_cases as receipts
from maawin_core.requests import use_cases as requests
from maawin_core.wages import use_cases as wages
from maawin_core.workers import use_cases as workers

from .gateways import gateways_of
from .settings import Settings


class Ports(containers.DeclarativeContainer):
    """What the core needs from outside, by the names that use cases ask for."""

    settings = providers.Singleton(Settings)
    database = providers.Singleton(Database, settings.provided.database)
    storage = providers.Singleton(SqlStorage, database)
    lists = providers.Singleton(SqlLists, database)
    outbox = providers.Singleton(SqlOutbox, database)
    books = providers.Singleton(SqlBooks, database)
    rights = providers.Singleton(Rights)
    clock = providers.Singleton(SystemClock)
    gateways = providers.Singleton(gateways_of, settings.provided.gateways)
    notifier = providers.Singleton(NoChannel)
    wage_channel = providers.Singleton(SifChannel, settings.provided.wages)
    meetings = providers.Singleton(BuiltInMeetings)
    press = providers.Singleton(TypstPress)
    files = providers.Singleton(MemoryFiles)


def _wired(use_case: type[Any]) -> providers.Factory[Any]:
    """The use case with each of its ports; a field that names no port keeps its default."""
    named = {each.name: Ports.providers[each.name] for each in fields(use_case) if _is_port(each)}
    return providers.Factory(use_case, **named)


def _is_port(each: Any) -> bool:
    return each.name in Ports.providers


class Container(Ports):
    """One line a use case: the API, the jobs, the stories and the command line find it here."""

    # access
    give_sign_in = _wired(access.GiveSignIn)
    end_sign_in = _wired(access.EndSignIn)
    recognise = _wired(access.Recognise)
    look_at = _wired(access.LookAt)
    show_history = _wired(access.ShowHistory)
    browse = _wired(access.Browse)
    list_tasks = _wired(access.ListTasks)
    list_parked_jobs = _wired(access.ListParkedJobs)
    retry_job = _wired(access.RetryJob)
    read_books = _wired(books_.ReadBooks)
    # notices
    tell_parties = _wired(notices.TellParties)
    tell_platform = _wired(notices.TellPlatform)
    send_notice = _wired(notices.SendNotice)
    list_notices = _wired(notices.ListNotices)
    read_notice = _wired(notices.ReadNotice)
    # workers
    list_worker = _wired(workers.ListWorker)
    change_worker = _wired(workers.ChangeWorker)
    consent_to_listing = _wired(workers.ConsentToListing)
    take_consent_back = _wired(workers.TakeConsentBack)
    withdraw_worker = _wired(workers.WithdrawWorker)
    renew_medical = _wired(workers.RenewMedical)
    # employers
    register_employer = _wired(employers.RegisterEmployer)
    change_employer = _wired(employers.ChangeEmployer)
    decide_eligibility = _wired(employers.DecideEligibility)
    # offices
    register_office = _wired(offices.RegisterOffice)
    change_office_file = _wired(offices.ChangeOfficeFile)
    authorise_staff = _wired(offices.AuthoriseStaff)
    attest_staff = _wired(offices.AttestStaff)
    end_staff_access = _wired(offices.EndStaffAccess)
    end_overdue_access = _wired(offices.EndOverdueAccess)
    close_staff_sign_in = _wired(offices.CloseStaffSignIn)
    submit_office_file = _wired(offices.SubmitOfficeFile)
    review_office_file = _wired(offices.ReviewOfficeFile)
    show_completeness = _wired(offices.ShowCompleteness)
    change_licence_status = _wired(offices.ChangeLicenceStatus)
    expire_licence = _wired(offices.ExpireLicence)
    lapse_licence_change = _wired(offices.LapseLicenceChange)
    follow_licence = _wired(offices.FollowLicence)
    # offers
    make_offer = _wired(offers.MakeOffer)
    change_offer = _wired(offers.ChangeOffer)
    withdraw_offer = _wired(offers.WithdrawOffer)
    expire_offer = _wired(offers.ExpireOffer)
    withdraw_offers_of = _wired(offers.WithdrawOffersOf)
    show_offer = _wired(offers.ShowOffer)
    # requests
    submit_request = _wired(requests.SubmitRequest)
    accept_request = _wired(requests.AcceptRequest)
    decline_request = _wired(requests.DeclineRequest)
    cancel_request = _wired(requests.CancelRequest)
    record_outside_step = _wired(requests.RecordOutsideStep)
    note_contracted = _wired(requests.NoteContracted)
    note_completed = _wired(requests.NoteCompleted)
    expire_request = _wired(requests.ExpireRequest)
    show_next_step = _wired(requests.ShowNextStep)
    # interviews
    propose_interview = _wired(interviews.ProposeInterview)
    accept_interview = _wired(interviews.AcceptInterview)
    decline_interview = _wired(interviews.DeclineInterview)
    reschedule_interview = _wired(interviews.RescheduleInterview)
    record_attendance = _wired(interviews.RecordAttendance)
    record_outcome = _wired(interviews.RecordOutcome)
    arrange_room = _wired(interviews.ArrangeRoom)
    note_no_show = _wired(interviews.NoteNoShow)
    cancel_interviews = _wired(interviews.CancelInterviews)
    # contracts
    select_worker = _wired(contracts.SelectWorker)
    draw_up_contract = _wired(contracts.DrawUpContract)
    draw_up_direct_contract = _wired(contracts.DrawUpDirectContract)
    add_translation = _wired(contracts.AddTranslation)
    consent_to_terms = _wired(contracts.ConsentToTerms)
    sign_recruitment_contract = _wired(contracts.SignRecruitmentContract)
    sign_employment_contract = _wired(contracts.SignEmploymentContract)
    attest_contract = _wired(contracts.AttestContract)
    return_contract = _wired(contracts.ReturnContract)
    ask_direct_recruitment = _wired(contracts.AskDirectRecruitment)
    approve_direct_recruitment = _wired(contracts.ApproveDirectRecruitment)
    refuse_direct_recruitment = _wired(contracts.RefuseDirectRecruitment)
    # placements
    prepare_placement = _wired(placements.PreparePlacement)
    record_visa = _wired(placements.RecordVisa)
    record_ticket = _wired(placements.RecordTicket)
    record_arrival = _wired(placements.RecordArrival)
    note_late_arrival = _wired(placements.NoteLateArrival)
    consent_to_move = _wired(placements.ConsentToMove)
    note_notice = _wired(placements.NoteNotice)
    note_dues_settled = _wired(placements.NoteDuesSettled)
    hand_over = _wired(placements.HandOver)
    confirm_hand_over = _wired(placements.ConfirmHandOver)
    return_to_office = _wired(placements.ReturnToOffice)
    end_placement = _wired(placements.EndPlacement)
    cancel_contract = _wired(placements.CancelContract)
    lapse_selection = _wired(placements.LapseSelection)
    # payments
    ask_fee = _wired(payments.AskFee)
    show_ways_to_pay = _wired(payments.ShowWaysToPay)
    pay_fee = _wired(payments.PayFee)
    settle_open_payment = _wired(payments.SettleOpenPayment)
    drop_fee = _wired(payments.DropFee)
    receive_webhook = _wired(payments.ReceiveWebhook)
    process_webhook = _wired(payments.ProcessWebhook)
    release_fee = _wired(payments.ReleaseFee)
    release_retention = _wired(payments.ReleaseRetention)
    give_back_fee = _wired(payments.GiveBackFee)
    give_back_open_refunds = _wired(payments.GiveBackOpenRefunds)
    look_up_refund = _wired(payments.LookUpRefund)
    note_refund_returned = _wired(payments.NoteRefundReturned)
    name_refund_account = _wired(payments.NameRefundAccount)
    pay_into_balance = _wired(payments.PayIntoBalance)
    deposit_guarantee = _wired(payments.DepositGuarantee)
    pay_out_balance = _wired(payments.PayOutBalance)
    read_office_statement = _wired(payments.ReadOfficeStatement)
    check_books = _wired(payments.CheckBooks)
    reconcile = _wired(payments.Reconcile)
    settle_office_money = _wired(payments.SettleOfficeMoney)
    # receipts
    issue_fee_receipt = _wired(receipts.IssueFeeReceipt)
    issue_refund_letter = _wired(receipts.IssueRefundLetter)
    list_receipts = _wired(receipts.ListReceipts)
    show_receipt = _wired(receipts.ShowReceipt)
    # wages
    set_wage_account = _wired(wages.SetWageAccount)
    open_wages = _wired(wages.OpenWages)
    open_next_wage = _wired(wages.OpenNextWage)
    find_late_wage = _wired(wages.FindLateWage)
    deduct_from_wage = _wired(wages.DeductFromWage)
    record_wage_payment = _wired(wages.RecordWagePayment)
    sign_wage_receipt = _wired(wages.SignWageReceipt)
    transfer_wages = _wired(wages.TransferWages)
    send_transfer_again = _wired(wages.SendTransferAgain)
    record_bank_replies = _wired(wages.RecordBankReplies)
    show_transfer_file = _wired(wages.ShowTransferFile)
    contest_wage = _wired(wages.ContestWage)
    settle_wage_doubt = _wired(wages.SettleWageDoubt)
    contest_deduction = _wired(wages.ContestDeduction)
    settle_deduction_doubt = _wired(wages.SettleDeductionDoubt)
    # end of service
    estimate_dues = _wired(end_of_service.EstimateDues)
    draw_up_settlement = _wired(end_of_service.DrawUpSettlement)
    redraw_settlement = _wired(end_of_service.RedrawSettlement)
    agree_settlement = _wired(end_of_service.AgreeSettlement)
    dispute_settlement = _wired(end_of_service.DisputeSettlement)
    resolve_settlement = _wired(end_of_service.ResolveSettlement)
    claim_debt = _wired(end_of_service.ClaimDebt)
    answer_debt = _wired(end_of_service.AnswerDebt)
    decide_dismissal = _wired(end_of_service.DecideDismissal)
    pay_dues = _wired(end_of_service.PayDues)
    confirm_dues = _wired(end_of_service.ConfirmDues)
    watch_settlement = _wired(end_of_service.WatchSettlement)
    # disputes
    open_dispute = _wired(disputes.OpenDispute)
    state_case = _wired(disputes.StateCase)
    withdraw_dispute = _wired(disputes.WithdrawDispute)
    settle_dispute = _wired(disputes.SettleDispute)
    move_dispute_on = _wired(disputes.MoveDisputeOn)
    decide_dispute = _wired(disputes.DecideDispute)
    appeal_dispute = _wired(disputes.AppealDispute)
    decide_slice = _wired(disputes.DecideSlice)
    decide_left_over_fee = _wired(disputes.DecideLeftOverFee)
    watch_refund = _wired(disputes.WatchRefund)
    cover_refund = _wired(disputes.CoverRefund)
    cover_refunds_of = _wired(disputes.CoverRefundsOf)
    block_for_refund = _wired(disputes.BlockForRefund)
    reopen_refund = _wired(disputes.ReopenRefund)
    release_undisputed_fee = _wired(disputes.ReleaseUndisputedFee)
    note_refund_given = _wired(disputes.NoteRefundGiven)
    note_award_reduced = _wired(disputes.NoteAwardReduced)
    note_refund_sent_back = _wired(disputes.NoteRefundSentBack)
    # conversations
    start_conversation = _wired(conversations.StartConversation)
    post_message = _wired(conversations.PostMessage)
    close_conversation = _wired(conversations.CloseConversation)
    attach_file = _wired(conversations.AttachFile)
    read_file = _wired(conversations.ReadFile)
    list_files = _wired(conversations.ListFiles)
    raise_remark = _wired(conversations.RaiseRemark)
    answer_remark = _wired(conversations.AnswerRemark)
    link_change = _wired(conversations.LinkChange)
    note_remark_overdue = _wired(conversations.NoteRemarkOverdue)
    # choice
    rate_journey = _wired(choice.RateJourney)
    rate_office = _wired(choice.RateOffice)
    search_offers = _wired(choice.SearchOffers)
    search_workers = _wired(choice.SearchWorkers)
    compare_offices = _wired(choice.CompareOffices)
    compare_workers = _wired(choice.CompareWorkers)
    # oversight
    show_indicators = _wired(oversight.ShowIndicators)
    show_trend = _wired(oversight.ShowTrend)
    show_cases = _wired(oversight.ShowCases)
    show_refund_ages = _wired(oversight.ShowRefundAges)
    show_stalled = _wired(oversight.ShowStalled)
    show_stalled_steps = _wired(oversight.ShowStalledSteps)
    show_alerts = _wired(oversight.ShowAlerts)
    intervene = _wired(oversight.Intervene)
    lift_intervention = _wired(oversight.LiftIntervention)
    lapse_intervention = _wired(oversight.LapseIntervention)
    end_suspension = _wired(oversight.EndSuspension)
    carry_out_intervention = _wired(oversight.CarryOutIntervention)
    appeal_intervention = _wired(oversight.AppealIntervention)
    answer_intervention_appeal = _wired(oversight.AnswerInterventionAppeal)
    # pilot
    form_cohort = _wired(pilot.FormCohort)
    choose_for_cohort = _wired(pilot.ChooseForCohort)
    leave_cohort = _wired(pilot.LeaveCohort)
    switch_pilot = _wired(pilot.SwitchPilot)
    show_readiness = _wired(pilot.ShowReadiness)


USE_CASES: dict[str, type[Any]] = {
    name: provider.cls
    for name, provider in Container.providers.items()
    if isinstance(provider, providers.Factory)
}


def in_memory() -> Container:
    """A container that keeps everything in memory, and nothing after the process."""
    container = Container()
    storage = MemoryStorage()
    container.storage.override(providers.Object(storage))
    container.lists.override(providers.Object(MemoryLists(storage)))
    container.outbox.override(providers.Object(MemoryOutbox(storage)))
    container.books.override(providers.Object(MemoryBooks(storage)))
    container.wage_channel.override(providers.Singleton(SandboxWageChannel))
    return container


def resolver(container: Container) -> Callable[[type[Any]], Callable[..., Any]]:
    """Gives the use case of a class, ready to call."""
    by_class = {use_case: name for name, use_case in USE_CASES.items()}
    return lambda use_case: container.providers[by_class[use_case]]()


def deliverer(container: Container) -> Deliver:
    """What makes events and moments have their consequences."""
    return Deliver(container.outbox(), container.clock(), resolver(container), AFTER, WHEN_DUE)
