"""Payment providers (M9): those of this installation, and which takes which new payments.

The setting is a list of providers by their entry points. `stripe,sandbox`: new payments go to the
first, the others give back what they took. `hosted_page:card=70,sandbox:card=30,hosted_page:debit`:
each takes its share of a method; who is named without one takes no new payment.
"""

from __future__ import annotations

from importlib.metadata import entry_points

from maawin_core.kernel.errors import RuleBroken, listed
from maawin_core.kernel.payment_method import PaymentMethod
from maawin_core.ports.payment_gateway import Gateways, PaymentGateway, Route

GROUP = "maawin.payment_gateways"


def gateways_of(setting: str) -> Gateways:
    """The providers that the setting names, each made without arguments by its entry point."""
    parts = [each.strip().partition(":") for each in setting.split(",")]
    made = {name: _made(name) for name, _, _ in parts}
    routes = [_route(made[name].name, said) for name, _, said in parts if said]
    for method in {each.method for each in routes}:
        _must_all_say_a_share(method, [said for _, _, said in parts])
    first = routes[0].provider if routes else next(iter(made.values())).name
    in_order = sorted(made.values(), key=lambda each: each.name != first)
    return Gateways(*in_order, routes=routes)


def _route(provider: str, said: str) -> Route:
    name, equals, share = said.partition("=")
    if name not in set(PaymentMethod):
        raise RuleBroken("method_unknown", found=name, needed=listed(PaymentMethod))
    if equals and not (share.isascii() and share.isdecimal()):
        raise RuleBroken("share_not_positive", found=share)
    return Route(provider, PaymentMethod(name), int(share) if equals else 1)


def _must_all_say_a_share(method: str, said: list[str]) -> None:
    """70 beside nothing could mean much: who shares a method says how much of it."""
    of_it = [each for each in said if each.partition("=")[0] == method]
    if len(of_it) > 1 and not all("=" in each for each in of_it):
        raise RuleBroken("share_missing", found=listed(of_it))


def _made(name: str) -> PaymentGateway:
    known = {each.name: each for each in entry_points(group=GROUP)}
    if name not in known:
        raise SystemExit(
            f"MAAWIN_GATEWAYS names {name!r}; installed are: {', '.join(sorted(known))}."
        )
    made: PaymentGateway = known[name].load()()
    return made
