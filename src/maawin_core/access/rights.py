"""Who may do what: the one table, for every entry point. `docs/access.md` is printed from it."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from ..kernel.aggregate import Aggregate
from ..kernel.errors import NotAllowed, NotFound
from ..kernel.parties import Actor, PartyKind, Role

MANAGER, STAFF = Role.OFFICE_MANAGER, Role.OFFICE_STAFF
EMPLOYER, WORKER = Role.EMPLOYER, Role.WORKER
OFFICER, INSPECTOR = Role.OFFICER, Role.INSPECTOR
ADMINISTRATOR, SYSTEM, REGULATOR = Role.ADMINISTRATOR, Role.SYSTEM, Role.REGULATOR

#: Whom the platform shows everything: nothing that they look at is "not found" for want of a part.
SEES_ALL = frozenset({OFFICER, INSPECTOR, ADMINISTRATOR, SYSTEM})


class Act(StrEnum):
    """Everything that can be done, by name. One a use case that changes something."""

    # access
    GIVE_SIGN_IN = "give_sign_in"
    END_SIGN_IN = "end_sign_in"
    RETRY_JOB = "retry_job"
    READ_BOOKS = "read_books"
    # notices
    TELL_PARTIES = "tell_parties"
    SEND_NOTICE = "send_notice"
    READ_NOTICE = "read_notice"
    # workers
    LIST_WORKER = "list_worker"
    CHANGE_WORKER = "change_worker"
    CONSENT_TO_LISTING = "consent_to_listing"
    TAKE_CONSENT_BACK = "take_consent_back"
    WITHDRAW_WORKER = "withdraw_worker"
    RENEW_MEDICAL = "renew_medical"
    # employers
    REGISTER_EMPLOYER = "register_employer"
    CHANGE_EMPLOYER = "change_employer"
    DECIDE_ELIGIBILITY = "decide_eligibility"
    # offices
    REGISTER_OFFICE = "register_office"
    CHANGE_OFFICE_FILE = "change_office_file"
    AUTHORISE_STAFF = "authorise_staff"
    ATTEST_STAFF = "attest_staff"
    END_STAFF_ACCESS = "end_staff_access"
    SUBMIT_OFFICE_FILE = "submit_office_file"
    REVIEW_OFFICE_FILE = "review_office_file"
    SHOW_COMPLETENESS = "show_completeness"
    CHANGE_LICENCE_STATUS = "change_licence_status"
    EXPIRE_LICENCE = "expire_licence"
    FOLLOW_LICENCE = "follow_licence"
    # offers
    MAKE_OFFER = "make_offer"
    CHANGE_OFFER = "change_offer"
    WITHDRAW_OFFER = "withdraw_offer"
    CLOSE_OFFER = "close_offer"
    # requests
    SUBMIT_REQUEST = "submit_request"
    ACCEPT_REQUEST = "accept_request"
    DECLINE_REQUEST = "decline_request"
    CANCEL_REQUEST = "cancel_request"
    RECORD_OUTSIDE_STEP = "record_outside_step"
    MOVE_REQUEST = "move_request"
    # interviews
    PROPOSE_INTERVIEW = "propose_interview"
    ANSWER_INTERVIEW = "answer_interview"
    RECORD_ATTENDANCE = "record_attendance"
    RECORD_OUTCOME = "record_outcome"
    ARRANGE_ROOM = "arrange_room"
    MOVE_INTERVIEW = "move_interview"
    # contracts
    SELECT_WORKER = "select_worker"
    DRAW_UP_CONTRACT = "draw_up_contract"
    ADD_TRANSLATION = "add_translation"
    CONSENT_TO_TERMS = "consent_to_terms"
    SIGN_RECRUITMENT_CONTRACT = "sign_recruitment_contract"
    SIGN_EMPLOYMENT_CONTRACT = "sign_employment_contract"
    ATTEST_CONTRACT = "attest_contract"
    RETURN_CONTRACT = "return_contract"
    ASK_DIRECT_RECRUITMENT = "ask_direct_recruitment"
    DECIDE_DIRECT_RECRUITMENT = "decide_direct_recruitment"
    DRAW_UP_DIRECT_CONTRACT = "draw_up_direct_contract"
    # placements
    PREPARE_PLACEMENT = "prepare_placement"
    RECORD_VISA = "record_visa"
    RECORD_TICKET = "record_ticket"
    RECORD_ARRIVAL = "record_arrival"
    NOTE_LATE_ARRIVAL = "note_late_arrival"
    CONSENT_TO_MOVE = "consent_to_move"
    NOTE_NOTICE = "note_notice"
    NOTE_DUES_SETTLED = "note_dues_settled"
    HAND_OVER = "hand_over"
    CONFIRM_HAND_OVER = "confirm_hand_over"
    RETURN_TO_OFFICE = "return_to_office"
    END_PLACEMENT = "end_placement"
    CANCEL_CONTRACT = "cancel_contract"
    LAPSE_SELECTION = "lapse_selection"
    # payments
    ASK_FEE = "ask_fee"
    PAY_FEE = "pay_fee"
    SETTLE_OPEN_PAYMENT = "settle_open_payment"
    ISSUE_RECEIPT = "issue_receipt"
    RELEASE_FEE = "release_fee"
    GIVE_BACK_FEE = "give_back_fee"
    NOTE_REFUND_RETURNED = "note_refund_returned"
    NAME_REFUND_ACCOUNT = "name_refund_account"
    PAY_INTO_BALANCE = "pay_into_balance"
    DEPOSIT_GUARANTEE = "deposit_guarantee"
    PAY_OUT_BALANCE = "pay_out_balance"
    SETTLE_OFFICE_MONEY = "settle_office_money"
    READ_OFFICE_STATEMENT = "read_office_statement"
    CHECK_BOOKS = "check_books"
    RECONCILE = "reconcile"
    DROP_FEE = "drop_fee"
    RECEIVE_WEBHOOK = "receive_webhook"
    PROCESS_WEBHOOK = "process_webhook"
    # disputes
    OPEN_DISPUTE = "open_dispute"
    STATE_CASE = "state_case"
    WITHDRAW_DISPUTE = "withdraw_dispute"
    SETTLE_DISPUTE = "settle_dispute"
    DECIDE_DISPUTE = "decide_dispute"
    APPEAL_DISPUTE = "appeal_dispute"
    MOVE_DISPUTE_ON = "move_dispute_on"
    WATCH_REFUND = "watch_refund"
    COVER_REFUND = "cover_refund"
    NOTE_REFUND_SENT_BACK = "note_refund_sent_back"
    DECIDE_SLICE = "decide_slice"
    DECIDE_LEFT_OVER_FEE = "decide_left_over_fee"
    # wages
    OPEN_WAGES = "open_wages"
    FIND_LATE_WAGE = "find_late_wage"
    SET_WAGE_ACCOUNT = "set_wage_account"
    DEDUCT_FROM_WAGE = "deduct_from_wage"
    RECORD_WAGE_PAYMENT = "record_wage_payment"
    SIGN_WAGE_RECEIPT = "sign_wage_receipt"
    TRANSFER_WAGES = "transfer_wages"
    SEND_TRANSFER_AGAIN = "send_transfer_again"
    RECORD_BANK_REPLIES = "record_bank_replies"
    SHOW_TRANSFER_FILE = "show_transfer_file"
    CONTEST_WAGE = "contest_wage"
    SETTLE_WAGE_DOUBT = "settle_wage_doubt"
    CONTEST_DEDUCTION = "contest_deduction"
    SETTLE_DEDUCTION_DOUBT = "settle_deduction_doubt"
    # end of service
    ESTIMATE_DUES = "estimate_dues"
    DRAW_UP_SETTLEMENT = "draw_up_settlement"
    CLAIM_DEBT = "claim_debt"
    ANSWER_DEBT = "answer_debt"
    DECIDE_DISMISSAL = "decide_dismissal"
    AGREE_SETTLEMENT = "agree_settlement"
    DISPUTE_SETTLEMENT = "dispute_settlement"
    RESOLVE_SETTLEMENT = "resolve_settlement"
    PAY_DUES = "pay_dues"
    CONFIRM_DUES = "confirm_dues"
    WATCH_SETTLEMENT = "watch_settlement"
    # conversations
    START_CONVERSATION = "start_conversation"
    POST_MESSAGE = "post_message"
    CLOSE_CONVERSATION = "close_conversation"
    ATTACH_FILE = "attach_file"
    RAISE_REMARK = "raise_remark"
    ANSWER_REMARK = "answer_remark"
    LINK_CHANGE = "link_change"
    NOTE_REMARK_OVERDUE = "note_remark_overdue"
    # choice
    RATE_JOURNEY = "rate_journey"
    RATE_OFFICE = "rate_office"
    # oversight
    WATCH_OVER = "watch_over"
    INTERVENE = "intervene"
    LIFT_INTERVENTION = "lift_intervention"
    CARRY_OUT_INTERVENTION = "carry_out_intervention"
    APPEAL_INTERVENTION = "appeal_intervention"
    ANSWER_INTERVENTION_APPEAL = "answer_intervention_appeal"
    LAPSE_INTERVENTION = "lapse_intervention"
    # pilot
    FORM_COHORT = "form_cohort"
    CHOOSE_FOR_COHORT = "choose_for_cohort"
    LEAVE_COHORT = "leave_cohort"
    SWITCH_PILOT = "switch_pilot"
    SHOW_READINESS = "show_readiness"


RIGHTS: dict[Act, frozenset[Role]] = {
    Act.GIVE_SIGN_IN: frozenset({ADMINISTRATOR, SYSTEM}),
    Act.END_SIGN_IN: frozenset({ADMINISTRATOR, SYSTEM}),
    Act.RETRY_JOB: frozenset({ADMINISTRATOR}),
    Act.READ_BOOKS: frozenset({ADMINISTRATOR, OFFICER}),
    Act.TELL_PARTIES: frozenset({SYSTEM}),
    Act.SEND_NOTICE: frozenset({SYSTEM}),
    Act.READ_NOTICE: frozenset({MANAGER, STAFF, EMPLOYER, WORKER, OFFICER, INSPECTOR}),
    # workers
    Act.LIST_WORKER: frozenset({MANAGER, STAFF, ADMINISTRATOR}),
    Act.CHANGE_WORKER: frozenset({MANAGER, STAFF}),
    Act.CONSENT_TO_LISTING: frozenset({WORKER, MANAGER, STAFF}),
    Act.TAKE_CONSENT_BACK: frozenset({WORKER}),
    Act.WITHDRAW_WORKER: frozenset({MANAGER, STAFF}),
    Act.RENEW_MEDICAL: frozenset({MANAGER, STAFF}),
    # employers
    Act.REGISTER_EMPLOYER: frozenset({ADMINISTRATOR, SYSTEM}),
    Act.CHANGE_EMPLOYER: frozenset({EMPLOYER, ADMINISTRATOR}),
    Act.DECIDE_ELIGIBILITY: frozenset({OFFICER}),
    # offices
    Act.REGISTER_OFFICE: frozenset({ADMINISTRATOR, OFFICER}),
    Act.CHANGE_OFFICE_FILE: frozenset({MANAGER, OFFICER, ADMINISTRATOR}),
    Act.AUTHORISE_STAFF: frozenset({MANAGER, ADMINISTRATOR}),
    Act.ATTEST_STAFF: frozenset({MANAGER}),
    Act.END_STAFF_ACCESS: frozenset({MANAGER, OFFICER, ADMINISTRATOR, SYSTEM}),
    Act.SUBMIT_OFFICE_FILE: frozenset({MANAGER}),
    Act.REVIEW_OFFICE_FILE: frozenset({OFFICER}),
    Act.SHOW_COMPLETENESS: frozenset({MANAGER, STAFF, OFFICER, INSPECTOR, ADMINISTRATOR}),
    Act.CHANGE_LICENCE_STATUS: frozenset({OFFICER}),
    Act.EXPIRE_LICENCE: frozenset({SYSTEM}),
    Act.FOLLOW_LICENCE: frozenset({SYSTEM}),
    # payments
    # offers
    Act.MAKE_OFFER: frozenset({MANAGER, STAFF}),
    Act.CHANGE_OFFER: frozenset({MANAGER, STAFF}),
    Act.WITHDRAW_OFFER: frozenset({MANAGER, STAFF}),
    Act.CLOSE_OFFER: frozenset({SYSTEM}),
    # requests
    Act.SUBMIT_REQUEST: frozenset({EMPLOYER}),
    Act.ACCEPT_REQUEST: frozenset({MANAGER, STAFF}),
    Act.DECLINE_REQUEST: frozenset({MANAGER, STAFF}),
    Act.CANCEL_REQUEST: frozenset({MANAGER, EMPLOYER, OFFICER}),
    Act.RECORD_OUTSIDE_STEP: frozenset({MANAGER, STAFF, EMPLOYER, OFFICER}),
    Act.MOVE_REQUEST: frozenset({SYSTEM}),
    # interviews
    Act.PROPOSE_INTERVIEW: frozenset({MANAGER, STAFF, EMPLOYER}),
    Act.ANSWER_INTERVIEW: frozenset({MANAGER, STAFF, EMPLOYER, WORKER}),
    Act.RECORD_ATTENDANCE: frozenset({MANAGER, STAFF, EMPLOYER, WORKER}),
    Act.RECORD_OUTCOME: frozenset({MANAGER, STAFF, EMPLOYER, WORKER}),
    Act.ARRANGE_ROOM: frozenset({SYSTEM}),
    Act.MOVE_INTERVIEW: frozenset({SYSTEM}),
    # contracts
    Act.SELECT_WORKER: frozenset({EMPLOYER}),
    Act.DRAW_UP_CONTRACT: frozenset({MANAGER, STAFF, EMPLOYER}),
    Act.ADD_TRANSLATION: frozenset({MANAGER, STAFF, EMPLOYER, WORKER, OFFICER}),
    Act.CONSENT_TO_TERMS: frozenset({WORKER}),
    Act.SIGN_RECRUITMENT_CONTRACT: frozenset({MANAGER, EMPLOYER}),
    Act.SIGN_EMPLOYMENT_CONTRACT: frozenset({EMPLOYER, WORKER}),
    Act.ATTEST_CONTRACT: frozenset({OFFICER}),
    Act.RETURN_CONTRACT: frozenset({OFFICER}),
    Act.ASK_DIRECT_RECRUITMENT: frozenset({EMPLOYER}),
    Act.DECIDE_DIRECT_RECRUITMENT: frozenset({OFFICER}),
    Act.DRAW_UP_DIRECT_CONTRACT: frozenset({EMPLOYER}),
    # placements
    Act.PREPARE_PLACEMENT: frozenset({SYSTEM}),
    Act.RECORD_VISA: frozenset({MANAGER, STAFF, EMPLOYER}),
    Act.RECORD_TICKET: frozenset({MANAGER, STAFF, EMPLOYER}),
    Act.RECORD_ARRIVAL: frozenset({MANAGER, STAFF, EMPLOYER}),
    Act.NOTE_LATE_ARRIVAL: frozenset({SYSTEM}),
    Act.CONSENT_TO_MOVE: frozenset({WORKER}),
    Act.NOTE_NOTICE: frozenset({MANAGER, STAFF, WORKER}),
    Act.NOTE_DUES_SETTLED: frozenset({WORKER, OFFICER}),
    Act.HAND_OVER: frozenset({MANAGER, STAFF, EMPLOYER}),
    Act.CONFIRM_HAND_OVER: frozenset({EMPLOYER, WORKER, OFFICER}),
    Act.RETURN_TO_OFFICE: frozenset({MANAGER, STAFF, EMPLOYER, OFFICER}),
    Act.END_PLACEMENT: frozenset({EMPLOYER, WORKER, OFFICER}),
    Act.CANCEL_CONTRACT: frozenset({MANAGER, EMPLOYER, WORKER, OFFICER}),
    Act.LAPSE_SELECTION: frozenset({SYSTEM}),
    Act.ASK_FEE: frozenset({MANAGER, STAFF, SYSTEM}),
    Act.PAY_FEE: frozenset({EMPLOYER}),
    Act.SETTLE_OPEN_PAYMENT: frozenset({SYSTEM, ADMINISTRATOR}),
    Act.ISSUE_RECEIPT: frozenset({SYSTEM}),
    Act.RELEASE_FEE: frozenset({SYSTEM}),
    Act.GIVE_BACK_FEE: frozenset({SYSTEM}),
    Act.NOTE_REFUND_RETURNED: frozenset({SYSTEM, ADMINISTRATOR}),
    Act.NAME_REFUND_ACCOUNT: frozenset({EMPLOYER}),
    Act.PAY_INTO_BALANCE: frozenset({MANAGER}),
    Act.DEPOSIT_GUARANTEE: frozenset({MANAGER}),
    Act.PAY_OUT_BALANCE: frozenset({MANAGER}),
    Act.SETTLE_OFFICE_MONEY: frozenset({SYSTEM}),
    Act.READ_OFFICE_STATEMENT: frozenset({MANAGER, STAFF, OFFICER, INSPECTOR, ADMINISTRATOR}),
    Act.CHECK_BOOKS: frozenset({SYSTEM}),
    Act.RECONCILE: frozenset({ADMINISTRATOR, OFFICER}),
    Act.DROP_FEE: frozenset({SYSTEM}),
    Act.RECEIVE_WEBHOOK: frozenset({SYSTEM}),
    Act.PROCESS_WEBHOOK: frozenset({SYSTEM}),
    Act.OPEN_DISPUTE: frozenset({MANAGER, STAFF, EMPLOYER, WORKER, OFFICER}),
    Act.STATE_CASE: frozenset({MANAGER, STAFF, EMPLOYER, WORKER, OFFICER}),
    Act.WITHDRAW_DISPUTE: frozenset({MANAGER, EMPLOYER, WORKER}),
    Act.SETTLE_DISPUTE: frozenset({OFFICER}),
    Act.DECIDE_DISPUTE: frozenset({OFFICER}),
    Act.APPEAL_DISPUTE: frozenset({MANAGER, EMPLOYER, WORKER}),
    Act.MOVE_DISPUTE_ON: frozenset({SYSTEM, OFFICER}),
    Act.WATCH_REFUND: frozenset({SYSTEM}),
    Act.COVER_REFUND: frozenset({SYSTEM}),
    Act.NOTE_REFUND_SENT_BACK: frozenset({MANAGER, OFFICER}),
    Act.DECIDE_SLICE: frozenset({OFFICER}),
    Act.DECIDE_LEFT_OVER_FEE: frozenset({OFFICER}),
    # wages
    Act.OPEN_WAGES: frozenset({SYSTEM}),
    Act.FIND_LATE_WAGE: frozenset({SYSTEM}),
    Act.SET_WAGE_ACCOUNT: frozenset({EMPLOYER, WORKER}),
    Act.DEDUCT_FROM_WAGE: frozenset({EMPLOYER}),
    Act.RECORD_WAGE_PAYMENT: frozenset({EMPLOYER}),
    Act.SIGN_WAGE_RECEIPT: frozenset({WORKER}),
    Act.TRANSFER_WAGES: frozenset({EMPLOYER}),
    Act.SEND_TRANSFER_AGAIN: frozenset({SYSTEM, ADMINISTRATOR}),
    Act.RECORD_BANK_REPLIES: frozenset({SYSTEM, ADMINISTRATOR, EMPLOYER}),
    Act.SHOW_TRANSFER_FILE: frozenset({EMPLOYER}),
    Act.CONTEST_WAGE: frozenset({WORKER}),
    Act.SETTLE_WAGE_DOUBT: frozenset({WORKER, OFFICER}),
    Act.CONTEST_DEDUCTION: frozenset({WORKER}),
    Act.SETTLE_DEDUCTION_DOUBT: frozenset({OFFICER}),
    # end of service
    Act.ESTIMATE_DUES: frozenset({EMPLOYER, WORKER, OFFICER}),
    Act.DRAW_UP_SETTLEMENT: frozenset({EMPLOYER, WORKER, SYSTEM}),
    Act.CLAIM_DEBT: frozenset({EMPLOYER}),
    Act.ANSWER_DEBT: frozenset({WORKER, OFFICER}),
    Act.DECIDE_DISMISSAL: frozenset({OFFICER}),
    Act.AGREE_SETTLEMENT: frozenset({EMPLOYER, WORKER}),
    Act.DISPUTE_SETTLEMENT: frozenset({EMPLOYER, WORKER}),
    Act.RESOLVE_SETTLEMENT: frozenset({OFFICER}),
    Act.PAY_DUES: frozenset({EMPLOYER}),
    Act.CONFIRM_DUES: frozenset({WORKER, OFFICER}),
    Act.WATCH_SETTLEMENT: frozenset({SYSTEM}),
    # conversations
    Act.START_CONVERSATION: frozenset({MANAGER, STAFF, EMPLOYER, WORKER, OFFICER}),
    Act.POST_MESSAGE: frozenset({MANAGER, STAFF, EMPLOYER, WORKER, OFFICER, INSPECTOR}),
    Act.CLOSE_CONVERSATION: frozenset({MANAGER, STAFF, EMPLOYER, WORKER, OFFICER}),
    Act.ATTACH_FILE: frozenset({MANAGER, STAFF, EMPLOYER, WORKER, OFFICER, INSPECTOR}),
    Act.RAISE_REMARK: frozenset({MANAGER, STAFF, EMPLOYER, WORKER, OFFICER, INSPECTOR}),
    Act.ANSWER_REMARK: frozenset({OFFICER, ADMINISTRATOR}),
    Act.LINK_CHANGE: frozenset({OFFICER, ADMINISTRATOR}),
    Act.NOTE_REMARK_OVERDUE: frozenset({SYSTEM}),
    # choice
    Act.RATE_JOURNEY: frozenset({EMPLOYER}),
    Act.RATE_OFFICE: frozenset({WORKER}),
    # oversight
    Act.WATCH_OVER: frozenset({OFFICER, INSPECTOR}),
    Act.INTERVENE: frozenset({OFFICER}),
    Act.LIFT_INTERVENTION: frozenset({OFFICER}),
    Act.CARRY_OUT_INTERVENTION: frozenset({OFFICER}),
    Act.APPEAL_INTERVENTION: frozenset({MANAGER, EMPLOYER}),
    Act.ANSWER_INTERVENTION_APPEAL: frozenset({OFFICER}),
    Act.LAPSE_INTERVENTION: frozenset({SYSTEM}),
    # pilot
    Act.FORM_COHORT: frozenset({OFFICER, ADMINISTRATOR}),
    Act.CHOOSE_FOR_COHORT: frozenset({OFFICER, ADMINISTRATOR}),
    Act.LEAVE_COHORT: frozenset({OFFICER, ADMINISTRATOR}),
    Act.SWITCH_PILOT: frozenset({OFFICER, ADMINISTRATOR}),
    Act.SHOW_READINESS: frozenset({OFFICER, INSPECTOR, ADMINISTRATOR}),
}


@frozen
class Rights:
    """May this actor do this? What is not yours is not found; what is yours may be not allowed."""

    def check(self, by: Actor, act: Act, *things: Aggregate) -> None:
        """Refuse unless *by* may do *act* to each of *things*.

        `NotFound` for a thing that the actor is no party to, `NotAllowed` for a lacking right.
        """
        for thing in things:
            self.see(by, thing)
        if by.role not in RIGHTS[act]:
            raise NotAllowed("not_allowed", act=act, role=by.role, needed=tuple(RIGHTS[act]))

    def see(self, by: Actor, thing: Aggregate) -> None:
        """Refuse unless *by* may look at the thing."""
        if by.role not in SEES_ALL and by.party not in thing.parties():
            raise NotFound("not_found", thing=thing.kind(), id=thing.id)


def acts_for(by: Actor, party: PartyKind) -> bool:
    """Whether the actor acts for a party of this kind."""
    return by.party.kind is party
