from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from maawin_core.kernel.calendar import civil_day, end_of_day
from maawin_core.kernel.errors import NotFound, Refusal, RuleBroken, WrongMoment
from maawin_core.kernel.identity import Identity, new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import MINISTRY, Role, office
from maawin_core.offices.details import OfficeDetails
from maawin_core.offices.events import StaffAccessEnded
from maawin_core.offices.file import Branch, FileItem, FilePart, FileStatus, Finding
from maawin_core.offices.licence import IN_FORCE, Licence, LicenceChange, LicenceStatus
from maawin_core.offices.office import Office, OfficeFileRow, OfficeRow
from maawin_core.offices.staff import AccessEnd, StaffMember

NOW = datetime(2026, 1, 5, 6, tzinfo=UTC)
TODAY = civil_day(NOW)
DUE = NOW + timedelta(days=30)
DETAILS = OfficeDetails(
    identity=Identity(
        name="Synthetic Office", name_ar="مكتب اصطناعي", phone="+97400000001",
        email="office@example.invalid", address="Zone 0", iban="QA26DOHBQAQAXXX00000693123456",
    ),
    licence=Licence(
        number="SYN-1", class_="A", first_day=date(2025, 1, 1), last_day=date(2026, 12, 31)
    ),
    cr="900001",
    eid="90000001",
)  # fmt: skip


def registered(**changes):
    return Office.registered(new_id(), evolve(DETAILS, **changes), DUE, NOW)


def member(qid="28060800001", until=date(2027, 6, 30), **changes):
    her = StaffMember(
        id=new_id(), identity=Identity(name="Synthetic Manager", qid=qid),
        role=Role.OFFICE_MANAGER, until=until, attested_on=TODAY, attest_by=date(2026, 7, 4),
    )  # fmt: skip
    return evolve(her, **changes)


def staffed():
    return registered().staff_authorised(member(), NOW)


def submitted():
    return staffed().submitted(1, DUE, NOW)


def approved():
    return submitted().approved(1, NOW)


def change(status, **changes):
    decided = LicenceChange(
        status=status, reason="reason", basis="Art. 14", from_=TODAY, by=new_id()
    )
    return evolve(decided, **changes)


def codes(things):
    return {each.code for each in things}


# The file


def test_an_empty_file_lacks_every_item_by_name():
    bare = Office.registered(
        new_id(),
        OfficeDetails(
            identity=Identity(name="Synthetic Office"),
            licence=Licence(
                number="SYN-1", first_day=date(2023, 1, 1), last_day=date(2024, 12, 31)
            ),
        ),
        DUE,
        NOW,
    )
    lacking = {FileItem.BRANCHES, FileItem.GUARANTEE, FileItem.CONSENT, FileItem.MEDICAL}
    assert set(bare.missing(0, TODAY)) == set(FileItem) - lacking - {FileItem.NAME}


def test_each_item_belongs_to_a_part_of_the_file():
    assert FileItem.CR.part is FilePart.OFFICE
    assert FileItem.AUTHORISED_STAFF.part is FilePart.STAFF
    assert FileItem.LISTED_WORKER.part is FilePart.WORKERS


def test_a_complete_file_lacks_nothing():
    assert staffed().missing(1, TODAY) == ()


@pytest.mark.parametrize(("office_", "workers"), [(registered(), 1), (staffed(), 0)])
def test_a_file_without_staff_or_workers_is_not_submitted(office_, workers):
    with pytest.raises(RuleBroken, match="file_incomplete") as no:
        office_.submitted(workers, DUE, NOW)
    assert len(no.value.facts["found"]) == 1


def test_a_file_that_is_no_longer_complete_is_not_approved():
    with pytest.raises(RuleBroken, match="file_incomplete"):
        submitted().approved(0, NOW)


