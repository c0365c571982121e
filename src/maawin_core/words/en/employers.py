"""Employers in English."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "refusal.household_empty": "A household of {found} was given; it would have to be at least 1. Mend the number.",
    "refusal.employer_not_eligible": "The household is: {found}. Only one that the Ministry has found eligible may recruit. Wait for the decision, or ask the Ministry.",
    "refusal.eligibility_undecided": "A decision says eligible or not eligible. Choose one of the two.",
    "refusal.taken_employer_qid": "An employer with this QID is registered already. Look at that entry instead.",
    "word.undecided": "not decided yet",
    "word.eligible": "eligible",
    "word.not_eligible": "not eligible",
    "thing.employer": "Employer",
    "act.register_employer": "register an employer",
    "act.change_employer": "mend an employer's entry",
    "act.decide_eligibility": "decide whether a household may recruit",
    "obligation.decide_eligibility": "Decide whether the household may recruit",
    "event.employer_registered": "The employer was registered",
    "event.employer_changed": "The entry was mended",
    "event.eligibility_decided": "The Ministry decided: {eligible}",
    "notice.eligibility_decided": "The Ministry has decided about recruiting for your household: {eligible}. The reason stands in your entry.",
}
