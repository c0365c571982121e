"""Decision No. 1 of 2022 of the Committee for Setting Maximum Prices: caps by state recruited from.

Announced on 24 January 2022; in force the day after a Gazette that was not found; enforcement is
attested from 19 February 2022.
"""

from datetime import date

from maawin_core.kernel.money import Money
from maawin_core.law.parameter import Parameter, Since, Source

ANNOUNCED = date(2022, 1, 24)
_DECISION = Source("Decision 1/2022", "not seen", "B")


def _cap(riyals: int) -> Parameter[Money]:
    return Parameter("price_cap", (Since(ANNOUNCED, Money(riyals), _DECISION),))


CAPS = {
    "IDN": _cap(17_000),
    "LKA": _cap(16_000),
    "PHL": _cap(15_000),
    "BGD": _cap(14_000),
    "IND": _cap(14_000),
    "KEN": _cap(9_000),
    "ETH": _cap(9_000),
}

ATTESTED_ON = Parameter("price_cap_attested_on", (Since(ANNOUNCED, date(2022, 2, 19), _DECISION),))
