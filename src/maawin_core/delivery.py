"""What follows from what, made to happen: at least once, by whoever loops over `Deliver`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any

from attrs import frozen

from .kernel.aggregate import Event
from .kernel.parties import SYSTEM
from .ports.clock import Clock
from .ports.outbox import Job, Outbox

#: A taker that is silent for so long is taken for dead, and its jobs come again.
LEASE = timedelta(minutes=2)

#: When a job that failed comes again; after the last it is parked for a person to look at.
BACK_OFF = tuple(timedelta(seconds=s) for s in (1, 5, 30, 120, 600, 3600, 4 * 3600, 12 * 3600))

#: Into how many steps the quarter is divided by which jobs wait longer, each by its own name.
SPREAD_PARTS = 1000


@frozen
class Consequence:
    """A use case that follows, and what of the job it is called with, after the system actor.

    It has to be safe to repeat: a job is handed on at least once.
    """

    use_case: type[Any]
    arguments: Callable[[Job], Iterable[Any]]


def of_event(use_case: type[Any], *fields: str) -> Consequence:
    """The use case is called with these fields of the event."""
    return Consequence(use_case, lambda job: [getattr(job.event, name) for name in fields])


def of_thing(use_case: type[Any]) -> Consequence:
    """The use case is called with the id of the thing whose event or moment it is."""
    return Consequence(use_case, lambda job: [job.about])


def of_job(use_case: type[Any]) -> Consequence:
    """The use case is called with the kind, the id and the event."""
    return Consequence(use_case, lambda job: [job.kind, job.about, job.event, job.id])


@frozen
class Deliver:
    """Take what is due and let its consequences happen.

    *resolve* gives a use case of a class, ready to call. A consequence that is refused, or that
    fails, does not keep the others from happening; the job comes again, and is parked in the end.
    """

    outbox: Outbox
    clock: Clock
    resolve: Callable[[type[Any]], Callable[..., object]]
    after: Mapping[type[Event], tuple[Consequence, ...]]
    when_due: Mapping[str, tuple[Consequence, ...]]

    def __call__(self, limit: int = 50) -> int:
        """One round. Returns how many jobs were taken: 0 means that nothing is due."""
        now = self.clock.now()
        jobs = self.outbox.take(now, now + LEASE, limit)
        for job in jobs:
            if self.clock.now() >= now + LEASE:
                break  # whatever is left may be another taker's by now: it comes again by itself
            self._deliver(job)
        return len(jobs)

    def _deliver(self, job: Job) -> None:
        consequences = self._consequences(job)
        if consequences is None:
            failures = [_unreadable(job)]  # a newer program had written it: keep it, and go on
        else:
            failures = [f for c in consequences if (f := self._attempt(c, job))]
        if not failures:
            self.outbox.done(job)
            return
        pause = pause_of(job)
        again = self.clock.now() + pause if pause is not None else None
        self.outbox.failed(job, "; ".join(failures), again)

    def _consequences(self, job: Job) -> tuple[Consequence, ...] | None:
        if job.moment is not None:
            return self.when_due.get(job.moment)
        return self.after.get(type(job.event), ()) if job.event is not None else None

    def _attempt(self, consequence: Consequence, job: Job) -> str:
        try:
            self.resolve(consequence.use_case)(SYSTEM, *consequence.arguments(job))
        except (
            Exception
        ) as failure:  # the boundary of "at least once": a bug must not stop the rest
            # The type and a refusal's code only: messages of foreign errors may quote a person.
            return f"{consequence.use_case.__name__}: {type(failure).__name__} {_code(failure)}"
        return ""


def pause_of(job: Job) -> timedelta | None:
    """How long a job that failed waits; None: it has failed often enough.

    What failed together would come again together, and meet the same crowd: so each waits a part
    longer, by its own name.
    """
    if job.tries >= len(BACK_OFF):
        return None
    pause = BACK_OFF[job.tries]
    return pause + pause * (job.id.int % SPREAD_PARTS) // (SPREAD_PARTS * 4)


def _unreadable(job: Job) -> str:
    return "event_unreadable" if job.moment is None else "moment_unknown"


def _code(failure: Exception) -> str:
    return str(getattr(failure, "code", ""))
