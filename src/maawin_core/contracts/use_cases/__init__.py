"""The stories of this step: selecting, drawing up, signing, attesting, and recruiting directly."""

from .attesting import AttestContract, ReturnContract
from .direct import ApproveDirectRecruitment, AskDirectRecruitment, RefuseDirectRecruitment
from .drawing_up import AddTranslation, DrawUpContract, DrawUpDirectContract
from .selecting import SelectWorker
from .signing import ConsentToTerms, SignEmploymentContract, SignRecruitmentContract

__all__ = [
    "AddTranslation",
    "ApproveDirectRecruitment",
    "AskDirectRecruitment",
    "AttestContract",
    "ConsentToTerms",
    "DrawUpContract",
    "DrawUpDirectContract",
    "RefuseDirectRecruitment",
    "ReturnContract",
    "SelectWorker",
    "SignEmploymentContract",
    "SignRecruitmentContract",
]
