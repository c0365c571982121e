from datetime import timedelta

import pytest
from attrs import evolve
from beginnings import TERMS, kept, shown_worker, working_office

from maawin_core.access.admission import Admission
from maawin_core.kernel.errors import NotAllowed, NotFound, RuleBroken, Stale, WrongMoment
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import SYSTEM, office
from maawin_core.offers.offer import Offer, OfferRow, OfferStatus
from maawin_core.offers.terms import PriceItem
from maawin_core.offers.use_cases import (
    ChangeOffer,
    ExpireOffer,
    MakeOffer,
    ShowOffer,
    WithdrawOffer,
    WithdrawOffersOf,
)
from maawin_core.offices.file import FileStatus
from maawin_core.offices.licence import LicenceStatus
from maawin_core.workers.profile import Origin

CHEAPER = evolve(TERMS, items=(PriceItem("Recruitment", Money("9000.00")),))


def test_an_offer_of_a_worker_tells_of_her_what_the_register_says(offer, worker, house, lists):
    assert (offer.office, offer.worker) == (house.id, worker.id)
    assert offer.profile.skills == worker.skills
    (row,) = lists.page(OfferRow).items
    assert (row.price, row.kind, row.sex) == (Money("14000.00"), Origin.ABROAD, worker.sex)


def test_an_offer_may_be_for_a_profile(resolve, manager, profile):
    made = resolve(MakeOffer)(manager, Origin.ABROAD, TERMS, profile=profile)
    assert made.worker is None
    assert made.profile == profile


def test_an_offer_is_for_a_worker_or_a_profile(resolve, manager, worker, profile):
    for both in ({}, {"worker": worker.id, "profile": profile}):
        with pytest.raises(RuleBroken, match="offer_for_whom"):
            resolve(MakeOffer)(manager, Origin.ABROAD, TERMS, **both)


def test_a_worker_is_offered_by_her_own_office_only(resolve, manager, storage, clock):
    other = working_office(storage, clock.now())
    hers = shown_worker(storage, other.id, clock.now())
    with pytest.raises(NotFound):
        resolve(MakeOffer)(manager, Origin.ABROAD, TERMS, worker=hers.id)
    with pytest.raises(NotFound):
        resolve(MakeOffer)(manager, Origin.ABROAD, TERMS, worker=new_id())


def test_a_worker_is_offered_only_if_she_consents_and_is_free(
    resolve, manager, storage, house, worker, clock
):
    silent = shown_worker(storage, house.id, clock.now(), consented=False)
    with pytest.raises(RuleBroken, match="listing_not_consented"):
        resolve(MakeOffer)(manager, Origin.ABROAD, TERMS, worker=silent.id)
    kept(storage, worker.reserved(new_id(), clock.now()))
    with pytest.raises(WrongMoment):
        resolve(MakeOffer)(manager, Origin.ABROAD, TERMS, worker=worker.id)


def test_where_she_is_recruited_is_what_the_register_says(resolve, manager, worker):
    with pytest.raises(RuleBroken, match="origin_differs"):
        resolve(MakeOffer)(manager, Origin.LOCAL, TERMS, worker=worker.id)


@pytest.mark.parametrize(
    "changes",
    [{"file_status": FileStatus.SUBMITTED}, {"licence_status": LicenceStatus.SUSPENDED}],
)
def test_an_office_that_may_not_work_makes_no_offers(
    resolve, manager_of, storage, clock, profile, changes
):
    house = working_office(storage, clock.now(), **changes)
    with pytest.raises(WrongMoment):
        resolve(MakeOffer)(manager_of(house.id), Origin.ABROAD, TERMS, profile=profile)


def test_a_suspended_office_neither_makes_nor_changes_offers(
    resolve, manager, house, storage, clock, profile, offer
):
    kept(storage, Admission.of(office(house.id)).suspended("complaints", clock.now()))
    with pytest.raises(RuleBroken, match="party_suspended"):
        resolve(MakeOffer)(manager, Origin.ABROAD, TERMS, profile=profile)
    with pytest.raises(RuleBroken, match="party_suspended"):
        resolve(ChangeOffer)(manager, offer.id, CHEAPER)
    assert resolve(WithdrawOffer)(manager, offer.id).status is OfferStatus.WITHDRAWN


