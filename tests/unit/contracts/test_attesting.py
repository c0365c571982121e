import pytest

from maawin_core.access.use_cases import Browse, LookAt
from maawin_core.contracts.contract import ContractStatus, RecruitmentContract
from maawin_core.contracts.employment import EmploymentContract, EmploymentStatus
from maawin_core.contracts.use_cases import (
    AddTranslation,
    AttestContract,
    DrawUpContract,
    DrawUpDirectContract,
    ReturnContract,
    SignEmploymentContract,
)
from maawin_core.kernel.errors import NotAllowed, RuleBroken, Stale, WrongMoment
from maawin_core.notices.notice import NoticeRow

WHY = "The weekly rest is not written out."


@pytest.fixture
def signed(sign, drawn_up, employer, worker, manager):
    return sign(drawn_up.id, employer, worker, manager)


@pytest.fixture
def returned(resolve, officer, signed):
    return resolve(ReturnContract)(officer, signed.id, WHY, seen=signed.version)


def turns(lists, request):
    owed = lists.owed(request=request).items
    return [(each.obligation.code, str(each.obligation.owner.kind)) for each in owed]


def test_a_returned_contract_is_signed_by_nobody_and_the_office_draws_it_up_anew(
    returned, storage, lists, clock
):
    recruitment = storage.get(RecruitmentContract, returned.id)
    assert (returned.status, returned.remarks) == (EmploymentStatus.DRAWN_UP, WHY)
    for each in (returned, recruitment):
        assert (each.texts, each.signatures) == ((), ())
        assert each.due > clock.now()
    assert turns(lists, recruitment.request) == [("draw_up_contract", "office")]


def test_what_was_signed_before_a_return_is_worth_nothing(
    returned, signed, resolve, employer, officer
):
    with pytest.raises(RuleBroken, match="text_has_changed"):
        resolve(SignEmploymentContract)(employer, returned.id, signed.texts[0].sha256)
    with pytest.raises(RuleBroken, match="nothing_to_translate"):
        resolve(AddTranslation)(employer, returned.id, "tl", "Kontrata")
    with pytest.raises(WrongMoment):
        resolve(AttestContract)(officer, returned.id)


def test_after_a_return_the_same_terms_are_drawn_up_signed_and_attested(
    returned, resolve, storage, manager, terms, sign, employer, worker, officer
):
    again = resolve(DrawUpContract)(manager, returned.id, terms)
    assert (again.remarks, len(again.signatures)) == ("", 0)
    assert again.texts
    attested = sign(returned.id, employer, worker, manager, officer)
    assert attested.status is EmploymentStatus.ATTESTED
    concluded = storage.get(RecruitmentContract, returned.id)
    assert concluded.status is ContractStatus.CONCLUDED


def test_each_party_is_told_of_a_return_and_reads_why(
    returned, resolve, settle, employer, worker, manager
):
    settle()
    for each in (employer, worker, manager):
        told = [row.code for row in resolve(Browse)(each, NoticeRow).items]
        assert "employment_returned" in told
        assert resolve(LookAt)(each, EmploymentContract, returned.id).remarks == WHY


def test_returning_twice_returns_once_and_needs_remarks(returned, signed, resolve, officer):
    assert resolve(ReturnContract)(officer, returned.id, WHY) == returned
    with pytest.raises(WrongMoment):
        resolve(ReturnContract)(officer, returned.id, "Another reason.")


def test_a_return_without_a_word_an_old_view_or_a_party_of_it_changes_nothing(
    signed, resolve, storage, officer, manager, inspector
):
    with pytest.raises(RuleBroken, match="text_missing"):
        resolve(ReturnContract)(officer, signed.id, " ")
    with pytest.raises(Stale):
        resolve(ReturnContract)(officer, signed.id, WHY, seen=signed.version - 1)
    for somebody in (manager, inspector):
        with pytest.raises(NotAllowed):
            resolve(ReturnContract)(somebody, signed.id, WHY)
    assert storage.get(EmploymentContract, signed.id) == signed


def test_an_attested_contract_is_not_returned(concluded, resolve, officer):
    with pytest.raises(WrongMoment):
        resolve(ReturnContract)(officer, concluded.id, WHY)


def test_a_direct_contract_that_is_returned_is_the_employers_turn(
    resolve, employer, approved, terms, sign, worker_of, officer, lists
):
    resolve(DrawUpDirectContract)(employer, approved.id, terms)
    sign(approved.id, employer, worker_of(approved.worker))
    resolve(ReturnContract)(officer, approved.id, WHY)
    (owed,) = lists.owed(owner=employer.party).items
    assert owed.obligation.code == "draw_up_direct_contract"
    again = resolve(DrawUpDirectContract)(employer, approved.id, terms)
    assert {each.code for each in again.obligations()} == {"add_translation"}