def test_the_turn_goes_from_the_office_to_the_ministry_and_back():
    file = staffed()
    mine = office(file.id)
    for stage, code, owner in [
        (file, "submit_office_file", mine),
        (file.submitted(1, DUE, NOW), "review_office_file", MINISTRY),
        (submitted(), "review_office_file", MINISTRY),
    ]:
        turn = stage.obligations()[0]
        assert (turn.code, turn.owner) == (code, owner)
    finding = Finding(FileItem.IBAN, "not of this office")
    returned = submitted().returned((finding,), DUE, NOW)
    assert codes(returned.obligations()) == {"mend_office_file", "attest_staff"}
    assert codes(approved().obligations()) == {"attest_staff"}


def test_a_file_is_returned_item_by_item_and_mended():
    finding = Finding(FileItem.IBAN, "not of this office")
    returned = submitted().returned((finding,), DUE, NOW)
    assert (returned.file_status, returned.findings) == (FileStatus.RETURNED, (finding,))
    again = returned.submitted(1, DUE, NOW)
    assert again.findings == (finding,)
    assert again.approved(1, NOW).findings == ()


@pytest.mark.parametrize("findings", [(), (Finding(FileItem.CR, " "),)])
def test_a_file_is_not_returned_without_a_remark(findings):
    with pytest.raises(RuleBroken, match="text_missing"):
        submitted().returned(findings, DUE, NOW)


def test_submitting_and_approving_twice_happens_once():
    assert (file := submitted()).submitted(1, DUE, NOW) is file
    assert (file := approved()).approved(1, NOW) is file


def test_a_file_is_not_changed_while_the_ministry_looks_at_it():
    with pytest.raises(WrongMoment):
        submitted().changed(evolve(DETAILS, cr="900002"), by_ministry=False, at=NOW)


def test_what_was_approved_only_the_ministry_changes():
    renewed = evolve(DETAILS, licence=evolve(DETAILS.licence, last_day=date(2028, 12, 31)))
    with pytest.raises(RuleBroken, match="item_was_approved") as no:
        approved().changed(renewed, by_ministry=False, at=NOW)
    assert no.value.facts["found"] == (FileItem.LICENCE,)
    changed = approved().changed(renewed, by_ministry=True, at=NOW)
    assert changed.licence.last_day == date(2028, 12, 31)
    assert changed.file_status is FileStatus.APPROVED


def test_an_approved_office_opens_a_branch_itself():
    branches = (Branch("Synthetic Branch", "Zone 1"),)
    changed = approved().changed(evolve(DETAILS, branches=branches), by_ministry=False, at=NOW)
    assert changed.branches == branches
    assert changed.changed(changed.details, by_ministry=False, at=NOW) is changed


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"identity": Identity(name="")}, "text_missing"),
        ({"licence": evolve(DETAILS.licence, number=" ")}, "text_missing"),
        ({"licence": evolve(DETAILS.licence, last_day=date(2024, 1, 1))}, "licence_days_reversed"),
        ({"guarantee_sum": Money("-1.00")}, "guarantee_negative"),
    ],
)
def test_an_office_says_of_itself_only_what_can_be(wrong, code):
    with pytest.raises(RuleBroken, match=code):
        registered(**wrong)


def test_the_guarantee_may_be_known_or_not():
    assert registered().guarantee_sum is None
    assert registered(guarantee_sum=Money("1.00")).guarantee_sum == Money("1.00")


def test_licence_number_and_establishment_number_are_held_once():
    assert {claim.name: claim.value for claim in registered().claims()} == {
        "licence_number": "SYN-1", "eid": "90000001",
    }  # fmt: skip
    assert {claim.name for claim in registered(eid="").claims()} == {"licence_number"}


def test_everybody_sees_an_approved_office_and_no_other():
    assert [type(row) for row in submitted().rows()] == [OfficeFileRow]
    assert [type(row) for row in approved().rows()] == [OfficeFileRow, OfficeRow]


# The people


def test_a_person_may_come_in_until_her_last_day():
    her = member(until=date(2026, 3, 1))
    assert her.last_day == date(2026, 3, 1)
    assert her.may_come_in(date(2026, 3, 1))
    assert not her.may_come_in(date(2026, 3, 2))
    assert her.overdue(date(2026, 3, 2)) is AccessEnd.TIME_OVER
    assert not her.waits_for_attestation


