"""The end of a service, story by story (M12): estimated, drawn up, answered, paid."""

from .answering import (
    AgreeSettlement,
    AnswerDebt,
    ClaimDebt,
    DecideDismissal,
    DisputeSettlement,
    ResolveSettlement,
)
from .drawing_up import DrawUpSettlement, EstimateDues, RedrawSettlement
from .paying import ConfirmDues, PayDues, WatchSettlement

__all__ = [
    "AgreeSettlement", "AnswerDebt", "ClaimDebt", "ConfirmDues", "DecideDismissal",
    "DisputeSettlement", "DrawUpSettlement", "EstimateDues", "PayDues", "RedrawSettlement",
    "ResolveSettlement", "WatchSettlement",
]  # fmt: skip
