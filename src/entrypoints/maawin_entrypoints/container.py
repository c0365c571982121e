"""Where everything is wired: the ports first, then one line a use case. Nothing clever."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import fields
from dependency_injector import containers, providers

from maawin_adapters.clocks import SystemClock
from maawin_adapters.memory import MemoryBooks, MemoryLists, MemoryOutbox, MemoryStorage
from maawin_adapters.memory.files import MemoryFiles
from maawin_adapters.notifications.none import NoChannel
from maawin_adapters.payments.sandbox import SandboxGateway
from maawin_adapters.sql import Database, SqlBooks, SqlLists, SqlOutbox, SqlStorage
from maawin_core.access import use_cases as access
from maawin_core.access.rights import Rights
from maawin_core.books import use_cases as books_
from maawin_core.delivery import Deliver
from maawin_core.disputes import use_cases as disputes
from maawin_core.journey import AFTER, WHEN_DUE
from maawin_core.notices import use_cases as notices
from maawin_core.payments import use_cases as payments

from .settings import Settings


class Ports(containers.DeclarativeContainer):
    """What the core needs from outside, by the names that use cases ask for."""

    settings = providers.Singleton(Settings)
    database = providers.Singleton(Database, settings.provided.database)
    storage = providers.Singleton(SqlStorage, database)
    lists = providers.Singleton(SqlLists, database)
    outbox = providers.Singleton(SqlOutbox, database)
    books = providers.Singleton(SqlBooks, database)
    rights = providers.Singleton(Rights)
    clock = providers.Singleton(SystemClock)
    gateway = providers.Singleton(SandboxGateway)
    notifier = providers.Singleton(NoChannel)
    files = providers.Singleton(MemoryFiles)


def _wired(use_case: type[Any]) -> providers.Factory[Any]:
    """The use case with each of its ports; a field that names no port keeps its default."""
    named = {each.name: Ports.providers[each.name] for each in fields(use_case) if _is_port(each)}
    return providers.Factory(use_case, **named)


def _is_port(each: Any) -> bool:
    return each.name in Ports.providers


class Container(Ports):
    """One line a use case: the API, the jobs, the stories and the command line find it here."""

    # access
    give_sign_in = _wired(access.GiveSignIn)
    end_sign_in = _wired(access.EndSignIn)
    recognise = _wired(access.Recognise)
    look_at = _wired(access.LookAt)
    show_history = _wired(access.ShowHistory)
    browse = _wired(access.Browse)
    list_tasks = _wired(access.ListTasks)
    list_parked_jobs = _wired(access.ListParkedJobs)
    retry_job = _wired(access.RetryJob)
    read_books = _wired(books_.ReadBooks)
    # notices
    tell_parties = _wired(notices.TellParties)
    send_notice = _wired(notices.SendNotice)
    read_notice = _wired(notices.ReadNotice)
    # payments
    ask_fee = _wired(payments.AskFee)
    pay_fee = _wired(payments.PayFee)
    settle_open_payment = _wired(payments.SettleOpenPayment)
    release_fee = _wired(payments.ReleaseFee)
    give_back_fee = _wired(payments.GiveBackFee)
    # disputes
    open_dispute = _wired(disputes.OpenDispute)
    state_case = _wired(disputes.StateCase)
    withdraw_dispute = _wired(disputes.WithdrawDispute)
    settle_dispute = _wired(disputes.SettleDispute)
    move_dispute_on = _wired(disputes.MoveDisputeOn)
    decide_dispute = _wired(disputes.DecideDispute)
    appeal_dispute = _wired(disputes.AppealDispute)
    watch_refund = _wired(disputes.WatchRefund)
    note_refund_given = _wired(disputes.NoteRefundGiven)


USE_CASES: dict[str, type[Any]] = {
    name: provider.cls
    for name, provider in Container.providers.items()
    if isinstance(provider, providers.Factory)
}


def in_memory() -> Container:
    """A container that keeps everything in memory, and nothing after the process."""
    container = Container()
    storage = MemoryStorage()
    container.storage.override(providers.Object(storage))
    container.lists.override(providers.Object(MemoryLists(storage)))
    container.outbox.override(providers.Object(MemoryOutbox(storage)))
    container.books.override(providers.Object(MemoryBooks(storage)))
    return container


def resolver(container: Container) -> Callable[[type[Any]], Callable[..., Any]]:
    """Gives the use case of a class, ready to call."""
    by_class = {use_case: name for name, use_case in USE_CASES.items()}
    return lambda use_case: container.providers[by_class[use_case]]()


def deliverer(container: Container) -> Deliver:
    """What makes events and moments have their consequences."""
    return Deliver(container.outbox(), container.clock(), resolver(container), AFTER, WHEN_DUE)
