"""What an office says of itself (M1)."""

from __future__ import annotations

from attrs import frozen

from ..kernel.errors import require
from ..kernel.identity import Identity
from ..kernel.money import Money
from .file import Branch, FileItem
from .licence import Licence

#: What the Ministry has approved, it alone changes.
APPROVED_ITEMS = frozenset(
    {FileItem.NAME, FileItem.NAME_AR, FileItem.LICENCE, FileItem.CR, FileItem.EID}
)

#: A file is complete without these.
MAY_BE_LACKING = frozenset({FileItem.BRANCHES, FileItem.GUARANTEE})


@frozen(kw_only=True)
class OfficeDetails:
    """Names, numbers, places. The sum of its bank guarantee may be unknown."""

    identity: Identity
    licence: Licence
    cr: str = ""
    eid: str = ""
    branches: tuple[Branch, ...] = ()
    guarantee_sum: Money | None = None

    def must_be_sound(self) -> None:
        """Refuse an office without a name, a licence that cannot be, a guarantee below nothing."""
        require(self.identity.name or self.identity.name_ar, "text_missing", field="name")
        self.licence.must_be_sound()
        at_least_nothing = self.guarantee_sum is None or self.guarantee_sum >= Money(0)
        require(at_least_nothing, "guarantee_negative", found=self.guarantee_sum)

    def items(self) -> dict[FileItem, object]:
        """Each item of the file that the office fills in itself."""
        who = self.identity
        return {
            FileItem.NAME: who.name,
            FileItem.NAME_AR: who.name_ar,
            FileItem.LICENCE: self.licence,
            FileItem.CR: self.cr,
            FileItem.EID: self.eid,
            FileItem.PHONE: who.phone,
            FileItem.EMAIL: who.email,
            FileItem.ADDRESS: who.address,
            FileItem.IBAN: who.iban,
            FileItem.BRANCHES: self.branches,
            FileItem.GUARANTEE: self.guarantee_sum,
        }

    def changed_items(self, later: OfficeDetails) -> tuple[FileItem, ...]:
        """The items in which the later details differ."""
        mine = self.items()
        return tuple(item for item, value in later.items().items() if value != mine[item])
