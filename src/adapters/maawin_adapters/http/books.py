"""The books and parked jobs over HTTP (M9, M16)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from maawin_core.access.use_cases import (
    ListParkedJobs,
    RetryJob,
)
from maawin_core.books.use_cases import ReadBooks
from maawin_core.kernel.entry import Account
from maawin_core.kernel.parties import Actor
from maawin_core.payments.use_cases import Reconcile

from .access_views import (
    AccountView,
    JobView,
)
from .statement_views import ReconciliationView, SettlementBody, StatementLineView
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

    @get("/statement", sync_to_thread=True)
    def read_statement(
        self,
        actor: NamedDependency[Actor],
        read_books: NamedDependency[ReadBooks],
        name: FromQuery[str],
        of: FromQuery[str] = "",
        currency: FromQuery[str] = "QAR",
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[StatementLineView]:
        """What happened to one account, oldest first, with its running balance."""
        account = Account(name, of)
        page = read_books.statement(actor, account, currency, after=after, limit=limit)
        return PageView([StatementLineView.of(line) for line in page.items], page.next)

    @get("/reconciliation/{provider:str}", sync_to_thread=True)
    def reconcile_day(
        self,
        provider: FromPath[str],
        day: FromQuery[date],
        actor: NamedDependency[Actor],
        reconcile: NamedDependency[Reconcile],
    ) -> ReconciliationView:
        """Hold a provider's own list of a day against the books."""
        return ReconciliationView.of(reconcile(actor, provider, day=day))

    @post("/reconciliation/{provider:str}", status_code=200, sync_to_thread=True)
    def reconcile_file(
        self,
        provider: FromPath[str],
        data: JSONBody[SettlementBody],
        actor: NamedDependency[Actor],
        reconcile: NamedDependency[Reconcile],
    ) -> ReconciliationView:
        """Hold a provider's settlement, as the text of its CSV file, against the books."""
        return ReconciliationView.of(reconcile(actor, provider, csv=data.csv))


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
