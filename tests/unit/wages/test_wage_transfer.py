from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from maawin_core.kernel.answer import Accepted, Refused, Unknown
from maawin_core.kernel.errors import Refusal, RuleBroken, WrongMoment
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import employer
from maawin_core.wages.salary_file import WageSlip
from maawin_core.wages.wage_transfer import (
    BankReply,
    TransferForm,
    TransferLine,
    TransferStatus,
    WageTransfer,
)

AT = datetime(2026, 2, 1, tzinfo=UTC)
PAUSE = timedelta(minutes=30)
DAY = date(2026, 2, 1)
EMPLOYER = UUID(int=1)


def transfer(lines=2):
    made = WageTransfer(
        id=UUID(int=5),
        employer=EMPLOYER,
        month=date(2026, 1, 1),
        form=TransferForm.SALARY_FILE,
        file_name="SIF.csv",
        ordered_at=AT,
        lines=tuple(
            TransferLine(
                number=number,
                wage=UUID(int=10 + number),
                placement=UUID(int=20 + number),
                worker=UUID(int=30 + number),
                slip=WageSlip(basic=Money(1000), working_days=31),
            )
            for number in range(1, lines + 1)
        ),
    )
    return made.ordered(AT + PAUSE)


def reply(record="000001", paid=True, **more):
    said = {"reference": "B-1"} if paid else {"reason": "account_closed"}
    return BankReply(record=record, paid=paid, on=DAY, **{**said, **more})


def taken(lines=2):
    return transfer(lines).answered(Accepted("ch-1"), PAUSE, AT)


def test_a_transfer_of_nothing_is_none():
    with pytest.raises(RuleBroken, match="nothing_to_transfer"):
        transfer(0)


def test_what_the_channel_took_is_on_its_way():
    sent = taken()
    assert (sent.status, sent.reference, sent.ask_at) == (TransferStatus.TAKEN, "ch-1", None)
    (entry,) = sent.events[-1].entries()
    assert {leg.account.name: leg.amount for leg in entry.legs} == {
        "wage_in": -Money(2000),
        "wage_on_the_way": Money(2000),
    }


def test_what_the_channel_refused_never_was_on_its_way():
    refused = transfer().answered(Refused("closed"), PAUSE, AT)
    assert refused.status is TransferStatus.NOT_TAKEN
    assert refused.events[-1].entries() == ()
    assert refused.moments() == frozenset()
    assert refused.answered(Accepted("later"), PAUSE, AT) is refused


def test_silence_is_asked_again():
    silent = transfer().answered(Unknown(), PAUSE, AT)
    assert silent.status is TransferStatus.UNANSWERED
    assert {(m.code, m.due) for m in silent.moments()} == {("transfer_unanswered", AT + PAUSE)}
    assert silent.answered(Accepted("x"), PAUSE, AT).status is TransferStatus.TAKEN


def test_the_bank_answers_record_by_record_and_each_once():
    one = taken().replied(reply(), AT)
    assert one.status is TransferStatus.TAKEN
    assert one.replied(reply(), AT) is one
    with pytest.raises(RuleBroken, match="record_answered_before"):
        one.replied(reply(paid=False), AT)
    both = one.replied(reply("2", paid=False), AT)
    assert both.status is TransferStatus.ANSWERED
    assert both.line("000002").reply.reason == "account_closed"


def test_an_answer_says_what_it_is_about():
    with pytest.raises(RuleBroken, match="record_unknown"):
        taken().replied(reply("000003"), AT)
    with pytest.raises(RuleBroken) as refused:
        taken().replied(reply(reference=" "), AT)
    assert refused.value.facts == {"field": "reference"}
    with pytest.raises(RuleBroken) as refused:
        taken().replied(reply(paid=False, reason=""), AT)
    assert refused.value.facts == {"field": "reason"}


def test_a_bank_cannot_answer_for_what_nobody_took():
    with pytest.raises(WrongMoment):
        transfer().replied(reply(), AT)


def test_a_file_name_goes_out_once_and_only_the_employer_sees_the_transfer():
    sent = transfer()
    assert {claim.name for claim in sent.claims()} == {"salary_file_name"}
    assert sent.parties() == {employer(EMPLOYER)}
    (row,) = sent.rows()
    assert (row.total, row.records, row.status) == (Money(2000), 2, TransferStatus.BEING_SENT)


class Anybody(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.transfer = transfer(3)

    def attempt(self, act):
        with suppress(Refusal):
            self.transfer = act()

    @rule(answer=st.sampled_from([Accepted("a"), Accepted("b"), Refused("no"), Unknown()]))
    def the_channel_answers(self, answer):
        self.attempt(lambda: self.transfer.answered(answer, PAUSE, AT))

    @rule(record=st.sampled_from(["1", "000002", "3", "9"]), paid=st.booleans())
    def the_bank_answers(self, record, paid):
        self.attempt(lambda: self.transfer.replied(reply(record, paid), AT))

    @invariant()
    def each_record_is_answered_once_and_only_what_was_taken(self):
        events = [type(event).__name__ for event in self.transfer.events]
        answered = [line for line in self.transfer.lines if line.reply]
        assert events.count("BankReplied") == len(answered)
        assert events.count("TransferTaken") <= 1
        assert not answered or "TransferTaken" in events
        over = self.transfer.status is TransferStatus.ANSWERED
        assert over == (len(answered) == 3)

    @invariant()
    def it_is_asked_again_exactly_while_nobody_has_answered(self):
        waits = self.transfer.status in (TransferStatus.BEING_SENT, TransferStatus.UNANSWERED)
        assert bool(self.transfer.moments()) == waits


Anybody.TestCase.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
test_anybody_may_try_anything = Anybody.TestCase