def test_a_person_who_is_not_attested_in_time_may_not_come_in():
    her = member()
    assert her.last_day == date(2026, 7, 4)
    assert her.overdue(date(2026, 7, 5)) is AccessEnd.NOT_ATTESTED


def test_authorising_the_same_person_again_changes_nothing():
    file = staffed()
    assert file.staff_authorised(file.staff[0], NOW) is file
    with pytest.raises(RuleBroken, match="staff_already_authorised"):
        file.staff_authorised(member(), NOW)


def test_a_person_whose_access_ended_may_be_authorised_anew():
    file = staffed()
    ended = file.staff_access_ended(file.staff[0].id, AccessEnd.BY_OFFICE, NOW)
    assert len(ended.staff_authorised(member(), NOW).staff) == 2


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"identity": Identity(name="", qid="28060800001")}, "text_missing"),
        ({"identity": Identity(name="Synthetic")}, "text_missing"),
        ({"role": Role.OFFICER}, "role_not_of_party"),
        ({"until": date(2026, 1, 4)}, "staff_until_past"),
    ],
)
def test_only_a_known_person_of_the_office_is_authorised(wrong, code):
    with pytest.raises(RuleBroken, match=code):
        registered().staff_authorised(member(**wrong), NOW)


def test_an_attestation_moves_the_day_on_which_access_ends():
    file = staffed()
    her = file.staff[0]
    later = NOW + timedelta(days=90)
    attested = file.staff_attested(her.id, date(2026, 12, 1), later, date(2028, 1, 1))
    (known,) = attested.staff
    assert (known.attested_on, known.attest_by) == (date(2026, 4, 5), date(2026, 12, 1))
    assert known.until == date(2028, 1, 1)
    assert attested.staff_attested(her.id, date(2026, 12, 1), later) is attested


def test_who_may_no_longer_come_in_is_not_attested():
    file = staffed()
    with pytest.raises(WrongMoment, match="staff_access_over"):
        file.staff_attested(file.staff[0].id, date(2027, 1, 1), NOW + timedelta(days=300))
    with pytest.raises(NotFound):
        file.staff_attested(new_id(), date(2027, 1, 1), NOW)


def test_access_ends_once():
    file = staffed()
    ended = file.staff_access_ended(file.staff[0].id, AccessEnd.BY_OFFICE, NOW)
    assert ended.staff_access_ended(file.staff[0].id, AccessEnd.BY_MINISTRY, NOW) is ended
    assert ended.missing(1, TODAY) == (FileItem.AUTHORISED_STAFF,)


def test_the_first_access_that_ends_is_looked_at_first():
    soon = member(qid="28060800002", until=date(2026, 2, 1))
    file = staffed().staff_authorised(soon, NOW)
    (moment,) = file.moments()
    assert (moment.code, moment.due) == ("staff_access_ends", end_of_day(date(2026, 2, 1)))


def test_whoever_is_overdue_may_no_longer_come_in():
    file = staffed().staff_authorised(member(qid="28060800002", until=date(2026, 2, 1)), NOW)
    after = file.overdue_access_ended(NOW + timedelta(days=60))
    assert [each.ended for each in after.staff] == [None, AccessEnd.TIME_OVER]
    assert after.overdue_access_ended(NOW + timedelta(days=60)) is after
    much_later = after.overdue_access_ended(NOW + timedelta(days=200))
    reasons = [e.reason for e in much_later.events if isinstance(e, StaffAccessEnded)]
    assert reasons == [AccessEnd.TIME_OVER, AccessEnd.NOT_ATTESTED]
    assert much_later.moments() == frozenset()


# The licence


def test_an_office_works_once_its_file_is_approved():
    assert not submitted().may_work
    with pytest.raises(WrongMoment, match="office_not_approved"):
        submitted().must_be_working()
    assert approved().may_work
    approved().must_be_working()


