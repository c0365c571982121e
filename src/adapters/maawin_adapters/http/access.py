"""Coming in, tasks, notices, history, jobs and the books over HTTP (M1, M16)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from maawin_core.access.sign_in import SignIn, SignInRow, SignInStatus
from maawin_core.access.use_cases import (
    Browse,
    EndSignIn,
    GiveSignIn,
    ListParkedJobs,
    ListTasks,
    LookAt,
    RetryJob,
    ShowHistory,
)
from maawin_core.books.use_cases import ReadBooks
from maawin_core.kernel.aggregate import Aggregate, Version, field_names, kinds_of, snake
from maawin_core.kernel.errors import NotFound
from maawin_core.kernel.identity import Identity, SignInId
from maawin_core.kernel.parties import Actor, Role
from maawin_core.notices.notice import Notice, NoticeRow
from maawin_core.notices.use_cases import ReadNotice
from maawin_core.words.catalogue import sentence, word

from .problems import language_of
from .wire import Body, MoneyWire, PageView, PartyWire, View, browsed, plain_value, row_view


class SignInBody(Body):
    """A person who is to come in; the token is hers to keep, and is stored as a digest only."""

    name: str
    role: Role
    party: PartyWire
    token: str
    email: str = ""
    language: str = "ar"
    until: date | None = None


class SignInView(View):
    """A way in."""

    id: UUID
    version: int
    role: Role
    party: PartyWire
    language: str
    until: date | None
    status: SignInStatus

    @classmethod
    def of(cls, sign_in: SignIn) -> SignInView:
        """The sign-in as it travels: without its token."""
        return cls(
            id=sign_in.id,
            version=sign_in.version,
            role=sign_in.role,
            party=PartyWire.of(sign_in.party),
            language=sign_in.language,
            until=sign_in.until,
            status=sign_in.status,
        )


class TaskView(View):
    """What a party owes next."""

    code: str
    text: str
    owner: PartyWire
    to: PartyWire
    due: datetime
    thing: str
    about: UUID
    request: UUID | None


class NoticeView(View):
    """What a party was told, in the reader's language."""

    id: UUID
    version: int
    code: str
    text: str
    thing: str
    about: UUID
    at: datetime
    read: bool


class HappenedView(View):
    """One line of a history."""

    seq: int
    at: datetime
    role: Role
    event: str
    text: str
    facts: dict[str, Any]


class AccountView(View):
    """An account of the books, and what stands on it."""

    name: str
    of: str
    balance: MoneyWire


class JobView(View):
    """A job that was given up on."""

    id: UUID
    name: str
    thing: str
    about: UUID
    due: datetime
    tries: int
    reason: str


