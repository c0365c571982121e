from datetime import date, timedelta

import pytest
from attrs import evolve

from maawin_core.access.admission import Admission, Standing, admission_id
from maawin_core.access.sign_in import SignIn, SignInStatus
from maawin_core.access.use_cases import Browse, GiveSignIn, LookAt
from maawin_core.kernel.calendar import civil_day
from maawin_core.kernel.errors import AlreadyTaken, NotAllowed, NotFound, RuleBroken, Stale
from maawin_core.kernel.identity import Identity, new_id
from maawin_core.kernel.parties import SYSTEM, Role, office
from maawin_core.law.policy import POLICY
from maawin_core.offices.file import Branch, FileItem, FileStatus, Finding
from maawin_core.offices.licence import LicenceStatus
from maawin_core.offices.office import Office, OfficeFileRow, OfficeRow
from maawin_core.offices.staff import AccessEnd
from maawin_core.offices.use_cases import (
    AttestStaff,
    AuthoriseStaff,
    ChangeLicenceStatus,
    ChangeOfficeFile,
    CloseStaffSignIn,
    EndOverdueAccess,
    EndStaffAccess,
    ExpireLicence,
    FollowLicence,
    LapseLicenceChange,
    RegisterOffice,
    ReviewOfficeFile,
    ShowCompleteness,
    SubmitOfficeFile,
)
from maawin_core.workers.use_cases import RenewMedical, WithdrawWorker


@pytest.fixture
def approved(complete, manager, officer, resolve):
    resolve(SubmitOfficeFile)(manager, complete)
    return resolve(ReviewOfficeFile)(officer, complete)


@pytest.fixture
def decide(approved, officer, resolve):
    def status(status, **more):
        return resolve(ChangeLicenceStatus)(
            officer, approved.id, status, "reason", "Art. 14", **more
        )

    return status


@pytest.fixture
def standing(storage, registered):
    return lambda: storage.get(Admission, admission_id(office(registered.id))).standing


# The file


def test_numbers_of_an_office_are_kept_in_their_normal_form(resolve, administrator, details):
    written = evolve(details, eid="٩٠٠٠٠٠٢", cr="٩٠٠ ٠٠١")
    kept = resolve(RegisterOffice)(administrator, written)
    assert (kept.eid, kept.cr, kept.identity.iban) == (
        "09000002", "900001", "QA26DOHBQAQAXXX00000693123456",
    )  # fmt: skip


def test_a_wrong_number_registers_nothing(resolve, administrator, details, lists):
    for wrong in (
        evolve(details, eid="12"),
        evolve(details, identity=evolve(details.identity, iban="QA00DOHBQAQAXXX00000693123456")),
    ):
        with pytest.raises(RuleBroken, match="number_invalid"):
            resolve(RegisterOffice)(administrator, wrong)
    assert lists.page(OfficeFileRow).items == ()


def test_an_office_is_registered_once(registered, resolve, officer, details):
    with pytest.raises(AlreadyTaken, match=r"taken_licence_number|taken_eid"):
        resolve(RegisterOffice)(officer, details)


def test_an_office_does_not_register_itself(resolve, manager_of, details):
    with pytest.raises(NotAllowed):
        resolve(RegisterOffice)(manager_of(new_id()), details)


def test_the_report_names_each_missing_item(registered, manager, resolve, authorise, list_worker):
    def report():
        found = resolve(ShowCompleteness)(manager, registered.id)
        return {(each.item, each.needed, each.n) for each in found.lacking}, found.complete

    guarantee = (FileItem.GUARANTEE, False, 1)
    assert report() == (
        {
            (FileItem.AUTHORISED_STAFF, True, 1),
            (FileItem.LISTED_WORKER, True, 1),
            guarantee,
        },
        False,
    )
    authorise()
    list_worker(1)
    list_worker(2)
    workers = {(FileItem.CONSENT, False, 2), (FileItem.MEDICAL, False, 2)}
    assert report() == ({guarantee} | workers, True)


def test_a_medical_that_is_over_is_missing(registered, manager, resolve, list_worker, clock):
    one, two = list_worker(1), list_worker(2)
    today = civil_day(clock.now())
    resolve(RenewMedical)(manager, one.id, today)
    resolve(RenewMedical)(manager, two.id, today + timedelta(days=90))

    def lacking():
        found = resolve(ShowCompleteness)(manager, registered.id)
        return {each.item: each.n for each in found.lacking}

    assert FileItem.MEDICAL not in lacking()
    clock.move(timedelta(days=1))
    assert lacking()[FileItem.MEDICAL] == 1


