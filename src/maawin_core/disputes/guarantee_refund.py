"""What the office gives back under its guarantee (Decision 8/2005 as amended by 21/2021)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from attrs import frozen

from maawin_core.law.domestic_work import DomesticWorkLaw
from maawin_core.law.fact_kinds import BadFacts
from maawin_core.law.facts import NO_MONEY, Amount, Day, in_order
from maawin_core.law.worksheet import FigureValue, Line, Reckoning, Worksheet

from .guarantee_phases import EXTENSION, NONE, Months, Stay, months_of

RULE = "guarantee-refund"
STATUSES = (
    "not_started",
    "no_guarantee",
    "forfeited",
    "ground_not_covered",
    "needs_decision",
    "on_hold",
    "nothing_due",
    "due",
)


class Ground(StrEnum):
    """Why the employer asks."""

    CHANGE_OF_MIND = "change_of_mind"
    REFUSAL_TO_WORK = "refusal_to_work"
    LEFT_WORK = "left_work"
    CHRONIC_DISEASE = "chronic_disease"
    WORKER_BREACH = "worker_breach"
    NOT_DELIVERED = "not_delivered"
    CANCELLED_BEFORE_HAND_OVER = "cancelled_before_hand_over"


@frozen(kw_only=True)
class Forfeiture:
    """What the employer is said to have done, and whether somebody with the power found so."""

    assault: bool
    breach: bool
    finding_recorded: bool


@frozen(kw_only=True)
class GuaranteeClaim:
    """An employer asks the office for money back under the guarantee."""

    contract_signed_on: Day
    handed_over_on: Day | None
    last_day_with_employer: Day | None
    total_due: Amount
    total_paid: Amount
    government_fees_claimed: Amount = NO_MONEY
    government_fees_receipted: Amount = NO_MONEY
    ground: Ground
    forfeiture: Forfeiture | None
    cap: Amount | None = None

    def __attrs_post_init__(self) -> None:
        if (self.handed_over_on is None) != (self.last_day_with_employer is None):
            raise BadFacts("last_day_without_hand_over", field="last_day_with_employer")
        if self.handed_over_on and self.last_day_with_employer:
            in_order(self.handed_over_on, self.last_day_with_employer, "last_day_with_employer")

    @property
    def stay(self) -> Stay | None:
        """From hand-over to the last day with the employer, if she was ever handed over."""
        if self.handed_over_on is None or self.last_day_with_employer is None:
            return None
        return Stay(self.contract_signed_on, self.handed_over_on, self.last_day_with_employer)


@frozen
class _Sums:
    """The money of a claim on its sheet. *above* is what was paid above the cap: always back."""

    due: Line
    paid: Line
    above: Line | None
    within: Line
    fees: Line
    cap: Line | None


def guarantee_refund(facts: GuaranteeClaim, law: DomesticWorkLaw) -> Reckoning:
    """What was paid comes back: all of it in the first phase, on any ground.

    In the extension it comes back on the closed list of grounds only, less the government fees
    that the office bore and less 15 % of the total due for each month with the employer. Nothing
    comes back after the guarantee, or to an employer found to have forfeited it; but what was
    paid above the price cap always does. A forfeiture that nobody has found yet holds the money.
    """
    sheet = Worksheet(law, facts.contract_signed_on)
    claim = _Claim(facts, sheet, _sums(facts, sheet))
    stay = facts.stay
    if stay is None:
        return claim.never_started()
    months = months_of(stay, sheet)
    if months.phase == NONE:
        return claim.only_above_cap("no_guarantee", months)
    if claim.forfeiture_counts() and facts.forfeiture and facts.forfeiture.finding_recorded:
        return claim.only_above_cap("forfeited", months)
    if months.phase == EXTENSION:
        ground = sheet.given("ground", facts.ground.value)
        covered = sheet.figure(law.guarantee_grounds, facts.contract_signed_on)
        if ground.value in str(covered.value).split(", "):
            return claim.in_extension(months)
        review = sheet.figure(law.guarantee_review_grounds, facts.contract_signed_on)
        if ground.value in str(review.value).split(", "):
            return claim.answer("needs_decision", months, None, None)
        return claim.only_above_cap("ground_not_covered", months)
    return claim.in_first_phase(months)


@frozen
class _Claim:
    facts: GuaranteeClaim
    sheet: Worksheet
    sums: _Sums

    def never_started(self) -> Reckoning:
        """A worker who never came: all back if not delivered (A-47), else a human decides."""
        if self.facts.ground is not Ground.NOT_DELIVERED:
            return self.answer("not_started", None, None, None)
        share = self.sheet.figure(self.sheet.law.not_delivered_share, self.facts.contract_signed_on)
        refund = self.sheet.product("refund", self.sums.within, share)
        amount = self._with_above(refund)
        return self.answer("not_started", None, amount, amount)

    def only_above_cap(self, status: str, months: Months) -> Reckoning:
        """Nothing of the lawful price comes back; what is above the cap does."""
        amount = self.sums.above or self.sheet.nothing("refund")
        return self.answer(status, months, amount, amount)

    def in_first_phase(self, months: Months) -> Reckoning:
        """All of it, on any ground; fees are kept under A-19 `fees_always` only."""
        kept = None
        if self.sheet.reading("A-19") == "fees_always" and self._fees_are_kept():
            kept = self.sheet.minimum("kept", self.sums.within, self.sums.fees, by="A-19 A-22")
        refund = (
            self.sheet.difference("refund", self.sums.within, kept)
            if kept
            else self.sheet.sum("refund", self.sums.within, by="A-19")
        )
        amount = self._with_above(refund)
        return self._due(months, amount, amount)

    def in_extension(self, months: Months) -> Reckoning:
        """Less fees, and a share of the price for each month; undisputed money first (A-17)."""
        sheet, base = self.sheet, self._base()
        share = sheet.figure(sheet.law.guarantee_share, self.facts.contract_signed_on)
        deducted = months.deducted(sheet)
        fees = self.sums.fees if self._fees_are_kept() else None
        amount = self._less(base, share, deducted, fees)
        now = amount
        if not sheet.chosen("A-16"):
            now = self._less(base, share, months.started_line, fees, ".started")
        return self._due(months, amount, now)

    def _less(
        self, base: Line, share: Line, months: Line, fees: Line | None, suffix: str = ""
    ) -> Line:
        sheet = self.sheet
        deduction = sheet.product(f"share_kept{suffix}", base, share, months)
        parts = (fees, deduction) if fees else (deduction,)
        asked = sheet.sum(f"deductions{suffix}", *parts)
        kept = sheet.minimum(f"kept{suffix}", self.sums.within, asked)
        return self._with_above(sheet.difference(f"refund{suffix}", self.sums.within, kept), suffix)

    def _base(self) -> Line:
        sheet, sums = self.sheet, self.sums
        base, by = sums.due, "A-18"
        if sums.cap is not None:
            by = "A-18 A-46"
            if sheet.reading("A-46") == "paid_minus_share_of_lawful_due":
                base = sheet.minimum("lawful_due", sums.due, sums.cap, by="A-46")
        if sheet.reading("A-18") == "net_of_fees":
            fees = sheet.minimum("fees_in_base", base, sums.fees)
            return sheet.difference("base_of_share", base, fees, by=by)
        return sheet.sum("base_of_share", base, by=by)

    def _fees_are_kept(self) -> bool:
        return self.sheet.reading("A-22") == "deducted"

    def _with_above(self, refund: Line, suffix: str = "") -> Line:
        parts = (refund, self.sums.above) if self.sums.above else (refund,)
        exact = self.sheet.sum(f"refund_in_all{suffix}", *parts)
        return self.sheet.rounded(f"refund_rounded{suffix}", exact)

    def _due(self, months: Months, amount: Line, now: Line) -> Reckoning:
        if self.forfeiture_counts():
            return self.answer("on_hold", months, amount, self.sheet.nothing("nothing_yet"))
        return self.answer("due" if amount.money else "nothing_due", months, amount, now)

    def forfeiture_counts(self) -> bool:
        """Whether what is alleged (or found) would cost the guarantee: A-23."""
        said = self.facts.forfeiture
        if said is None or not (said.assault or said.breach):
            return False
        if said.assault and said.breach:
            return True
        return self.sheet.reading("A-23") == "or"

    def answer(
        self, status: str, months: Months | None, amount: Line | None, now: Line | None
    ) -> Reckoning:
        figures: dict[str, FigureValue] = {
            "phase": months.phase if months else NONE,
            "months_completed": months.completed if months else 0,
            "months_started": months.started if months else 0,
            "first_phase_ends": months.first_phase_ends if months else None,
            "guarantee_ends": months.guarantee_ends if months else None,
        }
        if amount is not None and now is not None:
            payable = self.sheet.sum("payable_now", now)
            held = self.sheet.difference("held", amount, payable)
            figures |= {"payable_now": payable.money, "held": held.money}
        flags = tuple(flag for flag, holds in self._flags(amount).items() if holds)
        return self.sheet.reckoning(RULE, status, amount, flags, figures)

    def _flags(self, amount: Line | None) -> dict[str, bool]:
        facts, said = self.facts, self.facts.forfeiture
        return {
            "old_regime": not self._extension_exists(facts.contract_signed_on),
            "fees_without_receipt": facts.government_fees_claimed > facts.government_fees_receipted,
            "above_cap_returned": amount is not None and self.sums.above is not None,
            "forfeiture_alleged": said is not None
            and not said.finding_recorded
            and self.forfeiture_counts(),
        }

    def _extension_exists(self, day: date) -> bool:
        return self.sheet.law.guarantee_extension_months.on(day) > 0


def _sums(facts: GuaranteeClaim, sheet: Worksheet) -> _Sums:
    due = sheet.given("total_due", facts.total_due)
    paid = sheet.given("total_paid", facts.total_paid)
    fees = sheet.minimum(
        "government_fees",
        sheet.given("government_fees_claimed", facts.government_fees_claimed),
        sheet.given("government_fees_receipted", facts.government_fees_receipted),
    )
    if facts.cap is None:
        return _Sums(due, paid, None, paid, fees, None)
    cap = sheet.given("cap", facts.cap)
    within = sheet.minimum("paid_within_cap", paid, cap)
    above = None
    if facts.total_paid > facts.cap:
        above = sheet.difference("paid_above_cap", paid, within)
    return _Sums(due, paid, above, within, fees, cap)
