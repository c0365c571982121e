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
    # payments
    ASK_FEE = "ask_fee"
    PAY_FEE = "pay_fee"
    SETTLE_OPEN_PAYMENT = "settle_open_payment"
    RELEASE_FEE = "release_fee"
    GIVE_BACK_FEE = "give_back_fee"
    # disputes
    OPEN_DISPUTE = "open_dispute"
    STATE_CASE = "state_case"
    WITHDRAW_DISPUTE = "withdraw_dispute"
    SETTLE_DISPUTE = "settle_dispute"
    DECIDE_DISPUTE = "decide_dispute"
    APPEAL_DISPUTE = "appeal_dispute"
    MOVE_DISPUTE_ON = "move_dispute_on"
    WATCH_REFUND = "watch_refund"
    # conversations
    START_CONVERSATION = "start_conversation"
    POST_MESSAGE = "post_message"
    CLOSE_CONVERSATION = "close_conversation"
    ATTACH_FILE = "attach_file"
    RAISE_REMARK = "raise_remark"
    ANSWER_REMARK = "answer_remark"
    LINK_CHANGE = "link_change"
    # choice
    RATE_JOURNEY = "rate_journey"
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
    Act.ASK_FEE: frozenset({MANAGER, STAFF, SYSTEM}),
    Act.PAY_FEE: frozenset({EMPLOYER}),
    Act.SETTLE_OPEN_PAYMENT: frozenset({SYSTEM, ADMINISTRATOR}),
    Act.RELEASE_FEE: frozenset({SYSTEM}),
    Act.GIVE_BACK_FEE: frozenset({SYSTEM}),
    Act.OPEN_DISPUTE: frozenset({MANAGER, STAFF, EMPLOYER, WORKER, OFFICER}),
    Act.STATE_CASE: frozenset({MANAGER, STAFF, EMPLOYER, WORKER, OFFICER}),
    Act.WITHDRAW_DISPUTE: frozenset({MANAGER, EMPLOYER, WORKER}),
    Act.SETTLE_DISPUTE: frozenset({OFFICER}),
    Act.DECIDE_DISPUTE: frozenset({OFFICER}),
    Act.APPEAL_DISPUTE: frozenset({MANAGER, EMPLOYER, WORKER}),
    Act.MOVE_DISPUTE_ON: frozenset({SYSTEM, OFFICER}),
    Act.WATCH_REFUND: frozenset({SYSTEM}),
    # conversations
    Act.START_CONVERSATION: frozenset({MANAGER, STAFF, EMPLOYER, WORKER, OFFICER}),
    Act.POST_MESSAGE: frozenset({MANAGER, STAFF, EMPLOYER, WORKER, OFFICER, INSPECTOR}),
    Act.CLOSE_CONVERSATION: frozenset({MANAGER, STAFF, EMPLOYER, WORKER, OFFICER}),
    Act.ATTACH_FILE: frozenset({MANAGER, STAFF, EMPLOYER, WORKER, OFFICER, INSPECTOR}),
    Act.RAISE_REMARK: frozenset({MANAGER, STAFF, EMPLOYER, WORKER, OFFICER, INSPECTOR}),
    Act.ANSWER_REMARK: frozenset({OFFICER, ADMINISTRATOR}),
    Act.LINK_CHANGE: frozenset({OFFICER, ADMINISTRATOR}),
    # choice
    Act.RATE_JOURNEY: frozenset({EMPLOYER}),
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
