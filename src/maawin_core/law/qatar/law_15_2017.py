"""Law No. 15 of 2017 on domestic workers: its figures."""

from datetime import date
from fractions import Fraction

from maawin_core.law.parameter import Parameter, Since, Source
from maawin_core.law.reading import LAW_15 as ACT
from maawin_core.law.reading import LAW_15_IN_FORCE as IN_FORCE

#: The act was printed in the Official Gazette of this day.
PRINTED = date(2017, 9, 12)


def _figure(
    code: str, value: int, article: str, grade: str, reading: str | None = None
) -> Parameter[int]:
    source = Source(ACT, article, grade, reading)
    return Parameter(code, (Since(IN_FORCE, value, source, known=PRINTED),))


# Gratuity
GRATUITY_THRESHOLD_YEARS = _figure("gratuity_threshold_years", 1, "15", "B")
GRATUITY_WEEKS = _figure("gratuity_weeks", 3, "15", "B")
DAYS_IN_WAGE_MONTH = _figure("days_in_wage_month", 30, "15", "D", "A-02")
WEEKS_IN_WAGE_MONTH = _figure("weeks_in_wage_month", 4, "15", "D", "A-02")
AVERAGE_WEEKS_IN_MONTH = Parameter(
    "average_weeks_in_month",
    (Since(IN_FORCE, Fraction(433, 100), Source(ACT, "15", "D", "A-02"), known=PRINTED),),
)
MONTHS_IN_WAGE_YEAR = _figure("months_in_wage_year", 12, "15", "D", "A-02")
DAYS_IN_WAGE_YEAR = _figure("days_in_wage_year", 365, "15", "D", "A-02")
DAYS_IN_COUNTED_YEAR = _figure("days_in_counted_year", 365, "15", "D", "A-05")

# Leave
LEAVE_WEEKS = _figure("leave_weeks", 3, "14", "B")
LEAVE_DAYS_IN_MONTH = _figure("leave_days_in_month", 30, "14", "D")
RETURN_TICKET_YEARS = _figure("return_ticket_years", 2, "14", "B")

# Wages
PAY_DAYS_IN_MONTH = _figure("pay_days_in_month", 30, "8", "D", "A-35")
WAGE_LATEST_DAY = _figure("wage_latest_day", 3, "8", "B", "A-33")

# Work and age
DAILY_HOURS_LIMIT = _figure("daily_hours_limit", 10, "12", "B")
WEEKLY_REST_HOURS = _figure("weekly_rest_hours", 24, "13", "C")
LOWEST_AGE = _figure("lowest_age", 18, "5", "B", "A-43")
HIGHEST_AGE = _figure("highest_age", 60, "5", "B", "A-34")

# Clocks
CLAIM_LIMIT_MONTHS = _figure("claim_limit_months", 12, "20", "B")
DEATH_DEPOSIT_DAYS = _figure("death_deposit_days", 15, "10", "B")
