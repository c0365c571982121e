"""The job loop: takes what is due, again and again, until it is told to stop."""

from __future__ import annotations

import logging
import threading

from attrs import define, field

from maawin_core.delivery import Deliver

PAUSE_SECONDS = 1.0

_log = logging.getLogger("maawin.jobs")


@define
class JobLoop:
    """Delivers in a thread of its own, or in the caller's. Several may share one database."""

    deliver: Deliver
    pause_seconds: float = PAUSE_SECONDS
    _stop: threading.Event = field(factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Deliver in a thread until `stop`."""
        self._thread = threading.Thread(target=self.run, name="maawin-jobs", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish the round, and end."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=30)

    def run(self) -> None:
        """Deliver in this thread until somebody calls `stop`."""
        while not self._stop.is_set():
            if not self._round():
                self._stop.wait(self.pause_seconds)

    def _round(self) -> int:
        try:
            return self.deliver()
        except Exception as fault:  # the database may be away for a while: the loop must not be
            _log.error("job round failed: %s", type(fault).__name__)
            return 0