def test_a_stranger_gets_no_report(registered, manager_of, employer_of, resolve):
    for stranger in (manager_of(new_id()), employer_of(new_id())):
        with pytest.raises(NotFound):
            resolve(ShowCompleteness)(stranger, registered.id)


def test_an_incomplete_file_is_not_submitted(registered, manager, resolve, storage):
    with pytest.raises(RuleBroken, match="file_incomplete") as no:
        resolve(SubmitOfficeFile)(manager, registered.id)
    assert set(no.value.facts["found"]) == {FileItem.AUTHORISED_STAFF, FileItem.LISTED_WORKER}
    assert storage.get(Office, registered.id) == registered


def test_a_complete_file_is_approved_and_the_office_works(approved, lists, standing):
    assert approved.may_work
    (row,) = lists.page(OfficeRow).items
    assert (row.name, row.licence_status) == ("Synthetic Office", LicenceStatus.ACTIVE)


def test_a_file_whose_only_worker_was_withdrawn_is_not_approved(
    registered, authorise, list_worker, manager, officer, resolve
):
    authorise()
    her = list_worker()
    resolve(SubmitOfficeFile)(manager, registered.id)
    resolve(WithdrawWorker)(manager, her.id)
    with pytest.raises(RuleBroken, match="file_incomplete"):
        resolve(ReviewOfficeFile)(officer, registered.id)


def test_a_returned_file_is_mended_and_submitted_again(
    complete, manager, officer, resolve, details
):
    resolve(SubmitOfficeFile)(manager, complete)
    finding = Finding(FileItem.CR, "not readable")
    returned = resolve(ReviewOfficeFile)(officer, complete, (finding,))
    assert (returned.file_status, returned.findings) == (FileStatus.RETURNED, (finding,))
    resolve(ChangeOfficeFile)(manager, complete, evolve(details, cr="900002"))
    resolve(SubmitOfficeFile)(manager, complete)
    assert resolve(ReviewOfficeFile)(officer, complete).cr == "900002"


def test_an_approved_number_is_changed_by_the_ministry_only(
    approved, manager, officer, resolve, details
):
    renumbered = evolve(details, cr="900003")
    with pytest.raises(RuleBroken, match="item_was_approved"):
        resolve(ChangeOfficeFile)(manager, approved.id, renumbered)
    assert resolve(ChangeOfficeFile)(officer, approved.id, renumbered).cr == "900003"
    with_branch = evolve(renumbered, branches=(Branch("Synthetic Branch"),))
    assert resolve(ChangeOfficeFile)(manager, approved.id, with_branch).branches


def test_an_office_does_not_approve_itself_and_the_ministry_does_not_submit(
    complete, manager, officer, resolve
):
    with pytest.raises(NotAllowed):
        resolve(SubmitOfficeFile)(officer, complete)
    with pytest.raises(NotAllowed):
        resolve(ReviewOfficeFile)(manager, complete)


def test_who_has_not_seen_the_newest_file_is_told(complete, manager, officer, resolve, details):
    for by, act, more in [
        (manager, SubmitOfficeFile, ()),
        (manager, ChangeOfficeFile, (details,)),
        (manager, AttestStaff, (new_id(),)),
        (manager, EndStaffAccess, (new_id(),)),
        (officer, ReviewOfficeFile, ()),
        (officer, ChangeLicenceStatus, (LicenceStatus.WARNED, "reason", "Art. 14")),
    ]:
        with pytest.raises(Stale):
            resolve(act)(by, complete, *more, seen=99)


def test_another_office_sees_no_file(registered, manager_of, resolve):
    stranger = manager_of(new_id())
    with pytest.raises(NotFound):
        resolve(LookAt)(stranger, Office, registered.id)
    assert resolve(Browse)(stranger, OfficeFileRow).items == ()


# The people


@pytest.fixture
def signed_in(authorise, registered, resolve, administrator):
    her = authorise()
    given = resolve(GiveSignIn)(
        administrator, her.identity, her.role, office(registered.id), "synthetic-token-1",
        sign_in=her.id,
    )  # fmt: skip
    assert given.id == her.id
    return her


def test_ended_access_closes_the_sign_in(
    signed_in, registered, manager, resolve, settle, storage, lists
):
    ended = resolve(EndStaffAccess)(manager, registered.id, signed_in.id)
    assert ended.staff[0].ended is AccessEnd.BY_OFFICE
    settle()
    assert storage.get(SignIn, signed_in.id).status is SignInStatus.ENDED


def test_the_ministry_ends_access_too(signed_in, registered, officer, resolve):
    ended = resolve(EndStaffAccess)(officer, registered.id, signed_in.id)
    assert ended.staff[0].ended is AccessEnd.BY_MINISTRY


