"""The chart of accounts: every named place of money, and what may never stand on it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from ..kernel.entry import Account
from ..kernel.errors import RuleBroken
from ..kernel.money import Money


class Side(Enum):
    """On which side of nothing an account may stand.

    What the platform holds for somebody is above nothing; what somebody owes, or has of ours, is
    below. The storage refuses a posting that would leave an account on the wrong side.
    """

    ABOVE = "above"
    BELOW = "below"
    EITHER = "either"


#: Each account by its name. A name that is not here cannot be posted to.
CHART: Mapping[str, Side] = {
    # what a provider has taken for us and not yet given back; above nothing: paid out for us
    "clearing": Side.EITHER,
    # of a fee
    "held": Side.ABOVE,  # nobody's yet: the worker has not been handed over
    "disputed": Side.ABOVE,  # the slice that a decision has not yet given to either side
    "retention": Side.ABOVE,  # the office's, kept while the guarantee could ask for it
    "refund_owed": Side.ABOVE,  # the employer's, and not yet with him
    # of an office
    "office": Side.ABOVE,  # its balance on the platform
    "office_debt": Side.BELOW,  # what it has been told to give back, and has not covered
    "guarantee": Side.ABOVE,  # its guarantee deposit
    "paying_out": Side.ABOVE,  # on its way to the office's bank
    # wages and dues
    "wage_in": Side.BELOW,
    "wage_on_the_way": Side.ABOVE,
    "wage_out": Side.ABOVE,
    "wage_in_doubt": Side.ABOVE,
    "dues_in": Side.BELOW,
    "dues_out": Side.ABOVE,
    "dues_deposit": Side.ABOVE,
}


def side_of(account: Account) -> Side:
    """Where the account may stand. `RuleBroken` if the chart does not know it."""
    side = CHART.get(account.name)
    if side is None:
        # In one text: each alone would appear by its word, and a word cannot be asked for.
        raise RuleBroken("account_unknown", found=account.name, needed=", ".join(CHART))
    return side


def moves_towards_wrong(account: Account, moved: int) -> bool:
    """Whether a movement of so many minor units could bring it to the side where it may not be."""
    side = side_of(account)
    return (side is Side.ABOVE and moved < 0) or (side is Side.BELOW and moved > 0)


def must_bear(account: Account, stands: Money, moved: Money) -> None:
    """Refuse unless the account, which *stands* so, can bear that *moved* is added to it."""
    after = (stands + moved).minor
    wrong = after < 0 if side_of(account) is Side.ABOVE else after > 0
    if wrong and moves_towards_wrong(account, moved.minor):
        raise RuleBroken("account_overdrawn", account=account.name, found=stands, asked=abs(moved))
