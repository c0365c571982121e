"""The office's guarantee: Decision No. 8 of 2005 as amended by Decision No. 21 of 2021.

The full text of neither was seen: the figures are from the Ministry's statements. A contract
signed on 8 January 2022 itself is under the new regime (A-41).
"""

from fractions import Fraction

from maawin_core.law.parameter import Parameter, Since, Source
from maawin_core.law.reading import (
    DECISION_8,
    DECISION_8_IN_FORCE,
    DECISION_21,
    DECISION_21_IN_FORCE,
    UNSEEN,
)

_OLD = Source(DECISION_8, UNSEEN, "B")
_NEW = Source(DECISION_21, UNSEEN, "B", "A-41")

FIRST_MONTHS = Parameter(
    "guarantee_first_months",
    (Since(DECISION_8_IN_FORCE, 3, _OLD), Since(DECISION_21_IN_FORCE, 3, _NEW)),
)
EXTENSION_MONTHS = Parameter(
    "guarantee_extension_months",
    (Since(DECISION_8_IN_FORCE, 0, _OLD), Since(DECISION_21_IN_FORCE, 6, _NEW)),
)
SHARE = Parameter(
    "guarantee_share",
    (Since(DECISION_21_IN_FORCE, Fraction(15, 100), Source(DECISION_21, UNSEEN, "B")),),
)
DAYS_IN_MONTH = Parameter(
    "guarantee_days_in_month",
    (Since(DECISION_8_IN_FORCE, 30, Source(DECISION_8, UNSEEN, "D", "A-15")),),
)
GROUNDS = Parameter(
    "guarantee_grounds",
    (
        Since(
            DECISION_21_IN_FORCE,
            frozenset({"refusal_to_work", "left_work", "chronic_disease"}),
            Source(DECISION_21, UNSEEN, "B", "A-21"),
        ),
    ),
)
REVIEW_GROUNDS = Parameter(
    "guarantee_review_grounds",
    (
        Since(
            DECISION_21_IN_FORCE,
            frozenset({"worker_breach"}),
            Source(DECISION_21, UNSEEN, "D", "A-21"),
        ),
    ),
)
