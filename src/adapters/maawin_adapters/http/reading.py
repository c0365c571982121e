"""Reading a request: a body that nobody could have meant is refused before anything is done."""

from __future__ import annotations

from typing import Any

from litestar import Request
from litestar.exceptions import ClientException


class PlainRequest(Request[Any, Any, Any]):
    """A request whose body may be nested only so deep as a decoder can follow."""

    async def json(self) -> Any:
        """The body's JSON; a problem for the caller if it is nested without end."""
        try:
            return await super().json()
        except RecursionError as fault:
            raise ClientException("the JSON is nested too deeply") from fault
        except UnicodeDecodeError as fault:
            raise ClientException("the JSON is not in UTF-8") from fault
