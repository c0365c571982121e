"""Payment providers (M9): those of this installation, by their entry points."""

from __future__ import annotations

from importlib.metadata import entry_points

from maawin_core.ports.payment_gateway import Gateways, PaymentGateway

GROUP = "maawin.payment_gateways"


def gateways_of(names: str) -> Gateways:
    """The providers that the setting names, each made without arguments by its entry point."""
    first, *others = (_made(each.strip()) for each in names.split(","))
    return Gateways(first, *others)


def _made(name: str) -> PaymentGateway:
    known = {each.name: each for each in entry_points(group=GROUP)}
    if name not in known:
        raise SystemExit(
            f"MAAWIN_GATEWAYS names {name!r}; installed are: {', '.join(sorted(known))}."
        )
    made: PaymentGateway = known[name].load()()
    return made
