"""How people meet: what an interview asks of a provider of meetings."""

from __future__ import annotations

from enum import StrEnum


class Means(StrEnum):
    """In one room, by telephone, or by a link."""

    IN_PERSON = "in_person"
    TELEPHONE = "telephone"
    LINK = "link"
