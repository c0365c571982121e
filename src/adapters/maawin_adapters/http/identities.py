"""Names and numbers of a person or an office as they travel: to whoever may see the thing."""

from __future__ import annotations

from datetime import date

from maawin_core.kernel.identity import Identity

from .wire import Body, View


class IdentityBody(Body):
    """Names and numbers; what somebody does not have is left out."""

    name: str
    name_ar: str = ""
    born: date | None = None
    passport: str = ""
    qid: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    iban: str = ""

    @property
    def identity(self) -> Identity:
        """The identity as the core takes it."""
        return Identity(
            name=self.name,
            name_ar=self.name_ar,
            born=self.born,
            passport=self.passport,
            qid=self.qid,
            phone=self.phone,
            email=self.email,
            address=self.address,
            iban=self.iban,
        )


class IdentityView(View):
    """Names and numbers."""

    name: str
    name_ar: str
    born: date | None
    passport: str
    qid: str
    phone: str
    email: str
    address: str
    iban: str

    @classmethod
    def of(cls, identity: Identity) -> IdentityView:
        """The identity as it travels."""
        return cls(
            name=identity.name,
            name_ar=identity.name_ar,
            born=identity.born,
            passport=identity.passport,
            qid=identity.qid,
            phone=identity.phone,
            email=identity.email,
            address=identity.address,
            iban=identity.iban,
        )
