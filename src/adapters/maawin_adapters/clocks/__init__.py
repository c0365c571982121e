"""Clocks: the machine's, and one that stands still until it is moved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from attrs import define


class SystemClock:
    """The machine's time."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@define
class StoppedClock:
    """Stands at *at* until somebody moves it: for tests, stories and the demo."""

    at: datetime = datetime(2026, 1, 5, 6, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def move(self, step: timedelta) -> None:
        """Let time pass."""
        self.at += step

    def set(self, at: datetime) -> None:
        """Go to an instant."""
        self.at = at
