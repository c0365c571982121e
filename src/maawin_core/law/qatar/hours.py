"""Pay for more hours: Law No. 14 of 2004, as the standard contract of 2021 borrows it."""

from datetime import date
from fractions import Fraction

from maawin_core.law.parameter import Parameter, Since, Source

IN_FORCE = date(2021, 3, 8)
_ACT = "Law 14/2004"


def _days(code: str, value: int) -> Parameter[int]:
    return Parameter(code, (Since(IN_FORCE, value, Source(_ACT, "74", "D", "A-42")),))


DAYS_IN_MONTH = _days("hour_days_in_month", 30)
WORKING_DAYS_IN_MONTH = _days("hour_working_days_in_month", 26)
HOURS_IN_DAY = _days("hours_in_day", 8)
OVERTIME_RATE = Parameter(
    "overtime_rate", (Since(IN_FORCE, Fraction(125, 100), Source(_ACT, "74", "B")),)
)
REST_DAY_PREMIUM = Parameter(
    "rest_day_premium",
    (Since(IN_FORCE, Fraction(150, 100), Source(_ACT, "74", "D", "A-48")),),
)
