"""The pilot in English."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "refusal.not_for_pilot": "Offices and employers are chosen for a pilot, and another was named: {party}. Name one of these.",
    "refusal.taken_pilot_place": "This party is in another group of the pilot already. Let it leave that one first.",
    "refusal.taken_cohort_name": "There is a group of this name already. Choose another name.",
    "word.cohort": "group of the pilot",
    "word.chosen_for_pilot": "chosen for the pilot",
    "word.left_pilot": "left the pilot",
    "word.met": "met",
    "word.missed": "missed",
    "word.not_enough_data": "not enough data",
    "thing.cohort": "Group of the pilot",
    "act.form_cohort": "form a group of the pilot",
    "act.choose_for_cohort": "choose a party for the pilot",
    "act.leave_cohort": "take a party out of the pilot",
    "act.switch_pilot": "turn the pilot on or off",
    "act.show_readiness": "see the readiness for the launch",
    "event.cohort_formed": "The group was formed",
    "event.member_chosen": "A party was chosen: {party}",
    "event.member_left": "A party left: {party}",
    "notice.admission_changed": "Your leave to start new things on the platform has changed: {standing} ({cause}). Running cases go on.",
    "measure.days_to_hand_over": "Median days from request to hand-over",
    "measure.in_the_system": "Requests completed wholly in the system",
    "measure.deadlines_met": "Deadlines met",
    "measure.refunds_in_time": "Refunds given in time",
    "measure.remarks_answered": "Remarks answered in time",
    "readiness.ready": "Ready for the launch: every target is met.",
    "readiness.not_ready": "Not ready for the launch: not every target is met.",
}
