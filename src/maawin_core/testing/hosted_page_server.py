"""The provider of `hosted_page_provider.py` over HTTP, on this machine only."""

from __future__ import annotations

import json
import re
import sys
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from .hosted_page_provider import NUMBER, TOKEN, HostedPageProvider, Wrong

PAGE = """<!doctype html><title>Pay</title>
<form method=post><input name=card placeholder=card><button>Pay</button></form>"""


class Server(ThreadingHTTPServer):
    """One provider at one address."""

    daemon_threads = True

    def __init__(self, provider: HostedPageProvider) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.provider = provider
        provider.url = f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    """The API under `/v2`, the page of an invoice under `/pay`, what tests need under `/_test`."""

    server: Server

    def do_GET(self) -> None:
        """A page, or something that a test asks."""
        parts = urlsplit(self.path)
        match parts.path.split("/")[1:]:
            case ["pay", _]:
                self._send(200, PAGE, "text/html")
            case ["_test", *asked]:
                self._send(200, json.dumps(self._tested(asked, parse_qs(parts.query))))
            case _:
                self._send(404, "{}")

    def do_POST(self) -> None:
        """A request of the platform, or a payer on her page."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        match self.path.split("/")[1:]:
            case ["pay", id]:
                card = parse_qs(body.decode()).get("card", [""])[0]
                went = self.server.provider.pay(id, card)
                self._send(200, "paid" if went else "refused: try another card", "text/plain")
            case ["v2", what]:
                self._answer(what, body)
            case _:
                self._send(404, "{}")

    def _answer(self, what: str, body: bytes) -> None:
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            self._send(401, json.dumps({"Message": "Authorization has been denied"}))
            return
        key = self.headers.get("Idempotency-Key", "")
        try:
            asked = json.loads(body, parse_float=str)
            made = self.server.provider.answer(what, asked, key)
        except Wrong as wrong:
            faults = [{"Name": wrong.field, "Error": wrong.message}] if wrong.field else None
            told = {"IsSuccess": False, "Message": wrong.message, "ValidationErrors": faults}
            self._send(wrong.status, json.dumps({**told, "Data": None}))
            return
        told = {"IsSuccess": True, "Message": "", "ValidationErrors": None, "Data": made}
        # Amounts are JSON numbers, digit for digit.
        self._send(200, re.sub(rf'"{NUMBER}([0-9.]+)"', r"\1", json.dumps(told)))

    def _tested(self, asked: list[str], query: dict[str, list[str]]) -> Any:
        provider = self.server.provider
        match asked:
            case ["events", call]:
                found = [each for each in provider.events if each[0].startswith(call)]
                return [(body.decode(), headers) for _, body, headers in found]
            case ["bank", call]:
                return provider.bank(call)
            case ["expire", id]:
                return provider.expire(id)
            case ["foreign"]:
                return provider.foreign()
            case ["pass", seconds]:
                provider.passed += timedelta(seconds=int(seconds))
            case ["offer", ids]:
                provider.offers = set(ids.split(","))
            case ["deliver", times]:
                return provider.deliver(query["url"][0], int(times))
        return None

    def _send(self, status: int, text: str, kind: str = "application/json") -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: what is asked has tokens in it."""


def main() -> None:
    """Serve until the input ends."""
    currency = sys.argv[1] if len(sys.argv) > 1 else "QAR"
    server = Server(HostedPageProvider(currency))
    Thread(target=server.serve_forever, daemon=True).start()
    print(server.provider.url, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
