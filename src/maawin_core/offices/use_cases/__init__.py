"""An office's file is completed and approved, its people come and go, its licence changes."""

from .licence import ChangeLicenceStatus, ExpireLicence, FollowLicence, LapseLicenceChange
from .office_file import (
    ChangeOfficeFile,
    RegisterOffice,
    ReviewOfficeFile,
    ShowCompleteness,
    SubmitOfficeFile,
)
from .staff import AttestStaff, AuthoriseStaff, CloseStaffSignIn, EndOverdueAccess, EndStaffAccess

__all__ = [
    "AttestStaff",
    "AuthoriseStaff",
    "ChangeLicenceStatus",
    "ChangeOfficeFile",
    "CloseStaffSignIn",
    "EndOverdueAccess",
    "EndStaffAccess",
    "ExpireLicence",
    "FollowLicence",
    "LapseLicenceChange",
    "RegisterOffice",
    "ReviewOfficeFile",
    "ShowCompleteness",
    "SubmitOfficeFile",
]
