"""Decision No. 32 of 2025: what the Ministry of Labour charges."""

from datetime import date

from maawin_core.kernel.money import Money
from maawin_core.law.parameter import Parameter, Since, Source

IN_FORCE = date(2025, 9, 26)
PRINTED = date(2025, 9, 25)


def _fee(code: str, riyals: int, article: str, reading: str | None = None) -> Parameter[Money]:
    source = Source("Decision 32/2025", article, "A", reading)
    return Parameter(code, (Since(IN_FORCE, Money(riyals), source, known=PRINTED),))


WORK_PERMIT = _fee("fee_work_permit", 100, "1")
OFFICE_LICENCE = _fee("fee_office_licence", 2000, "2")
OFFICE_LICENCE_REPLACEMENT = _fee("fee_office_licence_replacement", 1000, "2")
CONTRACT_ATTESTATION = _fee("fee_contract_attestation", 20, "3", "A-44")
