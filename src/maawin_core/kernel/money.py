"""Money: whole minor units, one currency, one rounding. The only module that imports `money`."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from types import ModuleType
from typing import Any, NoReturn, Self, final

from .errors import RuleBroken


class _Version(tuple[int, ...]):
    """What `money` asks of distutils: a version that can be compared."""

    def __new__(cls, text: str) -> Self:
        return super().__new__(cls, (int(part) for part in text.split(".") if part.isdigit()))


def _imported() -> Any:
    """The `money` package, without distutils: Python 3.12 has none, and setuptools' is slow.

    While it is imported it finds a stand-in with the one class that it asks for; afterwards
    everything is as it was for everybody else.
    """
    stand_in = ModuleType("distutils.version")
    stand_in.StrictVersion = _Version  # type: ignore[attr-defined]
    names = {"distutils": ModuleType("distutils"), "distutils.version": stand_in}
    before = {name: sys.modules.get(name) for name in names}
    sys.modules.update(names)
    try:
        return importlib.import_module("money")
    finally:
        for name, module in before.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


_library: Any = _imported()

#: Digits after the point of each currency that may appear here. A currency not named is refused.
EXPONENTS = {
    "QAR": 2, "SAR": 2, "AED": 2, "USD": 2, "EUR": 2, "GBP": 2, "PHP": 2, "INR": 2, "LKR": 2,
    "BDT": 2, "IDR": 2, "KES": 2, "ETB": 2, "NPR": 2, "UGX": 0, "JPY": 0,
    "KWD": 3, "BHD": 3, "OMR": 3, "JOD": 3, "IQD": 3, "LYD": 3, "TND": 3,
}  # fmt: skip

_WRITTEN = re.compile(r"(-?)([0-9]{1,15})(?:\.([0-9]+))?", re.ASCII)


@final
class Money(_library.Money):  # type: ignore[misc]
    """A whole number of minor units of one currency. Never a float, never a bare number.

    There is no `*` and no `/`: a rule works out a share exactly, as a fraction, and takes that
    `portion` once. So there is one rounding, and it is here. More decimals than the currency has
    are refused, not rounded.

    >>> print(Money("1800").portion(Fraction(21, 30)))
    QAR 1,260.00
    >>> Money("19.999")
    Traceback (most recent call last):
    ...
    maawin_core.kernel.errors.RuleBroken: money_unreadable (found, currency)
    """

    __slots__ = ("currency_code", "minor")

    minor: int
    currency_code: str

    def __init__(self, amount: int | str = 0, currency: str = "QAR") -> None:
        exponent = EXPONENTS.get(currency)
        if exponent is None:
            raise RuleBroken("currency_unknown", found=str(currency))
        self._set(_minor_units(amount, exponent, currency), currency)

    @classmethod
    def of_minor(cls, minor: int, currency: str = "QAR") -> Self:
        """So many minor units: 1050 is QAR 10.50."""
        made: Self = _blank(cls)
        _set_minor(made, minor)
        _set_currency(made, currency)
        return made

    def _set(self, minor: int, currency: str) -> None:
        _set_minor(self, minor)
        _set_currency(self, currency)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("Money cannot be changed; make another.")

    def __reduce__(self) -> tuple[Any, ...]:
        return (Money.of_minor, (self.minor, self.currency_code))

    @property
    def amount(self) -> Decimal:
        """The amount as the library shows it: a decimal with the currency's digits."""
        return Decimal(self.minor).scaleb(-EXPONENTS[self.currency_code])

    @property
    def currency(self) -> str:
        """The ISO 4217 code."""
        return self.currency_code

    # The library's own methods, such as `format`, read these.
    _amount, _currency = amount, currency

    def __add__(self, other: object) -> Money:
        return self._like(self.minor + self._same_currency(other).minor)

    def __sub__(self, other: object) -> Money:
        return self._like(self.minor - self._same_currency(other).minor)

    def __neg__(self) -> Money:
        return self._like(-self.minor)

    def __abs__(self) -> Money:
        return self._like(abs(self.minor))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return (self.minor, self.currency_code) == (other.minor, other.currency_code)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __lt__(self, other: object) -> bool:
        return self.minor < self._same_currency(other).minor

    def __le__(self, other: object) -> bool:
        return self.minor <= self._same_currency(other).minor

    def __gt__(self, other: object) -> bool:
        return self.minor > self._same_currency(other).minor

    def __ge__(self, other: object) -> bool:
        return self.minor >= self._same_currency(other).minor

    def __hash__(self) -> int:
        return hash((self.minor, self.currency_code))

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        digits = EXPONENTS[self.currency_code]
        return f"{self.currency_code} {self.amount:,.{digits}f}"

    def __repr__(self) -> str:
        return f"Money({self.plain!r}, {self.currency_code!r})"

    @property
    def plain(self) -> str:
        """The amount in ASCII digits with the currency's decimals: "1050.00"."""
        digits = EXPONENTS[self.currency_code]
        written = f"{abs(self.minor):0{digits + 1}}"
        sign = "-" if self.minor < 0 else ""
        return f"{sign}{written[:-digits]}.{written[-digits:]}" if digits else sign + written

    @property
    def exact(self) -> Fraction:
        """The amount as an exact fraction of the major unit, for a rule to work with."""
        return Fraction(self.minor, 10 ** EXPONENTS[self.currency_code])

    def portion(self, share: Fraction) -> Money:
        """This share of the amount, to the nearest minor unit; halves go up."""
        return self._like(_nearest(self.minor * share))

    @classmethod
    def rounded(cls, exact: Fraction, currency: str = "QAR") -> Money:
        """An exact amount of the major unit, to the nearest minor unit; halves go up."""
        return cls.of_minor(_nearest(exact * 10 ** EXPONENTS[currency]), currency)

    def split(self, weights: Sequence[int]) -> tuple[Money, ...]:
        """The amount in parts by weight; the parts add up to it, each within one minor unit.

        What is left after whole minor units goes to the largest remainders, the first of equals.
        """
        whole = sum(weights)
        if whole <= 0 or min(weights) < 0 or self.minor < 0:
            raise RuleBroken("split_impossible", found=", ".join(map(str, weights)))
        floors = [self.minor * weight // whole for weight in weights]
        left = self.minor - sum(floors)
        by_remainder = sorted(
            range(len(weights)), key=lambda i: (-(self.minor * weights[i] % whole), i)
        )
        for index in by_remainder[:left]:
            floors[index] += 1
        return tuple(self._like(part) for part in floors)

    def _like(self, minor: int) -> Money:
        return Money.of_minor(minor, self.currency_code)

    def _same_currency(self, other: object) -> Money:
        if not isinstance(other, Money):
            raise TypeError(f"Money goes with Money only, not with {type(other).__name__}.")
        if other.currency_code != self.currency_code:
            raise RuleBroken(
                "currencies_differ", found=other.currency_code, needed=self.currency_code
            )
        return other

    def _forbidden(self, *_: object) -> NoReturn:
        raise TypeError("Money has no such operation; use portion() with an exact share.")

    __radd__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __floordiv__ = _forbidden
    __mod__ = __divmod__ = __pow__ = __int__ = __float__ = __round__ = to = _forbidden


# The only way past `__setattr__`, and the quick one: the slots themselves.
_blank: Any = object.__new__
_set_minor: Any = Money.__dict__["minor"].__set__
_set_currency: Any = Money.__dict__["currency_code"].__set__


def total(amounts: Iterable[Money], currency: str = "QAR") -> Money:
    """The sum of amounts of one currency; nothing of *currency* if there are none."""
    added = Money(0, currency)
    for amount in amounts:
        added += amount
    return added


def smaller(one: Money, other: Money) -> Money:
    """The smaller of two amounts."""
    return one if one <= other else other


def _minor_units(amount: object, exponent: int, currency: str) -> int:
    if type(amount) is int:
        return amount * int(10**exponent)
    written = _WRITTEN.fullmatch(amount) if type(amount) is str else None
    decimals = (written[3] or "") if written else ""
    if written is None or len(decimals) > exponent:
        raise RuleBroken("money_unreadable", found=str(amount), currency=currency)
    minor = int(written[2] + decimals.ljust(exponent, "0"))
    return -minor if written[1] else minor


def _nearest(exact: Fraction) -> int:
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
