"""The outbox over the journal: what has to follow, and what became of it."""

from datetime import datetime
from uuid import UUID, uuid5

from attrs import define, evolve, field, frozen

from maawin_core.kernel.aggregate import Moment
from maawin_core.kernel.changes import Change, Key
from maawin_core.kernel.plain import instant, read_cursor
from maawin_core.ports.outbox import Job
from maawin_core.ports.storage import Page

from .journal import Journal
from .paging import paged
from .storage import Saved


@frozen
class SeenTo:
    """A job was done."""

    job: UUID


@frozen
class Tried:
    """A job failed; without *again* a person has to look at it."""

    job: UUID
    reason: str
    again: datetime | None


@frozen
class Revived:
    """A person had a parked job tried again."""

    job: UUID
    at: datetime


@define
class Tray:
    """Jobs by id. Who has one for how long is forgotten with the process: it comes again."""

    _journal: Journal
    jobs: dict[UUID, Job] = field(factory=dict)
    _moments: dict[tuple[Key, Moment], UUID] = field(factory=dict)
    _parked: set[UUID] = field(factory=set)
    _leased: dict[UUID, datetime] = field(factory=dict)
    _count: int = 0

    def take(self, now: datetime, until: datetime, limit: int) -> tuple[Job, ...]:
        with self._journal.lock:
            due = [
                job
                for id, job in self.jobs.items()
                if job.due <= now
                and id not in self._parked
                and not now < self._leased.get(id, now) <= until + (until - now)
            ]
            taken = sorted(due, key=lambda job: job.due)[:limit]  # of equals the first kept
            self._leased |= {job.id: until for job in taken}
            return tuple(taken)

    def done(self, job: Job) -> None:
        self._note(SeenTo(job.id))

    def failed(self, job: Job, reason: str, again: datetime | None) -> None:
        self._note(Tried(job.id, reason, again))

    def parked(self, *, after: str | None = None, limit: int = 50) -> Page[Job]:
        def place(job: Job) -> list[str]:
            return [instant(job.due), str(job.id)]

        last = read_cursor(after, str, str) if after else []
        with self._journal.lock:
            found = sorted((self.jobs[id] for id in self._parked), key=place)
        return paged([job for job in found if place(job) > last], place, limit)

    def retry(self, id: UUID, now: datetime) -> bool:
        with self._journal.lock:
            found = id in self._parked
            if found:
                self._note(Revived(id, now))
            return found

    def next_due(self) -> datetime | None:
        with self._journal.lock:
            waiting = [job for id, job in self.jobs.items() if id not in self._parked]
            return min((self._leased.get(job.id, job.due) for job in waiting), default=None)

    def hear(self, record: object) -> None:
        """Keep what a record of the journal says."""
        match record:
            case Saved():
                for change in record.changes:
                    self._put(change)
            case SeenTo():
                self._remove(record.job)
            case Tried():
                known = self.jobs[record.job]
                self._leased.pop(known.id, None)
                due = record.again or known.due
                tried = evolve(known, tries=known.tries + 1, reason=record.reason, due=due)
                self.jobs[known.id] = tried
                if record.again is None:
                    self._parked.add(known.id)
            case Revived():
                self._parked.remove(record.job)
                self.jobs[record.job] = evolve(self.jobs[record.job], due=record.at, tries=0)

    def _note(self, record: SeenTo | Tried | Revived) -> None:
        with self._journal.lock:
            if record.job in self.jobs:
                self._journal.append(record)

    def _put(self, change: Change) -> None:
        key = (change.after.kind(), change.after.id)
        for moment in change.gone().moments:
            self._remove(self._moments.pop((key, moment)))
        for event in change.events:
            self._queue(Job(self._name(key), *key, due=event.at, event=event))
        for moment in sorted(change.come().moments, key=lambda each: (each.due, each.code)):
            self._moments[key, moment] = name = self._name(key)
            self._queue(Job(name, *key, due=moment.due, moment=moment.code))

    def _name(self, key: Key) -> UUID:
        # The same journal gives the same names: what it says of a job finds it again.
        self._count += 1
        return uuid5(key[1], f"job {self._count}")

    def _queue(self, job: Job) -> None:
        self.jobs[job.id] = job

    def _remove(self, id: UUID) -> None:
        self.jobs.pop(id, None)
        self._leased.pop(id, None)
        self._parked.discard(id)
