"""The kit of `ports/notifier.py` (M5): what was accepted arrives, and can be told from a copy."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from attrs import frozen

from ..kernel.answer import Accepted, Refused, Unknown
from ..kernel.identity import new_id
from ..ports.notifier import Message, Notifier


@frozen
class Arrived:
    """A message as its receiver has it; *id* is how she can tell it from a copy."""

    id: str
    to: str
    subject: str
    text: str


@frozen
class Channel:
    """A notifier, what arrived through it, and how to cut its line."""

    notifier: Notifier
    arrived: Callable[[], list[Arrived]]
    cut: Callable[[], None]


class NotifierContract:
    """Every promise of a channel, one test each. What it cannot do it declares."""

    good_address: str
    bad_address: str | None = None
    """One that is always refused; None if the channel never knows."""
    subject_arrives = True

    @pytest.fixture
    def channel(self) -> Channel:
        """The channel under test, for each test anew."""
        raise NotImplementedError(
            "Override the fixture `channel`: return Channel(notifier, arrived, cut), where "
            "`arrived()` lists what came to test addresses and `cut()` breaks the line."
        )

    def test_what_was_accepted_arrives(self, channel: Channel) -> None:
        answer = channel.notifier.send(new_id(), self._message())
        assert isinstance(answer, Accepted)
        assert answer.reference
        (arrived,) = channel.arrived()
        assert (arrived.to, arrived.text.strip()) == (self.good_address, "The fee is due.")

    @pytest.mark.parametrize(
        ("language", "subject", "text"),
        [
            ("ar", "إشعار من معاون", "سُدّدت الرسوم: ١٤٠٠٠ ريال.\n\nشكرًا"),
            ("en", "A notice — “paid”", "QAR 14,000.00\n.\nA line with a point alone"),
            ("ne", "सूचना", "x" * 2000),
        ],
    )
    def test_words_of_every_language_arrive_as_they_are(
        self, channel: Channel, language: str, subject: str, text: str
    ) -> None:
        message = Message(self.good_address, subject, text, language)
        assert isinstance(channel.notifier.send(new_id(), message), Accepted)
        (arrived,) = channel.arrived()
        assert arrived.text.strip() == text
        if self.subject_arrives:
            assert arrived.subject == subject

    def test_the_receiver_can_tell_a_message_from_its_copy(self, channel: Channel) -> None:
        call = new_id()
        for each in (call, call, new_id()):
            assert isinstance(channel.notifier.send(each, self._message()), Accepted)
        assert len({arrived.id for arrived in channel.arrived()}) == 2

    def test_a_bad_address_is_refused(self, channel: Channel) -> None:
        if self.bad_address is None:
            pytest.skip("declared: the channel never knows that an address is bad")
        message = Message(self.bad_address, "x", "x", "en")
        assert isinstance(channel.notifier.send(new_id(), message), Refused)
        assert channel.arrived() == []

    def test_a_refused_message_does_not_spoil_the_next(self, channel: Channel) -> None:
        if self.bad_address is not None:
            channel.notifier.send(new_id(), Message(self.bad_address, "x", "x", "en"))
        assert isinstance(channel.notifier.send(new_id(), self._message()), Accepted)

    def test_trouble_on_the_line_is_unknown(self, channel: Channel) -> None:
        channel.cut()
        assert channel.notifier.send(new_id(), self._message()) == Unknown()

    def _message(self) -> Message:
        return Message(self.good_address, "A notice", "The fee is due.", "en")
