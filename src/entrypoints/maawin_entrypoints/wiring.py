"""The container as the environment's settings want it."""

from __future__ import annotations

from pathlib import Path

from dependency_injector import providers

from maawin_adapters.files.folder import FolderFiles
from maawin_adapters.notifications.email import EmailNotifier
from maawin_adapters.sql import Database

from .container import Container
from .settings import Settings


def wired(settings: Settings | None = None, *, durable: bool = True) -> Container:
    """A container over the database, the files and the mail server that the settings name.

    Not *durable*: for seeding a database that is thrown away if the machine stops meanwhile.
    """
    chosen = settings or Settings.of()
    container = Container()
    container.settings.override(providers.Object(chosen))
    if not durable:
        database = Database(chosen.database, durable=False)
        container.database.override(providers.Object(database))
    container.files.override(providers.Singleton(FolderFiles, Path(chosen.files)))
    if chosen.smtp_host:
        container.notifier.override(
            providers.Singleton(
                EmailNotifier,
                host=chosen.smtp_host,
                port=chosen.smtp_port,
                sender=chosen.smtp_sender,
                user=chosen.smtp_user,
                password=chosen.smtp_password,
            )
        )
    return container
