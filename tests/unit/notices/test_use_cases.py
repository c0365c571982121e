from datetime import date, datetime

import pytest
from attrs import evolve, frozen

from maawin_core.kernel.aggregate import Event
from maawin_core.kernel.errors import NotAllowed, NotFound, Stale, WrongMoment
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import SYSTEM, Role, employer, office
from maawin_core.notices.notice import Notice, NoticeRow
from maawin_core.notices.use_cases import ReadNotice, SendNotice, TellParties, facts_of
from maawin_core.payments.fee_payment import FeePayment
from maawin_core.testing.sample import EMPLOYER, NOW, OFFICE, WHO, a_fee, a_notice, a_sign_in
from maawin_core.testing.stores import keep, kept

MARIA, OMAR = "maria@example.org", "omar@example.org"


@pytest.fixture
def fee(storage):
    return kept(storage, a_fee())


@pytest.fixture
def tell(resolve, fee):
    event, job = a_fee().events[0], new_id()
    return lambda: resolve(TellParties)(SYSTEM, "fee_payment", fee.id, event, job)


@pytest.fixture
def people(storage):
    maria = a_sign_in(who=evolve(WHO, email=MARIA))
    omar = evolve(a_sign_in(who=evolve(WHO, email=OMAR)), language="en")
    return keep(storage, maria, omar, a_sign_in(who=WHO))


@pytest.fixture
def notice(storage):
    return kept(storage, a_notice())


def test_each_party_is_told_once(tell, lists, fee):
    tell()
    rows = lists.page(NoticeRow).items
    assert {row.party for row in rows} == {str(office(OFFICE)), str(employer(EMPLOYER))}
    assert {(row.code, row.thing, row.about) for row in rows} == {
        ("fee_asked", "fee_payment", fee.id)
    }


def test_telling_again_tells_nothing_more(tell, lists):
    tell()
    before = lists.page(NoticeRow).items
    tell()
    assert lists.page(NoticeRow).items == before


def test_two_events_of_a_kind_are_two_notices(resolve, fee, lists):
    for _ in range(2):
        resolve(TellParties)(SYSTEM, "fee_payment", fee.id, a_fee().events[0], new_id())
    assert len(lists.page(NoticeRow).items) == 4


def test_only_the_system_tells_and_sends(resolve, fee, notice, administrator):
    with pytest.raises(NotAllowed):
        resolve(TellParties)(administrator, "fee_payment", fee.id, a_fee().events[0], new_id())
    with pytest.raises(NotAllowed):
        resolve(SendNotice)(administrator, notice.id)


def test_a_notice_goes_to_each_person_in_her_language(resolve, people, notice, notifier):
    resolve(SendNotice)(SYSTEM, notice.id)
    (arabic,), (english,) = notifier.to(MARIA), notifier.to(OMAR)
    assert (arabic.language, english.language) == ("ar", "en")
    assert arabic.text != english.text
    assert len(notifier.sent) == 2


def test_a_notice_sent_again_is_the_same_message(resolve, people, notice, notifier):
    resolve(SendNotice)(SYSTEM, notice.id)
    before = dict(notifier.sent)
    resolve(SendNotice)(SYSTEM, notice.id)
    assert notifier.sent == before


def test_a_channel_that_is_silent_is_tried_again(resolve, people, notice, notifier):
    notifier.silent.add(MARIA)
    with pytest.raises(WrongMoment) as refusal:
        resolve(SendNotice)(SYSTEM, notice.id)
    assert refusal.value.code == "channel_silent"


def test_an_address_that_is_refused_is_not_tried_again(resolve, people, notice, notifier):
    notifier.refused.add(MARIA)
    resolve(SendNotice)(SYSTEM, notice.id)
    assert notifier.to(OMAR)


def test_what_happened_reaches_the_people_by_itself(fee, people, settle, notifier, lists):
    settle()
    assert notifier.to(MARIA)
    assert len(lists.page(NoticeRow).items) == 2


def test_a_party_reads_its_notices(resolve, notice, staff_of, clock):
    read = resolve(ReadNotice)(staff_of(OFFICE), notice.id, seen=notice.version)
    assert read.read_at == clock.now()
    assert resolve(ReadNotice)(staff_of(OFFICE), notice.id).version == read.version


def test_a_notice_of_another_party_is_not_found(resolve, notice, staff_of, employer_of, storage):
    for stranger in (staff_of(new_id()), employer_of(OFFICE)):
        with pytest.raises(NotFound):
            resolve(ReadNotice)(stranger, notice.id)
    assert storage.get(Notice, notice.id) == notice


def test_the_administrator_may_not_read_for_a_party(resolve, notice, administrator, storage):
    with pytest.raises(NotAllowed):
        resolve(ReadNotice)(administrator, notice.id)
    assert storage.get(Notice, notice.id).read_at is None


def test_reading_what_has_changed_since_it_was_seen_is_stale(resolve, notice, staff_of):
    resolve(ReadNotice)(staff_of(OFFICE), notice.id)
    with pytest.raises(Stale):
        resolve(ReadNotice)(staff_of(OFFICE), notice.id, seen=notice.version)


def test_the_facts_of_an_event_are_words_ids_amounts_and_days():
    @frozen(kw_only=True)
    class Happened(Event):
        contract: object
        fee: Money
        on: date
        until: datetime
        role: Role
        n: int
        sheet: tuple
        nothing: str | None = None

    id = new_id()
    happened = Happened(
        at=NOW, contract=id, fee=Money("14000.00"), on=date(2026, 1, 5), until=NOW,
        role=Role.OFFICER, n=3, sheet=(1, 2),
    )  # fmt: skip
    assert facts_of(happened) == {
        "contract": str(id), "fee": "QAR 14,000.00", "on": "2026-01-05",
        "until": "2026-01-05 09:00",
        "role": "officer", "n": "3",
    }  # fmt: skip


def test_a_notice_names_no_person(tell, storage, lists):
    tell()
    for row in lists.page(NoticeRow).items:
        assert WHO.name not in str(storage.get(Notice, row.key).facts)
    assert FeePayment.kind() == "fee_payment"
