"""Offers in English."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "refusal.items_missing": "The offer names no part of its price. List each part with its sum, even if there is only one.",
    "refusal.sum_negative": "A sum in “{field}” is {found}; it has to be nothing or more. Write the price as it is after every reduction.",
    "refusal.wage_missing": "The wage is {found}; it has to be above nothing. State the basic wage of a month.",
    "refusal.days_negative": "The worker cannot arrive within {found} days. State a number of days from 0 on.",
    "refusal.valid_until_past": "The offer would end on {found}, before today ({needed}). Choose a later last day.",
    "refusal.worker_charged": "The worker would have to pay {found}. A licensed office may take nothing from a worker, whatever it is called. Leave the sum out.",
    "refusal.price_above_cap": "The office would charge {found} for a worker from {country}; the most that it may charge is {needed}, so {excess} is too much. Lower the price, and offer again.",
    "refusal.wage_below_floor": "The offer pays {found} basic, and less than the law asks in one part at least: {needed} basic, {housing} for housing and {food} for food unless the employer provides them. Raise what is below.",
    "refusal.offer_over": "The offer was valid until {needed}; today is {found}. Ask the office for a new one, or choose another.",
    "refusal.offer_for_whom": "An offer is for one named worker or for a profile: state one of the two, not both.",
    "refusal.origin_differs": "The offer says “{found}”, but the worker is recruited: {needed}. Correct the offer, or the worker's file.",
    "refusal.not_the_offered_worker": "The offer names worker {needed}, not {found}. Choose her, or ask on another offer.",
    "refusal.worker_of_other_sex": "The offer is for a worker who is {needed}; this one is {found}. Choose a worker as offered.",
    "word.offer": "offer",
    "thing.offer": "Offer",
    "act.show_offer": "look at an offer",
    "act.make_offer": "make an offer",
    "act.change_offer": "change an offer",
    "act.withdraw_offer": "withdraw an offer",
    "act.close_offer": "close an offer that is over",
    "moment.offer_expires": "The offer ends",
    "event.offer_made": "An offer was made at {price}",
    "event.offer_changed": "The offer was changed: version {number}, {price}",
    "event.offer_withdrawn": "The offer was withdrawn",
    "event.offer_expired": "The last day of the offer is over",
    "event.offer_taken": "The worker of the offer is contracted",
    "notice.offer_expired": "The last day of one of your offers is over. Employers can no longer ask on it; make a new one if it still holds.",
}
