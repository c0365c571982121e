"""The stories of an interview (M7): proposed, answered, held, and what the platform does itself."""

from .answering import AcceptInterview as AcceptInterview
from .answering import DeclineInterview as DeclineInterview
from .answering import RescheduleInterview as RescheduleInterview
from .following import ArrangeRoom as ArrangeRoom
from .following import CancelInterviews as CancelInterviews
from .following import NoteNoShow as NoteNoShow
from .holding import RecordAttendance as RecordAttendance
from .holding import RecordOutcome as RecordOutcome
from .proposing import ProposeInterview as ProposeInterview
