"""Gratuity, leave and refund reckoned a second time, from docs/law/rules.md alone.

By somebody who had not read the rules' code, and sharing none of it: Python's own fractions and
dates. It has figures without sources and no sheet, so it is no second law; it only has to agree.
"""

from calendar import isleap, monthrange
from datetime import date, timedelta
from fractions import Fraction

DAY = timedelta(days=1)
ACCRUES = {
    "2017-10-10": date(2017, 10, 10),
    "2017-09-12": date(2017, 9, 12),
    "from_hire": date.min,
}
COVERED = ("refusal_to_work", "left_work", "chronic_disease")


def riyals(exact):
    """Half up, to the dirham, once."""
    fils = (exact * 200 + 1) // 2
    return f"{fils // 100}.{fils % 100:02d}"


def day(written):
    return date.fromisoformat(written)


def months_later(start, months):
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def years_later(start, years, leap_day):
    if (start.month, start.day) == (2, 29) and not isleap(start.year + years):
        return (
            date(start.year + years, 2, 28)
            if leap_day == "28_feb"
            else date(start.year + years, 3, 1)
        )
    return start.replace(year=start.year + years)


def service_of(start, last, read):
    """Whole years, the days after them, and the days of the year in which those lie."""
    days = (last - start).days + 1
    if days <= 0:
        return 0, 0, 365
    if read("A-05") == "days_365":
        return days // 365, days % 365, 365
    ends = [start]
    while ends[-1] <= last + DAY:
        ends.append(years_later(start, len(ends), read("A-06")))
    return len(ends) - 2, (last + DAY - ends[-2]).days, (ends[-1] - ends[-2]).days


def gratuity_years(facts, read):
    """First day, last day that counts, and the service before any year is lost."""
    since = ACCRUES[read("A-01")]
    earlier = sum(
        max(0, (day(each["last_day"]) - max(day(each["first_day"]), since)).days + 1)
        for each in facts["earlier_contracts"]
    )
    start = max(day(facts["first_day"]), since) - timedelta(days=earlier)
    last = day(facts["last_day"])
    if read("A-07") == "excluded":
        last -= timedelta(days=facts["unpaid_days"])
    return start, last, service_of(start, last, read)


def kept_of(facts, start, last, service, read):
    """The service that is paid, once the year of a recorded dismissal is lost."""
    years, rest, whole = service
    if facts["ending"] != "dismissal" or not facts["dismissal_decision_recorded"]:
        return years, rest, whole, last
    match read("A-08"):
        case "service_year":
            return years, 0, whole, last
        case "service_year_strict":
            return years - (rest == 0), 0, whole, last
        case _:
            last = min(last, date(day(facts["last_day"]).year - 1, 12, 31))
            return *service_of(start, last, read), last


def wage_on(facts, when):
    history = facts["wage_history"] or [
        {"from": facts["first_day"], "basic_wage": facts["basic_wage"]}
    ]
    known = [each for each in history if day(each["from"]) <= when] or history[:1]
    return Fraction(known[-1]["basic_wage"])


def year_of_pay(wage, facts, read):
    week = {
        "thirty_days": wage / 30 * 7,
        "four_weeks": wage / 4,
        "average_weeks": wage / Fraction("4.33"),
        "calendar_year": wage * 12 / 365 * 7,
    }[read("A-02")]
    return week * max(21, facts["contract_days_per_year"] or 0) / 7


def gratuity(facts, read):
    """Status, amount and gratuity of `end-of-service`."""
    start, last, service = gratuity_years(facts, read)
    early = facts["ending"] == "worker_cause" and read("A-45") == "pro_rata_below"
    if not service[0] and not (early and service[1]):
        return "below_threshold", "0.00", "0.00"
    years, rest, whole, last = kept_of(facts, start, last, service, read)
    part = Fraction(rest, whole) if read("A-03") == "pro_rata" else 0
    if read("A-04") == "year_by_year":
        due = year_of_pay(wage_on(facts, last), facts, read) * part
        for year in range(1, years + 1):
            by_days = read("A-05") == "days_365"
            over = start + year * 365 * DAY if by_days else years_later(start, year, read("A-06"))
            due += year_of_pay(wage_on(facts, over - DAY), facts, read)
    else:
        wage = Fraction(facts["basic_wage"])
        if read("A-04") == "last_gross":
            wage += Fraction(facts["allowances"])
        due = year_of_pay(wage, facts, read) * (years + part)
    debts = sum(
        Fraction(each["amount"])
        for each in facts["debts"]
        if each["kind"] != "recruitment_cost" and each["status"] != "claimed"
    )
    amount = riyals(max(due - Fraction(facts["already_paid"]) - debts, 0))
    return ("nothing_due" if amount == "0.00" else "due"), amount, riyals(due)