def test_who_was_never_given_a_sign_in_has_none_to_close(resolve, settle):
    resolve(CloseStaffSignIn)(SYSTEM, new_id(), AccessEnd.BY_OFFICE)


def test_access_that_is_not_attested_ends_by_itself(signed_in, registered, settle, storage, clock):
    clock.move(POLICY.staff_attestation + timedelta(days=1))
    settle()
    assert storage.get(Office, registered.id).staff[0].ended is AccessEnd.NOT_ATTESTED
    assert storage.get(SignIn, signed_in.id).status is SignInStatus.ENDED


def test_attested_access_goes_on(signed_in, registered, manager, resolve, settle, storage, clock):
    clock.move(POLICY.staff_attestation - timedelta(days=1))
    resolve(AttestStaff)(manager, registered.id, signed_in.id, date(2029, 1, 1))
    clock.move(timedelta(days=30))
    settle()
    her = storage.get(Office, registered.id).staff[0]
    assert (her.ended, her.until) == (None, date(2029, 1, 1))


def test_looking_too_early_ends_nothing(signed_in, registered, resolve):
    before = resolve(EndOverdueAccess)(SYSTEM, registered.id)
    assert before.staff[0].ended is None


def test_staff_do_not_authorise_staff(registered, staff_of, resolve):
    who = Identity(name="Synthetic Staff", qid="28060800009")
    with pytest.raises(NotAllowed):
        resolve(AuthoriseStaff)(
            staff_of(registered.id), registered.id, who, Role.OFFICE_STAFF, date(2027, 1, 1)
        )


def test_a_manager_authorises_staff_of_her_own_office_only(
    registered, manager, manager_of, resolve
):
    who = Identity(name="Synthetic Staff", qid="28060800009")
    act = resolve(AuthoriseStaff)
    with pytest.raises(NotFound):
        act(manager_of(new_id()), registered.id, who, Role.OFFICE_STAFF, date(2027, 1, 1))
    assert act(manager, registered.id, who, Role.OFFICE_STAFF, date(2027, 1, 1)).staff


# The licence


def test_a_suspended_office_starts_nothing_new_until_it_is_lifted(decide, settle, standing):
    decide(LicenceStatus.SUSPENDED)
    settle()
    assert standing() is Standing.SUSPENDED
    decide(LicenceStatus.ACTIVE)
    settle()
    assert standing() is Standing.ADMITTED


def test_a_suspension_for_some_days_ends_by_itself(
    decide, settle, standing, clock, approved, storage
):
    decide(LicenceStatus.SUSPENDED, until=date(2026, 2, 1))
    settle()
    clock.move(timedelta(days=40))
    settle()
    assert storage.get(Office, approved.id).licence_status is LicenceStatus.ACTIVE
    assert standing() is Standing.ADMITTED


def test_a_licence_expires_and_the_office_starts_nothing_new(
    settle, standing, clock, approved, storage
):
    clock.move(timedelta(days=361))
    settle()
    assert storage.get(Office, approved.id).licence_status is LicenceStatus.EXPIRED
    assert standing() is Standing.SUSPENDED


def test_looking_too_early_changes_no_licence(approved, resolve):
    assert resolve(ExpireLicence)(SYSTEM, approved.id) == approved
    assert resolve(LapseLicenceChange)(SYSTEM, approved.id) == approved


def test_a_warning_leaves_an_admission_as_it_is(decide, settle, storage, approved, resolve):
    decide(LicenceStatus.WARNED)
    settle()
    assert decide(LicenceStatus.WARNED).may_work
    with pytest.raises(NotFound):
        storage.get(Admission, admission_id(office(approved.id)))


def test_what_somebody_else_has_suspended_stays_suspended(
    decide, settle, standing, storage, clock, approved
):
    with storage.transaction(SYSTEM) as work:
        work.save(Admission.of(office(approved.id)).suspended("order", clock.now()))
    decide(LicenceStatus.SUSPENDED)
    settle()
    decide(LicenceStatus.ACTIVE)
    settle()
    assert standing() is Standing.SUSPENDED


def test_an_office_that_was_never_approved_has_no_licence_to_follow(registered, resolve, storage):
    resolve(FollowLicence)(SYSTEM, registered.id)
    with pytest.raises(NotFound):
        storage.get(Admission, admission_id(office(registered.id)))


def test_an_inspector_does_not_change_a_licence(approved, inspector, resolve):
    with pytest.raises(NotAllowed):
        resolve(ChangeLicenceStatus)(
            inspector, approved.id, LicenceStatus.REVOKED, "reason", "Art. 14"
        )
