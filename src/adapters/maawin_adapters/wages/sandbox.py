"""A channel for wages that moves no money: for demos, pilots and tests."""

from __future__ import annotations

from uuid import UUID

from attrs import define, field

from maawin_core.kernel.answer import Accepted, Answer, Unknown
from maawin_core.ports.wage_channel import WageFile


@define
class SandboxWageChannel:
    """Accepts every file, and remembers it. *next_answers* are given first, one a submission:
    so a test or a demo plays a bank that is silent, or that refuses."""

    files: dict[UUID, WageFile] = field(factory=dict, repr=False)
    next_answers: list[Answer] = field(factory=list)
    _answers: dict[UUID, Answer] = field(factory=dict)

    def submit(self, call: UUID, file: WageFile) -> Answer:
        if call in self._answers:
            return self._answers[call]
        answer = self.next_answers.pop(0) if self.next_answers else Accepted(f"sandbox-{call}")
        if isinstance(answer, Accepted):
            self.files[call] = file
        if not isinstance(answer, Unknown):  # silence is no answer: it may be asked again
            self._answers[call] = answer
        return answer