def leave_pay(facts, read):
    """Status and amount of `leave`."""
    start = max(day(facts["first_day"]), ACCRUES[read("A-01")])
    years, rest, whole = service_of(start, day(facts["last_day"]), read)
    part = Fraction(rest, whole) if read("A-36") == "pro_rata" else 0
    left = max(21 * (years + part) - facts["days_taken"], 0)
    amount = riyals(left * Fraction(facts["basic_wage"]) / 30)
    return ("nothing_due" if amount == "0.00" else "due"), amount


def boundary(facts, months, read):
    start = day(facts["handed_over_on"])
    by_days = read("A-15") == "days_90_270"
    after = start + 30 * months * DAY if by_days else months_later(start, months)
    return after + (DAY if read("A-14") == "hand_over_day_excluded" else 0 * DAY)


def months_spent(facts, choice, read):
    """Months of the extension by one way of counting them."""
    event = day(facts["last_day_with_employer"])
    over = [boundary(facts, 3 + month, read) for month in range(7)]
    if choice == "daily":
        return 6 * Fraction((event - over[0]).days + 1, (over[6] - over[0]).days)
    if choice == "started_months":
        return sum(event >= each for each in over[:6])
    counted = event if read("A-15") == "event_day_excluded" else event + DAY
    return sum(counted >= each for each in over[1:])


def refund_of(facts, in_first_phase, choice, read):
    """The exact refund, what lies above the cap included."""
    paid, due = Fraction(facts["total_paid"]), Fraction(facts["total_due"])
    cap = Fraction(facts["cap"]) if facts["cap"] else None
    above = max(paid - cap, 0) if cap is not None else 0
    fees = min(
        Fraction(facts["government_fees_claimed"]), Fraction(facts["government_fees_receipted"])
    )
    taken = fees if read("A-22") == "deducted" else 0
    if in_first_phase:
        taken = taken if read("A-19") == "fees_always" else 0
        return max(paid - above - taken, 0) + above
    if cap is not None and read("A-46") == "paid_minus_share_of_lawful_due":
        due = min(due, cap)
    base = max(due - fees, 0) if read("A-18") == "net_of_fees" else due
    share = Fraction(15, 100) * base * months_spent(facts, choice, read)
    return max(paid - above - taken - share, 0) + above


def refund(facts, read, explicit):
    """Status, amount and what is payable now of `guarantee-refund`."""
    paid = Fraction(facts["total_paid"])
    if facts["handed_over_on"] is None:
        never = facts["ground"] == "not_delivered"
        return "not_started", riyals(paid) if never else None, riyals(paid) if never else None
    above = riyals(max(paid - Fraction(facts["cap"]), 0)) if facts["cap"] else "0.00"
    event = day(facts["last_day_with_employer"])
    extended = 6 if day(facts["contract_signed_on"]) >= date(2022, 1, 8) else 0
    if event >= boundary(facts, 3 + extended, read):
        return "no_guarantee", above, above
    told = facts["forfeiture"] or dict.fromkeys(("assault", "breach", "finding_recorded"), False)
    needed = all if read("A-23") == "and" else any
    alleged = needed((told["assault"], told["breach"]))
    if alleged and told["finding_recorded"]:
        return "forfeited", above, above
    first = event < boundary(facts, 3, read)
    if not first and facts["ground"] == "worker_breach":
        return "needs_decision", None, None
    if not first and facts["ground"] not in COVERED:
        return "ground_not_covered", above, above
    amount = riyals(refund_of(facts, first, read("A-16"), read))
    if alleged:
        return "on_hold", amount, "0.00"
    now = amount if explicit else riyals(refund_of(facts, first, "started_months", read))
    return ("nothing_due" if amount == "0.00" else "due"), amount, now