def test_a_warned_office_works_and_a_suspended_one_does_not():
    warned = approved().licence_changed(change(LicenceStatus.WARNED), NOW)
    assert warned.may_work
    suspended = warned.licence_changed(change(LicenceStatus.SUSPENDED), NOW)
    with pytest.raises(WrongMoment, match="licence_not_in_force"):
        suspended.must_be_working()
    assert suspended.licence_changed(change(LicenceStatus.ACTIVE), NOW).may_work


def test_the_same_change_twice_is_one():
    once = change(LicenceStatus.SUSPENDED)
    suspended = approved().licence_changed(once, NOW)
    assert suspended.licence_changed(once, NOW) is suspended
    active = approved()
    assert active.licence_changed(change(LicenceStatus.ACTIVE), NOW) is active


def test_a_licence_that_was_never_approved_does_not_change():
    with pytest.raises(WrongMoment):
        submitted().licence_changed(change(LicenceStatus.WARNED), NOW)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"reason": ""}, "text_missing"),
        ({"basis": " "}, "text_missing"),
        ({"from_": TODAY + timedelta(days=1)}, "licence_change_not_now"),
        ({"until": TODAY - timedelta(days=1)}, "licence_change_not_now"),
        ({"status": LicenceStatus.REVOKED, "until": TODAY}, "licence_change_cannot_lapse"),
        ({"status": LicenceStatus.EXPIRED}, "licence_expires_by_itself"),
    ],
)
def test_a_change_says_why_and_for_when(wrong, code):
    with pytest.raises(RuleBroken, match=code):
        approved().licence_changed(change(**{"status": LicenceStatus.SUSPENDED} | wrong), NOW)


def test_a_revoked_licence_never_comes_back():
    revoked = approved().licence_changed(change(LicenceStatus.REVOKED), NOW)
    with pytest.raises(WrongMoment):
        revoked.licence_changed(change(LicenceStatus.ACTIVE), NOW)
    assert codes(revoked.moments()) == {"staff_access_ends"}
    assert revoked.licence_ran_out(NOW + timedelta(days=999)) is revoked


def test_a_suspension_for_some_days_ends_by_itself():
    until = date(2026, 2, 1)
    suspended = approved().licence_changed(change(LicenceStatus.SUSPENDED, until=until), NOW)
    assert "licence_change_lapses" in codes(suspended.moments())
    assert suspended.licence_change_lapsed(NOW) is suspended
    free = suspended.licence_change_lapsed(end_of_day(until))
    assert free.licence_status is LicenceStatus.ACTIVE
    assert free.licence_change_lapsed(end_of_day(until)) is free
    assert approved().licence_change_lapsed(NOW).licence_status is LicenceStatus.ACTIVE


def test_a_licence_expires_after_its_last_day_and_is_renewed_by_the_ministry():
    late = end_of_day(DETAILS.licence.last_day)
    assert approved().licence_ran_out(late - timedelta(seconds=1)).may_work
    expired = approved().licence_ran_out(late)
    assert expired.licence_status is LicenceStatus.EXPIRED
    assert expired.licence_ran_out(late) is expired
    active = change(LicenceStatus.ACTIVE, from_=civil_day(late))
    with pytest.raises(RuleBroken, match="licence_over"):
        expired.licence_changed(active, late)
    renewed = evolve(DETAILS, licence=evolve(DETAILS.licence, last_day=date(2028, 12, 31)))
    renewed_office = expired.changed(renewed, by_ministry=True, at=late)
    assert renewed_office.licence_changed(active, late).may_work


