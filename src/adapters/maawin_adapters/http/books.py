"""The books and parked jobs over HTTP (M9, M16)."""

from __future__ import annotations

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from maawin_core.access.use_cases import (
    ListParkedJobs,
    RetryJob,
)
from maawin_core.books.use_cases import ReadBooks
from maawin_core.kernel.parties import Actor

from .access_views import (
    AccountView,
    JobView,
)
from .wire import MoneyWire, PageView


class Books(Controller):
    """The books, for those who watch the money."""

    path = "/books"
    tags = ["Books"]

    @get("/accounts", sync_to_thread=True)
    def list_accounts(
        self,
        actor: NamedDependency[Actor],
        read_books: NamedDependency[ReadBooks],
        name: FromQuery[str] = "",
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[AccountView]:
        """Accounts and what stands on them."""
        page = read_books(actor, name=name, after=after, limit=limit)
        accounts = [
            AccountView(name=account.name, of=account.of, balance=MoneyWire.of(balance))
            for account, balance in page.items
        ]
        return PageView(accounts, page.next)

    @get("/sums", sync_to_thread=True)
    def sum_books(
        self, actor: NamedDependency[Actor], read_books: NamedDependency[ReadBooks]
    ) -> dict[str, int]:
        """The sum of all balances by currency, in minor units: 0, or something is wrong."""
        return read_books.sums(actor)


class Jobs(Controller):
    """What the platform gave up on."""

    path = "/jobs"
    tags = ["Access"]

    @get("/parked", sync_to_thread=True)
    def list_parked_jobs(
        self,
        actor: NamedDependency[Actor],
        list_parked_jobs: NamedDependency[ListParkedJobs],
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[JobView]:
        """Jobs that a person must look at."""
        page = list_parked_jobs(actor, after=after, limit=limit)
        jobs = [
            JobView(
                id=job.id,
                name=job.name,
                thing=job.kind,
                about=job.about,
                due=job.due,
                tries=job.tries,
                reason=job.reason,
            )
            for job in page.items
        ]
        return PageView(jobs, page.next)

    @post("/{job_id:uuid}/retry", status_code=204, sync_to_thread=True)
    def retry_job(
        self,
        job_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        retry_job: NamedDependency[RetryJob],
    ) -> None:
        """Let a parked job be tried again."""
        retry_job(actor, job_id)