def test_only_offices_make_offers(resolve, employer_of, worker_of, officer, profile):
    for by in (employer_of(new_id()), worker_of(new_id()), officer):
        with pytest.raises(NotAllowed):
            resolve(MakeOffer)(by, Origin.ABROAD, TERMS, profile=profile)


def test_a_refused_offer_leaves_nothing_behind(resolve, manager, worker, storage, lists):
    before = len(storage.kept)
    for terms, charged, code in (
        (evolve(TERMS, items=(PriceItem("All", Money("15000.01")),)), 0, "price_above_cap"),
        (evolve(TERMS, wage=Money("999.00")), 0, "wage_below_floor"),
        (TERMS, 1, "worker_charged"),
    ):
        with pytest.raises(RuleBroken) as no:
            resolve(MakeOffer)(
                manager, Origin.ABROAD, terms, worker=worker.id, charged_to_worker=Money(charged)
            )
        assert no.value.code == code
    assert len(storage.kept) == before
    assert lists.page(OfferRow).items == ()


def test_a_change_is_a_version_and_may_say_which_it_saw(resolve, manager, offer):
    changed = resolve(ChangeOffer)(manager, offer.id, CHEAPER, seen=offer.version)
    assert changed.number == 2
    with pytest.raises(Stale):
        resolve(ChangeOffer)(manager, offer.id, TERMS, seen=offer.version)
    assert resolve(ChangeOffer)(manager, offer.id, CHEAPER).version == changed.version


def test_another_office_neither_changes_nor_withdraws_it(
    resolve, manager_of, employer_of, officer, offer
):
    for stranger in (manager_of(new_id()), employer_of(new_id())):
        with pytest.raises(NotFound):
            resolve(ChangeOffer)(stranger, offer.id, CHEAPER)
        with pytest.raises(NotFound):
            resolve(WithdrawOffer)(stranger, offer.id)
    with pytest.raises(NotAllowed):
        resolve(WithdrawOffer)(officer, offer.id)


def test_withdrawing_twice_keeps_one_event(resolve, manager, offer):
    once = resolve(WithdrawOffer)(manager, offer.id)
    assert resolve(WithdrawOffer)(manager, offer.id).version == once.version


def test_whoever_has_come_in_reads_an_offer_whatever_has_become_of_it(
    resolve, manager, employer_of, offer
):
    resolve(WithdrawOffer)(manager, offer.id)
    read = resolve(ShowOffer)(employer_of(new_id()), offer.id)
    assert read.status is OfferStatus.WITHDRAWN


def test_an_offer_expires_by_the_clock(resolve, settle, clock, offer, storage):
    assert resolve(ExpireOffer)(SYSTEM, offer.id).status is OfferStatus.OPEN
    clock.move(timedelta(days=90))
    settle()
    assert storage.get(Offer, offer.id).status is OfferStatus.EXPIRED


def test_people_do_not_close_offers(resolve, manager, offer, worker):
    with pytest.raises(NotAllowed):
        resolve(ExpireOffer)(manager, offer.id)
    with pytest.raises(NotAllowed):
        resolve(WithdrawOffersOf)(manager, worker.id)


def test_no_open_offer_names_a_worker_who_is_not_shown_any_more(
    resolve, settle, manager, worker, offer, profile, storage, clock
):
    other = resolve(MakeOffer)(manager, Origin.ABROAD, TERMS, profile=profile)
    kept(storage, storage.get(type(worker), worker.id).took_consent_back(clock.now()))
    settle()
    assert storage.get(Offer, offer.id).status is OfferStatus.WITHDRAWN
    assert storage.get(Offer, other.id).status is OfferStatus.OPEN
    version = storage.get(Offer, offer.id).version
    resolve(WithdrawOffersOf)(SYSTEM, worker.id)
    assert storage.get(Offer, offer.id).version == version
