"""Each wrong gateway, and the promises that it breaks: a kit is worth what it finds (M9)."""

from __future__ import annotations

from . import wrong_events as events
from . import wrong_habits as habits
from . import wrong_money as money
from .honest_gateway import HonestGateway

#: No other test of the kit fails on it.
WRONG: dict[type[HonestGateway], set[str]] = {
    events.BelievesAnyone: {
        "test_a_signed_event_about_nothing_of_ours_is_told_apart",
        "test_an_event_about_a_refund_that_was_changed_is_not_believed",
        "test_an_event_that_was_changed_on_the_way_is_not_believed",
        "test_an_event_with_a_wrong_signature_is_not_believed",
        "test_an_old_event_that_is_played_again_is_not_believed",
        "test_the_signature_of_one_event_does_not_carry_another",
        "test_what_is_no_event_is_not_believed",
    },
    events.SignsWhatItUnderstood: {
        "test_an_event_about_a_refund_that_was_changed_is_not_believed",
        "test_an_event_that_was_changed_on_the_way_is_not_believed",
    },
    events.NamesEachReadingAnew: {
        "test_a_clock_that_is_a_little_off_does_no_harm",
        "test_an_event_is_read_whatever_the_case_of_its_headers",
        "test_an_event_that_comes_again_is_the_same_event",
    },
    events.NamesAllEventsAlike: {
        "test_two_events_in_any_order_are_told_apart",
    },
    events.SaysPendingInEvents: {
        "test_an_event_says_what_became_of_its_charge",
        "test_an_event_says_what_became_of_its_refund",
        "test_an_event_tells_of_a_refund_that_came_back",
    },
    events.ReadsHeadersAsWritten: {
        "test_an_event_is_read_whatever_the_case_of_its_headers",
    },
    events.BelievesOldEvents: {
        "test_an_old_event_that_is_played_again_is_not_believed",
    },
    events.BelievesOnlyItsOwnClock: {
        "test_a_clock_that_is_a_little_off_does_no_harm",
    },
    events.TellsRefundsAsCharges: {
        "test_an_event_says_what_became_of_its_refund",
        "test_an_event_tells_of_a_refund_that_came_back",
    },
    events.CallsEveryEventOurs: {
        "test_a_signed_event_about_nothing_of_ours_is_told_apart",
    },
    habits.ForgetsItsName: {
        "test_a_provider_that_was_retired_gives_back_what_it_took",
        "test_it_has_a_name_that_stays",
    },
    habits.ChangesItsMind: {
        "test_what_it_can_do_does_not_change",
    },
    habits.DoesMoreThanItDeclares: {
        "test_payouts_that_it_cannot_make_it_says",
        "test_settlements_that_it_cannot_list_it_says",
    },
    habits.GivesASecondChance: {
        "test_a_refused_attempt_stays_refused",
    },
    habits.BlocksAfterARefusal: {
        "test_a_refused_card_does_not_spoil_the_next_attempt",
    },
    habits.KnowsThePayer: {
        "test_a_refund_of_one_charge_leaves_the_others_alone",
        "test_two_attempts_are_two_charges",
    },
    habits.CallsSilenceAYes: {
        "test_silence_is_unknown_and_took_nothing",
    },
    habits.ForgetsRefusals: {
        "test_what_was_answered_can_be_looked_up",
    },
    habits.LooksUpNoRefunds: {
        "test_a_payout_is_made_once",
        "test_a_payout_that_a_bank_sends_back_is_told",
        "test_a_payout_whose_answer_is_lost_is_made_once",
        "test_a_refund_can_be_looked_up",
        "test_a_refund_that_a_bank_is_at_has_left_and_goes_through_later",
        "test_a_refund_that_a_bank_sends_back_is_told_and_can_be_given_again",
        "test_a_refund_that_somebody_else_answers_is_given_once",
        "test_a_refund_whose_answer_ends_in_the_middle_is_given_once",
        "test_a_refund_whose_answer_is_lost_is_given_once",
        "test_a_refund_whose_answer_is_slow_is_given_once",
    },
    habits.GivesBackAgain: {
        "test_a_gateway_that_is_made_anew_knows_the_same_calls",
        "test_a_refund_that_a_bank_sends_back_is_told_and_can_be_given_again",
        "test_a_refund_that_somebody_else_answers_is_given_once",
        "test_a_refund_whose_answer_ends_in_the_middle_is_given_once",
        "test_a_refund_whose_answer_is_lost_is_given_once",
        "test_a_refund_whose_answer_is_slow_is_given_once",
        "test_a_repeated_refund_is_known_before_its_picture_is_compared",
        "test_a_repeated_refund_is_one_refund",
        "test_the_name_of_a_refund_is_not_taken_for_another_sum",
    },
    habits.TakesARefundFromEveryCharge: {
        "test_a_refund_of_one_charge_leaves_the_others_alone",
    },
    habits.MendsWhatWasCut: {
        "test_an_event_that_was_cut_on_the_way_is_not_believed",
    },
    habits.ListsEveryDay: {
        "test_a_day_without_movements_is_an_empty_page",
    },
    habits.TakesBeforeThePage: {
        "test_a_payer_is_sent_to_a_page_and_nothing_is_taken_before_she_pays",
    },
    habits.OpensAPageEachTime: {
        "test_a_payer_is_sent_to_a_page_and_nothing_is_taken_before_she_pays",
    },
    money.IgnoresThePicture: {
        "test_who_has_an_old_picture_of_a_charge_gives_nothing_back",
    },
    money.RemembersStaleness: {
        "test_a_stale_refund_can_be_asked_again_under_its_name",
    },
    money.ComparesThePictureFirst: {
        "test_a_gateway_that_is_made_anew_knows_the_same_calls",
        "test_a_refund_that_somebody_else_answers_is_given_once",
        "test_a_refund_whose_answer_ends_in_the_middle_is_given_once",
        "test_a_refund_whose_answer_is_lost_is_given_once",
        "test_a_refund_whose_answer_is_slow_is_given_once",
        "test_a_repeated_refund_is_known_before_its_picture_is_compared",
    },
    money.AnswersAReusedName: {
        "test_a_payout_is_made_once",
        "test_the_name_of_a_charge_is_not_taken_for_another_sum",
        "test_the_name_of_a_refund_is_not_taken_for_another_sum",
    },
    money.TakesAnyCurrency: {
        "test_a_currency_that_it_has_not_declared_is_not_taken",
        "test_nothing_and_what_it_does_not_take_is_not_paid_out",
        "test_what_it_does_not_take_it_does_not_quote",
    },
    money.DropsTheThirdDecimal: {
        "test_three_decimals_are_taken_and_given_back_to_the_last",
    },
    money.CallsALostAnswerARefusal: {
        "test_a_charge_that_somebody_else_answers_is_unknown_and_found",
        "test_a_charge_whose_answer_ends_in_the_middle_is_unknown_and_found",
        "test_a_charge_whose_answer_is_lost_is_unknown_and_found",
        "test_a_charge_whose_answer_is_slow_is_unknown_and_found",
        "test_a_look_up_without_an_answer_is_not_a_no",
        "test_a_payout_whose_answer_is_lost_is_made_once",
        "test_a_provider_that_is_down_is_unknown_and_nothing_was_done",
        "test_a_refund_that_somebody_else_answers_is_given_once",
        "test_a_refund_whose_answer_ends_in_the_middle_is_given_once",
        "test_a_refund_whose_answer_is_lost_is_given_once",
        "test_a_refund_whose_answer_is_slow_is_given_once",
    },
    money.RaisesOnALostAnswer: {
        "test_a_charge_that_somebody_else_answers_is_unknown_and_found",
        "test_a_charge_whose_answer_ends_in_the_middle_is_unknown_and_found",
        "test_a_charge_whose_answer_is_lost_is_unknown_and_found",
        "test_a_charge_whose_answer_is_slow_is_unknown_and_found",
        "test_a_look_up_without_an_answer_is_not_a_no",
        "test_a_payout_whose_answer_is_lost_is_made_once",
        "test_a_provider_that_is_down_is_unknown_and_nothing_was_done",
        "test_a_refund_that_somebody_else_answers_is_given_once",
        "test_a_refund_whose_answer_ends_in_the_middle_is_given_once",
        "test_a_refund_whose_answer_is_lost_is_given_once",
        "test_a_refund_whose_answer_is_slow_is_given_once",
    },
    money.GivesBackTooMuch: {
        "test_a_charge_that_somebody_else_answers_is_unknown_and_found",
        "test_a_charge_whose_answer_ends_in_the_middle_is_unknown_and_found",
        "test_a_charge_whose_answer_is_lost_is_unknown_and_found",
        "test_a_charge_whose_answer_is_slow_is_unknown_and_found",
        "test_a_gateway_that_is_made_anew_knows_the_same_calls",
        "test_a_refund_that_a_bank_is_at_has_left_and_goes_through_later",
        "test_a_refund_that_somebody_else_answers_is_given_once",
        "test_a_refund_whose_answer_ends_in_the_middle_is_given_once",
        "test_a_refund_whose_answer_is_lost_is_given_once",
        "test_a_refund_whose_answer_is_slow_is_given_once",
        "test_a_repeated_charge_is_one_charge",
        "test_no_more_is_given_back_than_was_taken",
        "test_refunds_together_are_no_more_than_was_taken",
        "test_the_same_charge_from_two_sides_at_once_is_one_charge",
        "test_three_decimals_are_taken_and_given_back_to_the_last",
        "test_two_equal_refunds_in_part_are_two",
    },
    money.NeverHeardOfAnything: {
        "test_a_provider_that_is_down_is_unknown_and_nothing_was_done",
        "test_what_it_never_saw_it_has_never_heard_of",
    },
    money.PaysToAnyAccount: {
        "test_a_payout_to_a_bad_account_is_refused",
    },
    money.TakesAnyCard: {
        "test_a_bad_card_is_refused_for_a_reason",
        "test_what_was_refused_is_not_settled",
    },
    money.RefusesWhatIsLate: {
        "test_a_late_answer_is_unknown_and_can_be_looked_up",
    },
    money.PaysOutAgain: {
        "test_a_payout_is_made_once",
        "test_a_payout_whose_answer_is_lost_is_made_once",
    },
    money.RepeatsARefundOfTheSameSum: {
        "test_a_charge_that_somebody_else_answers_is_unknown_and_found",
        "test_a_charge_whose_answer_ends_in_the_middle_is_unknown_and_found",
        "test_a_charge_whose_answer_is_lost_is_unknown_and_found",
        "test_a_charge_whose_answer_is_slow_is_unknown_and_found",
        "test_a_refund_that_a_bank_is_at_has_left_and_goes_through_later",
        "test_a_refund_that_a_bank_sends_back_is_told_and_can_be_given_again",
        "test_a_refund_that_somebody_else_answers_is_given_once",
        "test_a_refund_whose_answer_ends_in_the_middle_is_given_once",
        "test_a_refund_whose_answer_is_lost_is_given_once",
        "test_a_refund_whose_answer_is_slow_is_given_once",
        "test_a_repeated_charge_is_one_charge",
        "test_no_more_is_given_back_than_was_taken",
        "test_refunds_together_are_no_more_than_was_taken",
        "test_the_same_charge_from_two_sides_at_once_is_one_charge",
        "test_two_equal_refunds_in_part_are_two",
    },
    money.ChargesAgain: {
        "test_a_charge_that_somebody_else_answers_is_unknown_and_found",
        "test_a_charge_whose_answer_ends_in_the_middle_is_unknown_and_found",
        "test_a_charge_whose_answer_is_lost_is_unknown_and_found",
        "test_a_charge_whose_answer_is_slow_is_unknown_and_found",
        "test_a_gateway_that_is_made_anew_knows_the_same_calls",
        "test_a_repeated_charge_is_one_charge",
        "test_the_name_of_a_charge_is_not_taken_for_another_sum",
    },
    money.TakesSilenceForNever: {
        "test_a_look_up_without_an_answer_is_not_a_no",
        "test_a_provider_that_is_down_is_unknown_and_nothing_was_done",
    },
    money.HidesABounce: {
        "test_a_payout_that_a_bank_sends_back_is_told",
        "test_a_refund_that_a_bank_sends_back_is_told_and_can_be_given_again",
    },
    money.KeepsWhatBounced: {
        "test_a_refund_that_a_bank_sends_back_is_told_and_can_be_given_again",
    },
    money.CountsPendingAsHere: {
        "test_a_refund_that_a_bank_is_at_has_left_and_goes_through_later",
    },
    money.GivesBackForHalfAYear: {
        "test_after_seven_months_it_gives_back_or_has_declared_that_it_does_not",
    },
    money.SaysOtherwiseThatItIsTooLate: {
        "test_after_its_refund_window_it_says_that_it_is_too_late",
    },
    money.GivesBackWhatItNeverTook: {
        "test_what_was_never_taken_is_not_given_back",
    },
    money.MixesCurrencies: {
        "test_a_charge_is_not_given_back_in_another_currency",
    },
    money.ForgetsOnRestart: {
        "test_a_gateway_that_is_made_anew_knows_the_same_calls",
    },
    money.TakesAnyMethod: {
        "test_a_method_that_it_has_not_declared_is_not_taken",
        "test_what_it_does_not_take_it_does_not_quote",
    },
    money.TakesNothing: {
        "test_nothing_and_less_than_nothing_is_not_given_back",
        "test_nothing_and_less_than_nothing_is_not_taken",
        "test_nothing_and_what_it_does_not_take_is_not_paid_out",
        "test_what_it_does_not_take_it_does_not_quote",
    },
    habits.QuotesTooLittle: {
        "test_a_quote_is_at_least_the_amount_and_in_its_currency",
        "test_what_is_quoted_is_what_can_be_given_back",
    },
    habits.SettlesTwice: {
        "test_each_movement_of_a_day_is_settled_once",
    },
    habits.ForgetsToSettleRefunds: {
        "test_each_movement_of_a_day_is_settled_once",
    },
    habits.SettlesWhatItRefused: {
        "test_what_was_refused_is_not_settled",
    },
    habits.ShowsItsSecret: {
        "test_it_shows_no_secret",
    },
}
