"""Talking about a thing, attaching files to it, and telling the platform what is not right."""

from .feedback import AnswerRemark, LinkChange, NoteRemarkOverdue, RaiseRemark
from .files import AttachFile, ListFiles, ReadFile
from .talk import CloseConversation, PostMessage, StartConversation

__all__ = [
    "AnswerRemark",
    "AttachFile",
    "CloseConversation",
    "LinkChange",
    "ListFiles",
    "NoteRemarkOverdue",
    "PostMessage",
    "RaiseRemark",
    "ReadFile",
    "StartConversation",
]
