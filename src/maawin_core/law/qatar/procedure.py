"""Notice, probation and disputes: laws and decisions beside Law No. 15 of 2017."""

from datetime import date

from maawin_core.law.parameter import Parameter, Since, Source

#: Only the month (September 2020) and the year (2018, 2020) were found for these three.
NOTICE_SINCE = date(2020, 9, 1)
PROBATION_SINCE = date(2018, 1, 1)
EXIT_SINCE = date(2020, 1, 1)
COMMITTEES_SINCE = date(2018, 3, 16)
#: Reported; sources disagree, and the text of the act was not seen.
LAW_9_SINCE = date(2026, 7, 25)

_NOTICE = Source("Law 19/2020", "not seen", "C")
_DISPUTES = Source("Law 13/2017", "not seen", "B", "A-39")


def _notice(code: str, value: int) -> Parameter[int]:
    return Parameter(code, (Since(NOTICE_SINCE, value, _NOTICE),))


def _dispute(code: str, value: int) -> Parameter[int]:
    return Parameter(code, (Since(COMMITTEES_SINCE, value, _DISPUTES),))


NOTICE_MONTHS = _notice("notice_months", 1)
NOTICE_LONG_MONTHS = _notice("notice_long_months", 2)
NOTICE_LONG_AFTER_YEARS = _notice("notice_long_after_years", 2)
PROBATION_MONTHS = Parameter(
    "probation_months",
    (Since(PROBATION_SINCE, 3, Source("Decision 39/2018", "not seen", "C")),),
)
EXIT_NOTICE_HOURS = Parameter(
    "exit_notice_hours", (Since(EXIT_SINCE, 72, Source("Decision 95/2019", "not seen", "C")),)
)
AMICABLE_DAYS = _dispute("amicable_days", 7)
REFERRAL_WORKING_DAYS = _dispute("referral_working_days", 3)
COMMITTEE_WEEKS = _dispute("committee_weeks", 3)
APPEAL_DAYS = _dispute("appeal_days", 15)
PROCEDURE_CHANGED_ON = Parameter(
    "procedure_changed_on",
    (
        Since(
            LAW_9_SINCE,
            LAW_9_SINCE,
            Source("Law 9/2026", "not seen", "D", "A-39"),
            known=date(2026, 6, 25),
        ),
    ),
)
