"""Workers are listed, kept up to date, withdrawn; and only who consents is shown."""

from .consent import ConsentToListing, TakeConsentBack
from .register import ChangeWorker, ListWorker, RenewMedical, WithdrawWorker

__all__ = [
    "ChangeWorker",
    "ConsentToListing",
    "ListWorker",
    "RenewMedical",
    "TakeConsentBack",
    "WithdrawWorker",
]
