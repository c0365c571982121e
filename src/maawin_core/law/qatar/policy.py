"""What the law leaves open and the platform had to choose: shown as policy on every sheet."""

from datetime import date

from maawin_core.law.parameter import Parameter, Since, Source

#: No older question can reach these figures: the office's guarantee begins in 2005.
FROM = date(2005, 1, 1)


def _policy(code: str, value: int, reading: str) -> Parameter[int]:
    source = Source("Platform policy", reading, "U", reading, authority="policy")
    return Parameter(code, (Since(FROM, value, source),))


NOT_DELIVERED_SHARE = _policy("not_delivered_share", 1, "A-47")
REFUND_DEADLINE_DAYS = _policy("refund_deadline_days", 14, "A-27")
DUES_DEADLINE_DAYS = _policy("dues_deadline_days", 7, "A-10")
