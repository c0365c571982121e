from datetime import timedelta

import pytest

from maawin_core.access.sign_in import SignIn, SignInRow, SignInStatus
from maawin_core.access.use_cases import (
    Browse,
    EndSignIn,
    GiveSignIn,
    ListParkedJobs,
    ListTasks,
    LookAt,
    Recognise,
    RetryJob,
    ShowHistory,
    only,
    own,
    people_of,
)
from maawin_core.kernel.aggregate import Row
from maawin_core.kernel.calendar import civil_day
from maawin_core.kernel.errors import AlreadyTaken, NotAllowed, NotFound, Stale
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.parties import SYSTEM, Role, employer, office
from maawin_core.notices.notice import NoticeRow
from maawin_core.payments.events import FeePaymentRow
from maawin_core.payments.fee_payment import FeePayment
from maawin_core.ports.lists import MOST, where
from maawin_core.testing.sample import EMPLOYER, OFFICE, WHO, a_fee, a_notice, a_sign_in
from maawin_core.testing.stores import keep, kept

TOKEN = "a token of sixteen letters"


@pytest.fixture
def give(resolve, administrator):
    def given(token=TOKEN, **more):
        return resolve(GiveSignIn)(
            administrator, WHO, Role.OFFICE_MANAGER, office(OFFICE), token, **more
        )

    return given


@pytest.fixture
def fee(storage):
    return kept(storage, a_fee())


def test_who_was_given_a_way_in_is_recognised_by_her_token(give, resolve):
    given = give()
    found = resolve(Recognise)(TOKEN)
    assert (found, found.who) == (given, WHO)


@pytest.mark.parametrize("token", ["", TOKEN + " ", TOKEN.upper(), "another token of that length"])
def test_any_other_token_opens_nothing(give, resolve, token):
    give()
    with pytest.raises(NotAllowed) as refusal:
        resolve(Recognise)(token)
    assert refusal.value.code == "sign_in_unknown"


def test_two_people_cannot_have_the_same_token(give, lists):
    give()
    with pytest.raises(AlreadyTaken):
        give()
    assert len(lists.page(SignInRow).items) == 1


@pytest.mark.parametrize("who", ["officer", "inspector", "regulator"])
def test_only_the_administrator_gives_and_ends_ways_in(give, resolve, request, who, lists):
    by, given = request.getfixturevalue(who), give()
    with pytest.raises(NotAllowed):
        resolve(GiveSignIn)(by, WHO, Role.OFFICER, by.party, "another token of that length")
    with pytest.raises((NotAllowed, NotFound)):
        resolve(EndSignIn)(by, given.id)
    assert [row.status for row in lists.page(SignInRow).items] == [SignInStatus.OPEN]


def test_who_acts_for_the_same_office_may_not_end_it(give, resolve, manager_of):
    given = give()
    with pytest.raises(NotAllowed):
        resolve(EndSignIn)(manager_of(OFFICE), given.id)
    with pytest.raises(NotFound):
        resolve(EndSignIn)(manager_of(new_id()), given.id)


def test_an_ended_way_in_opens_nothing(give, resolve, administrator):
    given = give()
    resolve(EndSignIn)(administrator, given.id)
    with pytest.raises(NotAllowed):
        resolve(Recognise)(TOKEN)


def test_ending_it_again_changes_nothing(give, resolve, administrator):
    first = resolve(EndSignIn)(administrator, give().id)
    assert resolve(EndSignIn)(administrator, first.id).version == first.version


def test_ending_what_has_changed_since_it_was_seen_is_stale(give, resolve, administrator, storage):
    given = give()
    resolve(EndSignIn)(administrator, given.id)
    with pytest.raises(Stale):
        resolve(EndSignIn)(administrator, given.id, seen=given.version)
    assert storage.get(SignIn, given.id).version == 2


def test_a_way_in_ends_by_itself_after_its_last_day(give, resolve, clock, settle, storage):
    given = give(until=civil_day(clock.now()))
    settle()
    assert resolve(Recognise)(TOKEN) == given
    clock.move(timedelta(days=1))
    with pytest.raises(NotAllowed):
        resolve(Recognise)(TOKEN)
    settle()
    assert storage.get(SignIn, given.id).status is SignInStatus.ENDED


