"""Languages by their codes, as people name what they speak and read."""

from __future__ import annotations

import re

from .errors import require

_CODE = re.compile("[a-z]{2,3}", re.ASCII)


def must_be_language(code: str, field: str = "language") -> None:
    """Refuse what is no code of a language after ISO 639: `ar`, `tl`, `fil`."""
    require(_CODE.fullmatch(code), "no_such_language", field=field, found=code[:20])
