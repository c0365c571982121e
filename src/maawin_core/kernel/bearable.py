"""What no calendar and no column of a database could carry is refused at every door."""

from __future__ import annotations

from datetime import date

from .errors import RuleBroken

_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_MOST = 1_000_000_000


def must_be_bearable(field: str, value: object) -> None:
    """Refuse a day outside 1900 to 2199, a count beyond a thousand million, and text with a null
    character, which a database cannot keep."""
    match value:
        case date() if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
            raise RuleBroken("day_unbearable", field=field, found=value)
        case int() if abs(value) > _MOST:
            raise RuleBroken("count_unbearable", field=field, needed=_MOST)
        case str() if "\x00" in value:
            raise RuleBroken("text_unbearable", field=field)
        case list() | tuple():
            for each in value:
                must_be_bearable(field, each)
