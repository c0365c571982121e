"""Law No. 17 of 2020 and Decision No. 25 of 2020: the lowest wage; and what origin states ask."""

from datetime import date

from maawin_core.kernel.money import Money
from maawin_core.law.parameter import Parameter, Since, Source

PRACTICE = date(2017, 11, 1)
IN_FORCE = date(2021, 3, 20)
GAZETTE = date(2020, 9, 9)

_BEFORE = Source("Ministry practice 2017", "not seen", "B")
_LAW = Source("Law 17/2020", "2", "B")
_BY_COMPONENT = Source("Law 17/2020", "2", "B", "A-37")

BASIC = Parameter(
    "floor_basic",
    (
        Since(PRACTICE, Money(750), _BEFORE),
        Since(IN_FORCE, Money(1000), _LAW, known=GAZETTE),
    ),
)
HOUSING = Parameter("floor_housing", (Since(IN_FORCE, Money(500), _BY_COMPONENT, known=GAZETTE),))
FOOD = Parameter("floor_food", (Since(IN_FORCE, Money(300), _BY_COMPONENT, known=GAZETTE),))
IN_KIND = Parameter(
    "floor_in_kind",
    (Since(PRACTICE, True, _BEFORE), Since(IN_FORCE, False, _LAW, known=GAZETTE)),
)

#: Not Qatari law (A-38): a warning. When USD 400 began was not found; it is asked from the first
#: Qatari floor on. USD 500 is reported as QAR 1,800 or 1,825: 3.65 riyals a dollar, as for USD 400.
ORIGIN_FLOORS = {
    "PHL": Parameter(
        "origin_floor",
        (
            Since(
                PRACTICE, Money(1460), Source("Philippine floor", "USD 400", "B", "A-38", "origin")
            ),
            Since(
                date(2025, 10, 22),
                Money(1825),
                Source("DMW Circular 3/2025", "USD 500", "B", "A-38", "origin"),
            ),
        ),
    )
}
