"""A line to a provider that speaks JSON over HTTPS: bounded, and never followed elsewhere."""

from __future__ import annotations

import json
import ssl
import time
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from attrs import field, frozen

from maawin_core.kernel.errors import require

LOOPBACK = ("127.0.0.1", "::1", "localhost")
LONGEST = 4_000_000  # bytes of an answer
CHUNK = 65_536


class NoAnswer(Exception):
    """Nobody answered, or not in time, or not the provider, or it does not know what happened."""


@frozen
class ProviderLine:
    """Asks under one *token*. Whatever goes wrong is `NoAnswer`: it is never known what was done.

    Only to this machine itself may it be plain HTTP.
    """

    url: str = field()
    token: str = field(repr=False)
    timeout_seconds: int = 20

    @url.validator
    def _is_private(self, _: object, url: str) -> None:
        parts = urlsplit(url)
        private = parts.scheme == "https" or parts.hostname in LOOPBACK
        require(parts.hostname and private, "provider_not_over_tls", found=url)

    def ask(self, path: str, body: str, key: str = "") -> tuple[int, Any]:
        """The status and the JSON of the answer. With *key*, asked twice it is done once."""
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Connection": "close",
        }
        if key:
            headers["Idempotency-Key"] = key
        connection = self._connection()
        try:
            connection.request("POST", path, body.encode(), headers)
            return self._read(connection.getresponse())
        except (OSError, HTTPException, ValueError, RecursionError) as trouble:
            raise NoAnswer from trouble
        finally:
            connection.close()

    def _connection(self) -> HTTPConnection:
        parts = urlsplit(self.url)
        host, port = parts.hostname or "", parts.port
        if parts.scheme == "http":
            return HTTPConnection(host, port, timeout=self.timeout_seconds)
        trusted = ssl.create_default_context()
        return HTTPSConnection(host, port, timeout=self.timeout_seconds, context=trusted)

    def _read(self, response: HTTPResponse) -> tuple[int, Any]:
        # The time-out of a socket is for each piece; this one is for all of them.
        until = time.monotonic() + self.timeout_seconds
        text = b""
        while piece := response.read1(CHUNK):
            text += piece
            if len(text) > LONGEST or time.monotonic() > until:
                raise NoAnswer
        promised = response.getheader("Content-Length")
        if promised is not None and len(text) < int(promised):
            raise NoAnswer  # cut in the middle
        if response.status >= 500 or response.status in (401, 403, 408, 429):
            raise NoAnswer
        return response.status, json.loads(text, parse_float=str)  # a float is not money