def test_a_party_looks_at_its_own_and_a_stranger_finds_nothing(resolve, fee, manager_of, officer):
    for mine in (manager_of(OFFICE), officer):
        assert resolve(LookAt)(mine, FeePayment, fee.id) == fee
        assert len(resolve(ShowHistory)(mine, FeePayment, fee.id).items) == 1
    for look in (LookAt, ShowHistory):
        with pytest.raises(NotFound) as strangers:
            resolve(look)(manager_of(new_id()), FeePayment, fee.id)
        with pytest.raises(NotFound) as nobodys:
            resolve(look)(manager_of(OFFICE), FeePayment, new_id())
        assert strangers.value.code == nobodys.value.code


def test_a_list_shows_each_party_its_own(resolve, storage, employer_of, manager_of, officer):
    fees = keep(storage, a_fee(), a_fee())
    browse = resolve(Browse)
    assert len(browse(officer, FeePaymentRow).items) == 2
    assert len(browse(manager_of(OFFICE), FeePaymentRow, limit=1).items) == 1
    mine = browse(employer_of(EMPLOYER), FeePaymentRow, order=["fee"], descending=True)
    assert {row.key for row in mine.items} == {fee.id for fee in fees}
    assert browse(employer_of(new_id()), FeePaymentRow).items == ()


def test_an_inbox_is_its_partys_only(resolve, storage, manager_of, employer_of):
    notice, _ = keep(storage, a_notice(office(OFFICE)), a_notice(office(new_id())))
    found = resolve(Browse)(manager_of(OFFICE), NoticeRow).items
    assert [row.key for row in found] == [notice.id]
    assert resolve(Browse)(employer_of(OFFICE), NoticeRow).items == ()


def test_a_list_that_has_nothing_of_a_party_is_refused_to_it(resolve, worker_of, regulator):
    for by in (worker_of(new_id()), regulator):
        with pytest.raises(NotAllowed) as refusal:
            resolve(Browse)(by, FeePaymentRow)
        assert refusal.value.code == "list_not_yours"


def test_a_public_list_is_everybodys(worker_of, regulator):
    class Shown(Row):
        public = True

    assert own(worker_of(new_id()), Shown) == own(regulator, Shown) == ()


def test_each_sees_what_it_owes(resolve, fee, employer_of, manager_of):
    (owed,) = resolve(ListTasks)(employer_of(EMPLOYER)).items
    assert (owed.about, owed.obligation.code) == (fee.id, "pay_fee")
    assert resolve(ListTasks)(manager_of(OFFICE)).items == ()


def test_what_others_owe_only_the_ministry_sees(resolve, fee, officer, manager_of):
    assert len(resolve(ListTasks)(officer, owner=employer(EMPLOYER)).items) == 1
    with pytest.raises(NotFound):
        resolve(ListTasks)(manager_of(OFFICE), owner=employer(EMPLOYER))


def test_a_parked_job_is_shown_and_tried_again(resolve, storage, outbox, clock, administrator):
    kept(storage, a_notice(at=clock.now()))
    (job,) = outbox.take(clock.now(), clock.now(), 1)
    outbox.failed(job, "for the last time", None)
    (parked,) = resolve(ListParkedJobs)(administrator).items
    assert parked.id == job.id
    resolve(RetryJob)(administrator, job.id)
    assert resolve(ListParkedJobs)(administrator).items == ()
    assert outbox.next_due() == clock.now()


def test_a_job_that_is_not_parked_is_not_said_to_come_again(resolve, administrator):
    with pytest.raises(NotFound) as refused:
        resolve(RetryJob)(administrator, new_id())
    assert refused.value.code == "job_not_parked"


def test_parked_jobs_are_the_administrators(resolve, officer):
    with pytest.raises(NotAllowed):
        resolve(ListParkedJobs)(officer)
    with pytest.raises(NotAllowed):
        resolve(RetryJob)(officer, new_id())


def test_the_people_of_a_party_are_those_whose_way_in_is_open(storage, lists, clock):
    mine = keep(storage, *(a_sign_in() for _ in range(3)))
    with storage.transaction(SYSTEM) as work:
        work.save(work.get(SignIn, mine[0].id).ended("left", clock.now()))
    found = people_of(lists, storage, office(OFFICE))
    assert {each.id for each in found} == {each.id for each in mine[1:]}
    assert people_of(lists, storage, office(new_id())) == ()


def test_of_a_party_with_many_people_nobody_is_left_out(storage, lists):
    keep(storage, *(a_sign_in() for _ in range(MOST + 5)))
    assert len(people_of(lists, storage, office(OFFICE))) == MOST + 5


def test_conditions_that_ask_nothing_fall_away():
    assert only(office=OFFICE, status=None) == where(office=OFFICE)
