"""From a request to concluded contracts: fixtures for the steps that begin after it."""

from datetime import timedelta

import pytest
from beginnings import TERMS, eligible_employer, shown_worker, working_office

from maawin_core.contracts.contract import RecruitmentContract
from maawin_core.contracts.direct import Candidate
from maawin_core.contracts.employment import EmploymentContract
from maawin_core.contracts.terms import EmploymentTerms, Task, WorkType
from maawin_core.contracts.use_cases import (
    AddTranslation,
    ApproveDirectRecruitment,
    AskDirectRecruitment,
    AttestContract,
    DrawUpContract,
    SelectWorker,
    SignEmploymentContract,
    SignRecruitmentContract,
)
from maawin_core.kernel.identity import Identity
from maawin_core.kernel.money import Money
from maawin_core.offers.use_cases import MakeOffer
from maawin_core.requests.use_cases import AcceptRequest, SubmitRequest
from maawin_core.workers.profile import Origin


@pytest.fixture
def house(storage, clock):
    return working_office(storage, clock.now())


@pytest.fixture
def manager(house, manager_of):
    return manager_of(house.id)


@pytest.fixture
def staff(house, staff_of):
    return staff_of(house.id)


@pytest.fixture
def employer(storage, clock, employer_of):
    return employer_of(eligible_employer(storage, clock.now()).id)


@pytest.fixture
def hers(storage, house, clock):
    return shown_worker(storage, house.id, clock.now(), languages=("tl", "en"), language="tl")


@pytest.fixture
def worker(hers, worker_of):
    return worker_of(hers.id)


@pytest.fixture
def offer(resolve, manager, hers):
    return resolve(MakeOffer)(manager, Origin.ABROAD, TERMS, worker=hers.id)


@pytest.fixture
def ask(resolve, manager):
    def accepted(by, offer):
        request = resolve(SubmitRequest)(by, offer=offer.id)
        return resolve(AcceptRequest)(manager, request.id)

    return accepted


@pytest.fixture
def request_(ask, employer, offer):
    return ask(employer, offer)


@pytest.fixture
def terms():
    return EmploymentTerms(
        work=WorkType.NANNY,
        tasks=(Task.CHILD_CARE, Task.COOKING),
        basic_wage=Money("1900.00"),
    )


@pytest.fixture
def selected(resolve, employer, request_, hers):
    return resolve(SelectWorker)(employer, request_.id, hers.id)


@pytest.fixture
def drawn_up(resolve, manager, selected, terms):
    return resolve(DrawUpContract)(manager, selected.id, terms)


@pytest.fixture
def sign(resolve, storage):
    # Everybody signs what the platform shows: the Arabic text, or one that she reads.
    def all_sign(contract, employer, worker, manager=None, attested_by=None):
        drawn_up = storage.get(EmploymentContract, contract)
        english = drawn_up.texts[1].sha256
        if drawn_up.missing_language:
            language = drawn_up.missing_language
            text = f"Synthetic translation into {language}."
            drawn_up = resolve(AddTranslation)(employer, contract, language, text)
            english = drawn_up.texts[-1].sha256
        resolve(SignEmploymentContract)(employer, contract, english)
        resolve(SignEmploymentContract)(worker, contract, english)
        if manager is not None:
            arabic = storage.get(RecruitmentContract, contract).texts[0].sha256
            resolve(SignRecruitmentContract)(employer, contract, arabic)
            resolve(SignRecruitmentContract)(manager, contract, arabic)
        if attested_by is not None:
            resolve(AttestContract)(attested_by, contract)
        return storage.get(EmploymentContract, contract)

    return all_sign


@pytest.fixture
def concluded(sign, drawn_up, employer, worker, manager, officer):
    return sign(drawn_up.id, employer, worker, manager, officer)


@pytest.fixture
def candidate(clock):
    return Candidate(
        identity=Identity(
            name="Synthetic Candidate",
            passport="P9999999",
            born=clock.now().date() - timedelta(days=30 * 365),
        ),
        country="KEN",
        passport_country="KEN",
        languages=("sw",),
    )


@pytest.fixture
def direct(resolve, employer, candidate):
    return resolve(AskDirectRecruitment)(employer, candidate, "She cared for my mother abroad.")


@pytest.fixture
def approved(resolve, officer, direct):
    return resolve(ApproveDirectRecruitment)(officer, direct.id)
