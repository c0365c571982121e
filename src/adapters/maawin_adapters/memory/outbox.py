"""Jobs of a `MemoryStorage`, handed on at least once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from attrs import define, evolve, field

from maawin_core.kernel.plain import bounded, cursor, instant, read_cursor
from maawin_core.ports.lists import MOST
from maawin_core.ports.outbox import Job
from maawin_core.ports.storage import Page

from .storage import MemoryStorage


@define
class MemoryOutbox:
    """Leases and tries; the jobs themselves stand in the storage."""

    _storage: MemoryStorage
    _leased: dict[UUID, datetime] = field(factory=dict)
    _parked: dict[UUID, None] = field(factory=dict)

    def take(self, now: datetime, until: datetime, limit: int) -> tuple[Job, ...]:
        with self._storage.lock:
            due = [job for job in self._free(now, until) if job.due <= now]
            taken = sorted(due, key=lambda job: job.due)[:limit]  # of equals the first kept
            self._leased |= {job.id: until for job in taken}
            return tuple(taken)

    def done(self, job: Job) -> None:
        with self._storage.lock:
            self._storage.jobs.pop(job.id, None)
            self._leased.pop(job.id, None)

    def failed(self, job: Job, reason: str, again: datetime | None) -> None:
        with self._storage.lock:
            if job.id not in self._storage.jobs:
                return
            self._leased.pop(job.id, None)
            known = self._storage.jobs[job.id]
            tried = evolve(known, tries=known.tries + 1, reason=reason, due=again or known.due)
            self._storage.jobs[job.id] = tried
            if again is None:
                self._parked[job.id] = None

    def parked(self, *, after: str | None = None, limit: int = 50) -> Page[Job]:
        limit = bounded(limit, MOST)
        with self._storage.lock:
            jobs = [job for id, job in self._storage.jobs.items() if id in self._parked]
        jobs.sort(key=lambda job: [instant(job.due), str(job.id)])
        if after:
            last = read_cursor(after, str, str)
            jobs = [job for job in jobs if [instant(job.due), str(job.id)] > last]
        more = len(jobs) > limit
        end = cursor([instant(jobs[limit - 1].due), str(jobs[limit - 1].id)]) if more else None
        return Page(tuple(jobs[:limit]), end)

    def retry(self, id: UUID, now: datetime) -> bool:
        with self._storage.lock:
            if id not in self._parked or id not in self._storage.jobs:
                return False
            del self._parked[id]
            self._storage.jobs[id] = evolve(self._storage.jobs[id], due=now, tries=0)
            return True

    def next_due(self) -> datetime | None:
        with self._storage.lock:
            waiting = [job for job in self._storage.jobs.values() if job.id not in self._parked]
            return min((self._leased.get(job.id, job.due) for job in waiting), default=None)

    def _free(self, now: datetime, until: datetime) -> list[Job]:
        return [
            job
            for job in self._storage.jobs.values()
            if job.id not in self._parked
            and not now < self._leased.get(job.id, now) <= until + (until - now)
        ]
