"""How long it takes to begin: the core's import, the command's help, the idle server's memory."""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

_MAAWIN = str(Path(sys.executable).with_name("maawin"))


def _seconds(*command: str) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def import_seconds(repeats: int = 15) -> float:
    """The core's import beyond the interpreter's own start; medians of one interleaved run."""
    bare, core = [], []
    for _ in range(repeats):
        bare.append(_seconds(sys.executable, "-c", "pass"))
        core.append(_seconds(sys.executable, "-W", "ignore", "-c", "import maawin_core.rulebook"))
    return statistics.median(core) - statistics.median(bare)


def help_ratio(repeats: int = 15) -> float:
    """How many times as long as `python -c pass` the command's help takes."""
    bare, told = [], []
    for _ in range(repeats):
        bare.append(_seconds(sys.executable, "-c", "pass"))
        told.append(_seconds(_MAAWIN, "--help"))
    return statistics.median(told) / statistics.median(bare)


def idle_megabytes() -> float:
    """The resident memory of a server that has answered one request, on an empty SQLite file."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        environment = os.environ | {
            "MAAWIN_DATABASE": f"sqlite:///{folder}/idle.db",
            "MAAWIN_FILES": f"{folder}/files",
            "MAAWIN_PORT": str(port),
        }
        subprocess.run([_MAAWIN, "db", "upgrade"], env=environment, check=True, capture_output=True)
        server = subprocess.Popen(
            [_MAAWIN, "serve"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for(port)
            return _resident_megabytes(server.pid)
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the server did not come up")


def _resident_megabytes(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise LookupError("no VmRSS")
