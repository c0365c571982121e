"""localstripe in a process of its own, on loopback only: as it ships it listens on every interface,
and keeps its store in one file for the whole machine.

Its address is printed; it ends when its input is closed.
"""

import builtins
import os
import runpy
import socket
import sys
from threading import Thread

SHARED = "/tmp/localstripe.pickle"


class Loopback(socket.socket):
    """What was to listen everywhere listens here, and says where."""

    def __init__(self, family=-1, *rest, **named):
        family = socket.AF_INET if family == socket.AF_INET6 else family
        super().__init__(family, *rest, **named)

    def bind(self, address):
        everywhere = address[0] == "::"
        super().bind(("127.0.0.1", address[1]) if everywhere else address)
        if everywhere:
            self.listen()
            print(f"http://127.0.0.1:{self.getsockname()[1]}", file=sys.__stdout__, flush=True)


def kept_nowhere(file, *rest, _open=builtins.open, **named):
    return _open(os.devnull if file == SHARED else file, *rest, **named)


def end_with_input():
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    socket.socket, builtins.open = Loopback, kept_nowhere
    Thread(target=end_with_input, daemon=True).start()
    sys.argv = ["localstripe", "--from-scratch", "--port", "0"]
    sys.stdout = sys.stderr
    runpy.run_module("localstripe", run_name="__main__")
