"""A batch of statements to PostgreSQL and back in one round trip, which is one transaction.

Of the time of a small transaction most goes into trips, and into what a cursor does for each
statement. So each statement is prepared once a connection, and a batch of them goes straight to
libpq: all are sent, and then one answer says that all of it is kept, or that nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping, Sequence
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from attrs import define, field
from psycopg import OperationalError, errors, generators
from psycopg.pq import ConnStatus, ExecStatus, Format
from psycopg.waiting import Ready, Wait

Values = Mapping[str, str | int | None]

#: A statement as it was compiled, its values, and whether it has to find or change a row.
Call = tuple[str, Values, bool]

_BINARY, _TEXT = Format.BINARY, Format.TEXT

_PLACE = re.compile(r"%\((\w+)\)s")


class Missed(Exception):
    """A statement that had to find or change a row found none; nothing was kept."""


@define
class Trips:
    """Remembers for each connection what is prepared on it."""

    _prepared: WeakKeyDictionary[Any, dict[str, bytes]] = field(factory=WeakKeyDictionary)

    def run(self, connection: Any, calls: Sequence[Call]) -> None:
        """All of it, or none. `Missed`, or the database's own error, says why not."""
        try:
            self._run(connection, calls)
        except errors.InvalidSqlStatementName:
            # The driver throws away all that is prepared when a table was altered or dropped on
            # this connection. Nothing of the batch was kept, so it is prepared and sent anew.
            self._prepared.pop(connection, None)
            self._run(connection, calls)

    def _run(self, connection: Any, calls: Sequence[Call]) -> None:
        known = self._prepared.setdefault(connection, {})
        wanted = [(_numbered(text, must_hit), values) for text, values, must_hit in calls]
        new = {statement: b"" for (statement, _), _ in wanted if statement not in known}
        for number, statement in enumerate(new, len(known)):
            new[statement] = b"maawin_%d" % number
        pgconn = connection.pgconn
        if new:
            _trip(connection, [(pgconn.send_prepare, (n, s.encode())) for s, n in new.items()])
            known.update(new)
        try:
            _trip(
                connection,
                [
                    (pgconn.send_query_prepared, (known[statement], *_coded(names, values)))
                    for (statement, names), values in wanted
                ],
            )
        except errors.DivisionByZero as nothing:
            raise Missed from nothing


@cache
def _numbered(text: str, must_hit: bool) -> tuple[str, tuple[str, ...]]:
    """The statement as the server wants it, and the names of its values in order.

    One that must hit divides by how many rows it hit: only so does the server itself know, before
    it keeps anything, that it must not.
    """
    names: dict[str, str] = {}
    for name in _PLACE.findall(text):
        names.setdefault(name, f"${len(names) + 1}")
    plain = _PLACE.sub(lambda found: names[found.group(1)], text).replace("%%", "%")
    if must_hit:
        asks = plain.startswith("SELECT") or "RETURNING" in plain
        plain = f"WITH hit AS ({plain}{'' if asks else ' RETURNING 1'}) SELECT 1/count(*) FROM hit"
    return plain, tuple(names)


def _coded(names: tuple[str, ...], values: Values) -> tuple[list[bytes | None], list[Format]]:
    # Text goes in binary, with its length: as text it would end where somebody wrote a zero.
    coded: list[bytes | None] = []
    formats = []
    for name in names:
        match values[name]:
            case str() as text:
                coded.append(text.encode())
                formats.append(_BINARY)
            case int() as number:
                coded.append(b"%d" % number)
                formats.append(_TEXT)
            case _:
                coded.append(None)
                formats.append(_TEXT)
    return coded, formats


def _trip(connection: Any, sent: Sequence[tuple[Any, tuple[Any, ...]]]) -> None:
    pgconn = connection.pgconn
    try:
        pgconn.enter_pipeline_mode()
        for send, what in sent:
            send(*what)
        pgconn.pipeline_sync()
        fault = connection.wait(_answers(pgconn, len(sent)))
        if pgconn.status == ConnStatus.BAD:
            raise OperationalError("the server went away")
        pgconn.exit_pipeline_mode()
    except BaseException:
        connection.close()  # in mid-trip nobody can say what is still under way on it
        raise
    if fault is not None:
        raise errors.error_from_result(fault)


def _answers(pgconn: Any, n: int) -> Generator[Wait, Ready, Any]:
    """The first fault among the answers to *n* statements and to the end of the batch, or None."""
    fault = None
    yield from generators.send(pgconn)
    for _ in range(n + 1):
        for result in (yield from generators.fetch_many(pgconn)):
            if result.status == ExecStatus.FATAL_ERROR and fault is None:
                fault = result
    return fault
