"""What an intervention does to a licence and to the leave to start new things, and its undoing."""

from __future__ import annotations

from datetime import datetime

from ...access.admission import admission_of
from ...employers.employer import Employer
from ...kernel.calendar import civil_day
from ...kernel.parties import Actor, PartyKind
from ...offices.licence import LicenceChange, LicenceStatus
from ...offices.office import Office
from ...ports.storage import Work
from ..intervention import Action, Intervention

#: Why an admission was taken away by an intervention, and why it was given back.
CAUSE, ENDED = "intervention", "intervention_ended"

#: What a licence becomes by an intervention.
_LICENCE = {Action.WARN: LicenceStatus.WARNED, Action.SUSPEND: LicenceStatus.SUSPENDED}


def take_hold(work: Work, made: Intervention, by: Actor, at: datetime) -> None:
    """Its licence says what was done to the party, and a suspended one starts nothing new."""
    suspends = made.action is Action.SUSPEND
    if made.on.kind is PartyKind.EMPLOYER:
        work.get(Employer, made.on.id)
    else:
        known = work.get(Office, made.on.id)
        if suspends:
            known.must_be_working()
        if made.action in _LICENCE and known.may_work:
            change = _change(_LICENCE[made.action], made, by, at)
            work.save(known.licence_changed(change, at))
    if suspends:
        work.save(admission_of(work, made.on).suspended(CAUSE, at))


def let_go(
    work: Work, made: Intervention, after: Intervention, by: Actor, at: datetime
) -> Intervention:
    """Undo what *made* did, if it ends by *after*; what others did meanwhile stands."""
    ends = after.status is not made.status and made.action in _LICENCE
    if ends and _works_again(work, made, by, at) and made.action is Action.SUSPEND:
        work.save(admission_of(work, made.on).lifted(ENDED, at))
    return after


def _works_again(work: Work, made: Intervention, by: Actor, at: datetime) -> bool:
    if made.on.kind is PartyKind.EMPLOYER:
        return True
    known = work.get(Office, made.on.id).licence_change_lapsed(at)
    last = known.licence_changes[-1] if known.licence_changes else None
    is_ours = last is not None and (last.status, last.basis, last.until) == (
        _LICENCE[made.action],
        made.grounds.article,
        made.grounds.until,
    )
    if is_ours:
        known = known.licence_changed(_change(LicenceStatus.ACTIVE, made, by, at), at)
    return work.save(known).may_work


def _change(status: LicenceStatus, made: Intervention, by: Actor, at: datetime) -> LicenceChange:
    lapses = status is not LicenceStatus.ACTIVE
    return LicenceChange(
        status=status,
        reason=made.grounds.reason,
        basis=made.grounds.article,
        from_=civil_day(at),
        until=made.grounds.until if lapses else None,
        by=by.person,
    )