class AnyoneMayTryAnything(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.office = registered()
        self.now = NOW
        self.workers = 0
        self.was_revoked = False

    def happens(self, act):
        with suppress(Refusal):
            before, after = self.office, act(self.office)
            newly = FileStatus.APPROVED in {after.file_status} - {before.file_status}
            if newly:
                assert before.missing(self.workers, civil_day(self.now)) == ()
            self.office = after

    @rule(days=st.integers(0, 200))
    def time_passes(self, days):
        self.now += timedelta(days=days)

    @rule(n=st.integers(0, 2))
    def list_workers(self, n):
        self.workers = n

    @rule(qid=st.sampled_from(["28060800001", "28060800002"]), days=st.integers(-1, 400))
    def authorise(self, qid, days):
        today = civil_day(self.now)
        until, attest_by = today + timedelta(days=days), today + timedelta(days=180)
        her = member(qid=qid, until=until, attested_on=today, attest_by=attest_by)
        self.happens(lambda it: it.staff_authorised(her, self.now))

    @rule(index=st.integers(0, 5), attest=st.booleans())
    def attest_or_end(self, index, attest):
        if not self.office.staff:
            return
        her = self.office.staff[index % len(self.office.staff)].id
        by = civil_day(self.now) + timedelta(days=180)
        if attest:
            self.happens(lambda it: it.staff_attested(her, by, self.now))
        else:
            self.happens(lambda it: it.staff_access_ended(her, AccessEnd.BY_OFFICE, self.now))

    @rule(cr=st.sampled_from(["", "900001", "900002"]), by_ministry=st.booleans())
    def change(self, cr, by_ministry):
        closed = self.office.file_status is FileStatus.APPROVED and not by_ministry
        before = self.office.cr
        details = evolve(self.office.details, cr=cr)
        self.happens(lambda it: it.changed(details, by_ministry=by_ministry, at=self.now))
        assert not closed or self.office.cr == before

    @rule()
    def submit(self):
        self.happens(lambda it: it.submitted(self.workers, DUE, self.now))

    @rule(items=st.lists(st.sampled_from(FileItem), max_size=2))
    def review(self, items):
        findings = tuple(Finding(item, "remark") for item in items)
        if findings:
            self.happens(lambda it: it.returned(findings, DUE, self.now))
        else:
            self.happens(lambda it: it.approved(self.workers, self.now))

    @rule(status=st.sampled_from(LicenceStatus), days=st.none() | st.integers(-1, 30))
    def decide(self, status, days):
        today = civil_day(self.now)
        until = None if days is None else today + timedelta(days=days)
        decided = change(status, from_=today, until=until)
        self.happens(lambda it: it.licence_changed(decided, self.now))
        self.was_revoked |= self.office.licence_status is LicenceStatus.REVOKED

    @rule(
        step=st.sampled_from(["licence_ran_out", "licence_change_lapsed", "overdue_access_ended"])
    )
    def moment_comes(self, step):
        self.happens(lambda it: getattr(it, step)(self.now))

    @invariant()
    def it_works_only_while_approved_and_licensed(self):
        approved_now = self.office.file_status is FileStatus.APPROVED
        assert self.office.may_work is (approved_now and self.office.licence_status in IN_FORCE)
        assert (self.office.licence_status is not None) is approved_now

    @invariant()
    def a_revoked_licence_stays_revoked(self):
        assert not self.was_revoked or self.office.licence_status is LicenceStatus.REVOKED

    @invariant()
    def every_change_of_the_licence_says_why(self):
        assert all(each.reason and each.basis for each in self.office.licence_changes)

    @invariant()
    def nobody_comes_in_twice(self):
        today = civil_day(self.now)
        inside = [her.identity.qid for her in self.office.staff if her.may_come_in(today)]
        assert len(inside) == len(set(inside))

    @invariant()
    def somebody_owes_the_next_act_until_the_file_is_approved(self):
        turns = {"submit_office_file", "mend_office_file", "review_office_file"}
        owed = len(turns & codes(self.office.obligations()))
        assert owed == (self.office.file_status is not FileStatus.APPROVED)


TestAnyoneMayTryAnything = AnyoneMayTryAnything.TestCase


def test_an_office_is_not_approved_before_the_first_day_of_its_licence():
    later = evolve(DETAILS.licence, first_day=TODAY + timedelta(days=1))
    waiting = registered(licence=later).staff_authorised(member(), NOW)
    assert waiting.missing(1, TODAY) == (FileItem.LICENCE,)
    with pytest.raises(RuleBroken, match="file_incomplete"):
        waiting.submitted(1, DUE, NOW)
    assert waiting.missing(1, later.first_day) == ()
