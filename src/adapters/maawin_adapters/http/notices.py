"""Notices and histories over HTTP (M5, M16)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from maawin_core.access.use_cases import LookAt, ShowHistory
from maawin_core.kernel.aggregate import Aggregate, Version, kinds_of
from maawin_core.kernel.errors import listed, require
from maawin_core.kernel.parties import Actor
from maawin_core.notices.notice import Notice
from maawin_core.notices.use_cases import ListNotices, ReadNotice
from maawin_core.words.catalogue import sentence

from .access_views import HappenedView, NoticeLine, NoticeView, happened
from .problems import language_of
from .wire import PageView


def _line(notice: Notice, language: str) -> NoticeLine:
    return NoticeLine(
        key=notice.id,
        party=str(notice.party),
        code=notice.code,
        text=sentence(f"notice.{notice.code}", language, notice.facts),
        thing=notice.thing,
        about=notice.about,
        at=notice.at,
        read=notice.read_at is not None,
    )


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
        request: Request[Any, Any, Any],
        actor: NamedDependency[Actor],
        list_notices: NamedDependency[ListNotices],
        read: FromQuery[bool | None] = None,
        after: FromQuery[str | None] = None,
        limit: FromQuery[int] = 50,
    ) -> PageView[NoticeLine]:
        """What the caller's party was told, newest first."""
        page = list_notices(actor, read, after=after, limit=limit)
        language = language_of(request)
        return PageView([_line(notice, language) for notice in page.items], page.next)

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
        kinds = kinds_of(Aggregate)
        require(kind in kinds, "kind_not_kept", found=kind, needed=listed(kinds))
        page = show_history(actor, kinds[kind], thing_id, after=after, limit=limit)
        language = language_of(request)
        return PageView([happened(kept, language) for kept in page.items], page.next)
