from datetime import date, timedelta

import pytest
from attrs import evolve

from maawin_core.access.admission import Admission, PilotSwitch
from maawin_core.access.use_cases import Browse, LookAt
from maawin_core.kernel.errors import AlreadyTaken, NotAllowed, NotFound, RuleBroken, Stale
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.parties import PLATFORM, SYSTEM, office
from maawin_core.notices.notice import NoticeRow
from maawin_core.workers.use_cases import (
    ChangeWorker,
    ConsentToListing,
    ListWorker,
    RenewMedical,
    TakeConsentBack,
    WithdrawWorker,
)
from maawin_core.workers.worker import Availability, ListedWorkerRow, Origin, Worker, WorkerRow

PAPER = "0f" * 32


@pytest.fixture
def list_worker(resolve):
    return resolve(ListWorker)


@pytest.fixture
def listed(list_worker, manager, office_id, identity, profile):
    return list_worker(manager, office_id, identity, profile)


@pytest.fixture
def herself(listed, worker_of):
    return worker_of(listed.id)


@pytest.fixture
def all_rows(lists):
    return lambda kind: lists.page(kind).items


def test_an_office_lists_a_worker(listed, all_rows):
    assert listed.availability is Availability.LISTED
    (row,) = all_rows(WorkerRow)
    assert (row.key, row.consented) == (listed.id, False)


def test_numbers_are_kept_in_their_normal_form(list_worker, manager, office_id, identity, profile):
    local = evolve(profile, origin=Origin.LOCAL)
    who = evolve(identity, passport="p ٠٠٠٠٠٠٢", qid="٢٩٥ ٦٠٨ ١٢٣٤٥", name="  Synthetic ")
    kept = list_worker(manager, office_id, who, local).identity
    assert (kept.passport, kept.qid, kept.name) == ("P0000002", "29560812345", "Synthetic")


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [({"passport": "no-passport"}, "passport"), ({"qid": "123"}, "qid"), ({"iban": "QA1"}, "iban")],
)
def test_a_number_that_cannot_be_is_refused(
    list_worker, manager, office_id, identity, profile, wrong, kind, all_rows
):
    with pytest.raises(RuleBroken, match="number_invalid") as no:
        list_worker(manager, office_id, evolve(identity, **wrong), profile)
    assert no.value.facts["kind"] == kind
    assert all_rows(WorkerRow) == ()


def test_the_same_passport_is_listed_once_by_whatever_office(
    listed, list_worker, identity, profile, manager_of, all_rows
):
    other = new_id()
    with pytest.raises(AlreadyTaken, match="taken_passport"):
        list_worker(manager_of(other), other, identity, profile)
    assert len(all_rows(WorkerRow)) == 1


def test_a_withdrawn_worker_may_be_listed_by_another_office(
    listed, manager, resolve, list_worker, identity, profile, manager_of
):
    resolve(WithdrawWorker)(manager, listed.id)
    other = new_id()
    assert list_worker(manager_of(other), other, identity, profile).office == other


def test_a_withdrawn_worker_comes_back_into_her_own_entry(
    listed, herself, manager, resolve, list_worker, office_id, identity, profile, all_rows
):
    resolve(ConsentToListing)(herself, listed.id, "")
    resolve(WithdrawWorker)(manager, listed.id)
    back = list_worker(manager, office_id, identity, profile)
    assert (back.id, back.availability, back.consented) == (listed.id, Availability.LISTED, False)
    assert len(all_rows(WorkerRow)) == 1
    resolve(WithdrawWorker)(manager, listed.id)
    assert list_worker(manager, office_id, identity, profile).id == listed.id


def test_she_who_went_to_another_office_is_not_taken_back(
    listed, manager, resolve, list_worker, office_id, identity, profile, manager_of
):
    resolve(WithdrawWorker)(manager, listed.id)
    other = new_id()
    list_worker(manager_of(other), other, identity, profile)
    with pytest.raises(AlreadyTaken, match="taken_passport"):
        list_worker(manager, office_id, identity, profile)


@pytest.mark.parametrize(
    ("born", "code"),
    [
        (date(2008, 1, 6), "worker_too_young"),
        (date(1960, 1, 1), "worker_too_old"),
        (date(2030, 1, 1), "born_in_future"),
        (None, "text_missing"),
    ],
)
def test_who_is_not_of_age_is_not_listed(
    list_worker, manager, office_id, identity, profile, born, code, all_rows
):
    with pytest.raises(RuleBroken, match=code):
        list_worker(manager, office_id, evolve(identity, born=born), profile)
    assert all_rows(WorkerRow) == ()


def test_who_turns_eighteen_today_is_listed(list_worker, manager, office_id, identity, profile):
    assert list_worker(manager, office_id, evolve(identity, born=date(2008, 1, 5)), profile)


def test_an_exemption_lifts_the_upper_age(list_worker, manager, office_id, identity, profile):
    exempt = evolve(profile, age_exemption="MOL-2026-0001")
    assert list_worker(manager, office_id, evolve(identity, born=date(1960, 1, 1)), exempt)


def test_an_office_lists_for_itself_only(list_worker, manager, identity, profile):
    with pytest.raises(NotFound):
        list_worker(manager, new_id(), identity, profile)


