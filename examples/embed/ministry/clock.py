"""A calendar that somebody turns."""

from datetime import UTC, datetime

from attrs import define


@define
class Calendar:
    """Shows the instant that it was turned to."""

    at: datetime = datetime(2025, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def set(self, at: datetime) -> None:
        self.at = at
