"""The stories of a request (M4): asked, answered, followed to its end, looked at."""

from .answering import AcceptRequest as AcceptRequest
from .answering import DeclineRequest as DeclineRequest
from .following import ExpireRequest as ExpireRequest
from .following import NoteCompleted as NoteCompleted
from .following import NoteContracted as NoteContracted
from .next_step import NextStep as NextStep
from .next_step import ShowNextStep as ShowNextStep
from .submitting import CancelRequest as CancelRequest
from .submitting import RecordOutsideStep as RecordOutsideStep
from .submitting import SubmitRequest as SubmitRequest