def test_an_administrator_may_list_for_any_office(
    list_worker, administrator, office_id, identity, profile
):
    assert list_worker(administrator, office_id, identity, profile).office == office_id


def test_employers_and_inspectors_list_nobody(
    list_worker, employer_of, inspector, office_id, identity, profile
):
    for stranger in (employer_of(new_id()), inspector):
        with pytest.raises(NotAllowed):
            list_worker(stranger, office_id, identity, profile)


def test_a_suspended_office_lists_nobody(
    storage, clock, list_worker, manager, office_id, identity, profile
):
    with storage.transaction(SYSTEM) as work:
        work.save(Admission.of(office(office_id)).suspended("order", clock.now()))
    with pytest.raises(RuleBroken, match="party_suspended"):
        list_worker(manager, office_id, identity, profile)


def test_in_the_pilot_only_a_chosen_office_lists(
    storage, clock, list_worker, manager, office_id, identity, profile
):
    with storage.transaction(SYSTEM) as work:
        work.save(PilotSwitch(id=PLATFORM.id).turned(True, clock.now()))
    with pytest.raises(RuleBroken, match="not_in_pilot"):
        list_worker(manager, office_id, identity, profile)


def test_a_worker_sees_her_own_file_and_no_other(listed, herself, worker_of, resolve):
    assert resolve(LookAt)(herself, Worker, listed.id) == listed
    assert [row.key for row in resolve(Browse)(herself, WorkerRow).items] == [listed.id]
    stranger = worker_of(new_id())
    with pytest.raises(NotFound):
        resolve(LookAt)(stranger, Worker, listed.id)
    assert resolve(Browse)(stranger, WorkerRow).items == ()


def test_another_office_and_an_employer_see_no_file(listed, manager_of, employer_of, resolve):
    for stranger in (manager_of(new_id()), employer_of(new_id())):
        with pytest.raises(NotFound):
            resolve(LookAt)(stranger, Worker, listed.id)


def test_the_worker_herself_consents(listed, herself, resolve, all_rows):
    consented = resolve(ConsentToListing)(herself, listed.id)
    assert (consented.consented, consented.consent_paper) == (True, "")
    assert [row.key for row in all_rows(ListedWorkerRow)] == [listed.id]


def test_an_office_consents_only_with_what_she_signed(listed, manager, resolve, storage):
    with pytest.raises(RuleBroken, match="consent_paper_missing"):
        resolve(ConsentToListing)(manager, listed.id)
    assert not storage.get(Worker, listed.id).consented
    assert resolve(ConsentToListing)(manager, listed.id, PAPER).consent_paper == PAPER


def test_another_office_cannot_consent_for_her(listed, manager_of, resolve):
    with pytest.raises(NotFound):
        resolve(ConsentToListing)(manager_of(new_id()), listed.id, PAPER)


def test_the_ministry_does_not_consent_for_her(listed, officer, resolve):
    with pytest.raises(NotAllowed):
        resolve(ConsentToListing)(officer, listed.id, PAPER)


def test_only_she_takes_her_consent_back(listed, manager, herself, resolve, all_rows):
    resolve(ConsentToListing)(manager, listed.id, PAPER)
    with pytest.raises(NotAllowed):
        resolve(TakeConsentBack)(manager, listed.id)
    assert not resolve(TakeConsentBack)(herself, listed.id).consented
    assert all_rows(ListedWorkerRow) == ()


def test_an_office_mends_an_entry(listed, manager, identity, profile, resolve):
    changed = resolve(ChangeWorker)(
        manager, listed.id, identity, evolve(profile, skills=("cooking",))
    )
    assert changed.skills == ("cooking",)


def test_a_mended_day_of_birth_is_looked_at_again(listed, manager, identity, profile, resolve):
    with pytest.raises(RuleBroken, match="worker_too_young"):
        resolve(ChangeWorker)(manager, listed.id, evolve(identity, born=date(2015, 1, 1)), profile)


def test_a_worker_does_not_change_her_entry_herself(listed, herself, identity, profile, resolve):
    with pytest.raises(NotAllowed):
        resolve(ChangeWorker)(herself, listed.id, identity, profile)


def test_who_has_not_seen_the_newest_entry_is_told(listed, manager, identity, profile, resolve):
    for act, more in [
        (ChangeWorker, (identity, profile)),
        (WithdrawWorker, ()),
        (ConsentToListing, (PAPER,)),
        (RenewMedical, (date(2026, 12, 31),)),
    ]:
        with pytest.raises(Stale):
            resolve(act)(manager, listed.id, *more, seen=listed.version + 1)


def test_medical_validity_is_renewed(listed, manager, resolve, clock):
    with pytest.raises(RuleBroken, match="medical_over"):
        resolve(RenewMedical)(manager, listed.id, date(2026, 1, 4))
    fit = resolve(RenewMedical)(manager, listed.id, clock.now().date() + timedelta(days=365))
    assert fit.medical_until == date(2027, 1, 5)


def test_a_listed_worker_is_told(listed, herself, settle, resolve):
    settle()
    assert [row.code for row in resolve(Browse)(herself, NoticeRow).items] == ["worker_listed"]