class Me(Controller):
    """The caller herself."""

    path = "/me"
    tags = ["Access"]

    @get("/", sync_to_thread=False)
    def look_at_me(self, sign_in: NamedDependency[SignIn]) -> SignInView:
        """Who the caller is to the platform."""
        return SignInView.of(sign_in)

    @get("/tasks", sync_to_thread=True)
    def list_tasks(
        self,
        request: Request[Any, Any, Any],
        actor: NamedDependency[Actor],
        list_tasks: NamedDependency[ListTasks],
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[TaskView]:
        """What the caller's party owes next, the earliest due first."""
        language = language_of(request)
        page = list_tasks(actor, after=after, limit=limit)
        tasks = [
            TaskView(
                code=owed.obligation.code,
                text=word("obligation", owed.obligation.code, language),
                owner=PartyWire.of(owed.obligation.owner),
                to=PartyWire.of(owed.obligation.to),
                due=owed.obligation.due,
                thing=owed.kind,
                about=owed.about,
                request=owed.obligation.request,
            )
            for owed in page.items
        ]
        return PageView(tasks, page.next)


class SignIns(Controller):
    """Ways in, for the administrator."""

    path = "/sign-ins"
    tags = ["Access"]

    @get("/", sync_to_thread=True)
    def browse_sign_ins(
        self,
        actor: NamedDependency[Actor],
        browse: NamedDependency[Browse],
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[row_view(SignInRow)]:  # type: ignore[valid-type]
        """Who may come in."""
        return browsed(browse, actor, SignInRow, after=after, limit=limit)

    @post("/", sync_to_thread=True)
    def give_sign_in(
        self,
        data: JSONBody[SignInBody],
        actor: NamedDependency[Actor],
        give_sign_in: NamedDependency[GiveSignIn],
    ) -> SignInView:
        """Give a person a way in."""
        given = give_sign_in(
            actor,
            Identity(name=data.name, email=data.email),
            data.role,
            data.party.party,
            data.token,
            language=data.language,
            until=data.until,
        )
        return SignInView.of(given)

    @post("/{sign_in_id:uuid}/end", status_code=200, sync_to_thread=True)
    def end_sign_in(
        self,
        sign_in_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        end_sign_in: NamedDependency[EndSignIn],
    ) -> SignInView:
        """Close a way in."""
        return SignInView.of(end_sign_in(actor, SignInId(sign_in_id), seen=seen))


def _notice(notice: Notice, language: str) -> NoticeView:
    return NoticeView(
        id=notice.id,
        version=notice.version,
        code=notice.code,
        text=sentence(f"notice.{notice.code}", language, notice.facts),
        thing=notice.thing,
        about=notice.about,
        at=notice.at,
        read=notice.read_at is not None,
    )


class Notices(Controller):
    """The caller's inbox."""

    path = "/notices"
    tags = ["Access"]

    @get("/", sync_to_thread=True)
    def browse_notices(
        self,
        actor: NamedDependency[Actor],
        browse: NamedDependency[Browse],
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[row_view(NoticeRow)]:  # type: ignore[valid-type]
        """What the caller's party was told, newest first."""
        return browsed(
            browse, actor, NoticeRow, order=("at",), descending=True, after=after, limit=limit
        )

    @get("/{notice_id:uuid}", sync_to_thread=True)
    def look_at_notice(
        self,
        request: Request[Any, Any, Any],
        notice_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        look_at: NamedDependency[LookAt],
    ) -> NoticeView:
        """One notice, in the reader's language."""
        return _notice(look_at(actor, Notice, notice_id), language_of(request))

    @post("/{notice_id:uuid}/read", status_code=200, sync_to_thread=True)
    def read_notice(
        self,
        request: Request[Any, Any, Any],
        notice_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        seen: NamedDependency[Version | None],
        read_notice: NamedDependency[ReadNotice],
    ) -> NoticeView:
        """Mark a notice as read."""
        return _notice(read_notice(actor, notice_id, seen=seen), language_of(request))


class History(Controller):
    """What has happened to anything that the caller may see."""

    path = "/history"
    tags = ["Access"]

    @get("/{kind:str}/{thing_id:uuid}", sync_to_thread=True)
    def show_history(
        self,
        request: Request[Any, Any, Any],
        kind: FromPath[str],
        thing_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        show_history: NamedDependency[ShowHistory],
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[HappenedView]:
        """What happened, when, and in which role somebody did it; oldest first."""
        known = kinds_of(Aggregate).get(kind)
        if known is None:
            raise NotFound("not_found", thing=kind, id=thing_id)
        page = show_history(actor, known, thing_id, after=after, limit=limit)
        language = language_of(request)
        return PageView([_happened(kept, language) for kept in page.items], page.next)


def _happened(kept: Any, language: str) -> HappenedView:
    name = snake(type(kept.event).__name__)
    facts = {f: getattr(kept.event, f) for f in field_names(type(kept.event)) if f != "at"}
    return HappenedView(
        seq=kept.seq,
        at=kept.at,
        role=kept.by.role,
        event=name,
        text=sentence(f"event.{name}", language, facts),
        facts={field: plain_value(value) for field, value in facts.items()},
    )


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
