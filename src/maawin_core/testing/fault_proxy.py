"""A line that can be made to fail: it stands between an adapter and its test provider.

    proxy = FaultProxy("127.0.0.1", 9090)      # then give the adapter `proxy.url`
    proxy.fail_next(Loss.HALF, b"/refunds")    # the next request that has this in its first line

One request a connection: the adapter says `Connection: close`, or its provider closes.
"""

from __future__ import annotations

import re
import socket
import time
from contextlib import suppress
from threading import Thread

from .payment_subject import Loss

SLOWNESS = 3  # seconds; give the adapter under test a time-out that is shorter
GARBLED = (
    b"HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 24\r\n\r\n"
    b"<h1>Upstream failed</h1>"
)


class FaultProxy:
    """Carries requests to a server on this machine, and spoils one when it is told to."""

    def __init__(self, host: str, port: int) -> None:
        self.upstream = (host, port)
        self.how: Loss | None = None
        self.of: tuple[bytes, ...] = ()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        Thread(target=self._accept, daemon=True).start()

    def fail_next(self, how: Loss, *of: bytes) -> None:
        """Spoil the next request whose first line has one of these; `Loss.DOWN` spoils all."""
        self.how, self.of = how, of

    def mend(self) -> None:
        """Carry everything again."""
        self.how = None

    def close(self) -> None:
        """Nothing is carried any more."""
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):  # closed
            while True:
                caller, _ = self._listening.accept()
                Thread(target=self._carry, args=(caller,), daemon=True).start()

    def _carry(self, caller: socket.socket) -> None:
        with caller, suppress(OSError):
            asked = _request(caller)
            how = self._spoils(asked.split(b"\r\n", 1)[0])
            if how is Loss.DOWN:
                return
            answer = self._asked_upstream(asked)
            if how is Loss.SLOW:
                time.sleep(SLOWNESS)
            if how is Loss.GARBLED:
                answer = GARBLED
            if how is Loss.HALF:
                answer = answer[: len(answer) - len(answer.partition(b"\r\n\r\n")[2]) // 2 - 1]
            if how not in (Loss.CUT, Loss.UNREAD):
                caller.sendall(answer)

    def _spoils(self, line: bytes) -> Loss | None:
        how = self.how
        if how is Loss.DOWN:
            return how
        if how is None or not any(each in line for each in self.of):
            return None
        self.how = None
        return how

    def _asked_upstream(self, asked: bytes) -> bytes:
        answer = b""
        with socket.create_connection(self.upstream, timeout=30) as server:
            server.sendall(asked)
            while piece := server.recv(65_536):
                answer += piece
        return answer


def _request(caller: socket.socket) -> bytes:
    """One request, to the end of its body."""
    caller.settimeout(30)
    asked = b""
    while b"\r\n\r\n" not in asked:
        piece = caller.recv(65_536)
        if not piece:
            return asked
        asked += piece
    head, _, body = asked.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)\r\ncontent-length: *([0-9]+)", head)
    while length and len(body) < int(length[1]):
        body += caller.recv(65_536)
    return head + b"\r\n\r\n" + body
