"""Whose turn it is on a worker's way to her employer, and who keeps her meanwhile (M4, M16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..kernel.obligation import Obligation
from ..kernel.parties import Party, employer, office, worker
from .events import PlacementKind, PlacementStatus

if TYPE_CHECKING:
    from .placement import Placement


def obligations(placement: Placement) -> tuple[Obligation, ...]:
    """The next act, and housing and meals from arrival to hand-over and again after a return.

    Keeping her is no step of the request: it must not hide whose turn it is there.
    """
    if placement.due is None:
        return ()
    hers, keeps = worker(placement.worker), placement.office
    sends, takes = placement.hands_over, placement.confirms
    turns: dict[str, tuple[Party, Party]] = {
        "record_visa": (sends, takes),
        "record_ticket": (sends, takes),
        "record_arrival": (sends, takes),
        "consent_to_move": (hers, takes),
        "note_notice": (sends, takes),
        "note_dues_settled": (hers, sends),
        "hand_over": (sends, takes),
        "confirm_hand_over": (takes, sends),
        "end_placement": (employer(placement.employer), hers),
    }
    code = _act(placement)
    owner, to = turns[code]
    owed = [Obligation(code, owner, to, placement.due, placement.request)]
    at_office = placement.status in (PlacementStatus.ARRIVED, PlacementStatus.RETURNED)
    if keeps is not None and at_office:
        owed.append(Obligation("house_worker", office(keeps), hers, placement.due))
    return tuple(owed)


def _act(placement: Placement) -> str:
    if placement.status is PlacementStatus.RETURNED:
        return "end_placement"
    if placement.stated_on is not None:
        return "confirm_hand_over"
    if placement.status is PlacementStatus.ARRIVED:
        return "hand_over"
    if placement.way is PlacementKind.LOCAL:
        return placement.move.next_step or "hand_over"
    if placement.visa is None:
        return "record_visa"
    return "record_ticket" if placement.ticket is None else "record_arrival"
