"""The stories of this step: on the way, at the door, and at the end."""

from .cancelling import CancelContract, LapseSelection
from .coming import RecordArrival, RecordTicket, RecordVisa
from .ending import EndPlacement, ReturnToOffice
from .handing_over import ConfirmHandOver, HandOver
from .moving import ConsentToMove, NoteDuesSettled, NoteNotice
from .preparing import NoteLateArrival, PreparePlacement

__all__ = [
    "CancelContract",
    "ConfirmHandOver",
    "ConsentToMove",
    "EndPlacement",
    "HandOver",
    "LapseSelection",
    "NoteDuesSettled",
    "NoteLateArrival",
    "NoteNotice",
    "PreparePlacement",
    "RecordArrival",
    "RecordTicket",
    "RecordVisa",
    "ReturnToOffice",
]
