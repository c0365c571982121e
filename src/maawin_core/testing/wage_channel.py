"""The kit of `ports/wage_channel.py` (M11): a channel that passes it can be trusted with wages.

A third party's whole test is a subclass with one fixture:

    class TestMyBank(WageChannelContract):
        @pytest.fixture
        def channel(self):
            return MyBankChannel(url="http://localhost:9091", merchant="M-1")
"""

from __future__ import annotations

from uuid import UUID

import pytest

from ..kernel.answer import Accepted, Refused, Unknown
from ..kernel.identity import new_id
from ..ports.wage_channel import WageChannel, WageFile
from .sample import together

TEXT = "Employer EID,File Creation Date\r\n10007230,20260105\r\n"
FILE = WageFile("SIF_10007230_QNB_20260105_0900.csv", TEXT)
OTHER = WageFile("SIF_10007230_QNB_20260105_0901.csv", TEXT + "000001,ماريا سانتوس\r\n")


class WageChannelContract:
    """Every promise of a channel for wages, one test each."""

    @pytest.fixture
    def channel(self) -> WageChannel:
        """The channel under test, for each test anew."""
        raise NotImplementedError("Override the fixture `channel`: return the channel under test.")

    @pytest.fixture
    def call(self) -> UUID:
        return new_id()

    def handed_on(self, channel: WageChannel, reference: str) -> WageFile | None:
        """What was handed on under a reference, where the channel can show it; None if not."""
        return None

    def test_what_it_accepts_has_a_reference(self, channel: WageChannel, call: UUID) -> None:
        answer = channel.submit(call, FILE)
        assert isinstance(answer, Accepted)
        assert answer.reference

    def test_the_same_name_twice_is_one_transfer_answered_alike(
        self, channel: WageChannel, call: UUID
    ) -> None:
        assert channel.submit(call, FILE) == channel.submit(call, FILE)

    def test_the_first_file_of_a_name_stays_whatever_is_sent_under_it_later(
        self, channel: WageChannel, call: UUID
    ) -> None:
        first = channel.submit(call, FILE)
        assert channel.submit(call, OTHER) == first
        assert isinstance(first, Accepted)
        assert self.handed_on(channel, first.reference) in (FILE, None)

    def test_two_names_are_two_transfers_even_of_the_same_file(self, channel: WageChannel) -> None:
        answers = [channel.submit(new_id(), FILE) for _ in range(2)]
        references = {each.reference for each in answers if isinstance(each, Accepted)}
        assert len(references) == 2

    def test_a_file_is_handed_on_whole_and_unchanged(
        self, channel: WageChannel, call: UUID
    ) -> None:
        answer = channel.submit(call, OTHER)
        assert isinstance(answer, Accepted)
        assert self.handed_on(channel, answer.reference) in (OTHER, None)

    def test_whoever_is_in_a_hurry_is_answered_alike(
        self, channel: WageChannel, call: UUID
    ) -> None:
        answers = together(8, lambda _: channel.submit(call, FILE))
        assert len({str(answer) for answer in answers}) == 1

    @pytest.mark.parametrize("name", ["", "../out.csv", "a/b.csv", "a b.csv", ".hidden", "x" * 200])
    def test_a_name_that_is_no_file_name_leads_nowhere(
        self, channel: WageChannel, call: UUID, name: str
    ) -> None:
        answer = channel.submit(call, WageFile(name, TEXT))
        assert isinstance(answer, Accepted | Refused | Unknown)
        if isinstance(answer, Accepted):
            assert ".." not in answer.reference

    def test_an_answer_shows_nobody(self, channel: WageChannel, call: UUID) -> None:
        assert "ماريا" not in repr(channel.submit(call, OTHER))
        assert "ماريا" not in repr(channel)
        assert "ماريا" not in repr(OTHER)
