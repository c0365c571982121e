"""Coming in, tasks, notices, history, jobs and the books over HTTP (M1, M16)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from maawin_core.access.sign_in import SignIn, SignInRow
from maawin_core.access.use_cases import (
    Browse,
    EndSignIn,
    GiveSignIn,
    ListTasks,
)
from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.identity import Identity, SignInId
from maawin_core.kernel.parties import Actor
from maawin_core.words.catalogue import word

from .access_views import (
    SignInBody,
    SignInView,
    TaskView,
)
from .problems import language_of
from .wire import PageView, PartyWire, browsed, row_view


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
