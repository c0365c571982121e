from datetime import date

import pytest

from maawin_core.kernel.identity import Identity
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import SYSTEM
from maawin_core.wages.use_cases import OpenWages, SetWageAccount
from maawin_core.wages.wage_month import WageMonth
from maawin_core.wages.wage_parts import wage_id

PAYER = Identity(name="Khalid", qid="28463400001", iban="QA87QNBAQAQAXXX00000693123456")
WORKER = Identity(name="Maria", qid="29060800001", iban="QA26DOHBQAQAXXX00000693123456")


@pytest.fixture
def service(storage, employed):
    return employed(storage, date(2026, 1, 1), wage=Money(1200), housing=Money(500))


@pytest.fixture
def employer(service, employer_of):
    return employer_of(service.employer)


@pytest.fixture
def worker(service, worker_of):
    return worker_of(service.worker)


@pytest.fixture
def wage(service, resolve):
    return resolve(OpenWages)(SYSTEM, service.id)[0]


@pytest.fixture
def now(storage, wage):
    return lambda: storage.get(WageMonth, wage.id)


@pytest.fixture
def month_of(storage, service):
    return lambda *day: storage.get(WageMonth, wage_id(service.id, date(*day, 1)))


@pytest.fixture
def accounts(resolve, employer, worker):
    set_account = resolve(SetWageAccount)
    set_account(employer, PAYER, eid="10007230")
    set_account(worker, WORKER)
    return set_account
