import pytest

from maawin_adapters.payments.sandbox import SandboxGateway
from maawin_adapters.payments.sandbox_hooks import SandboxHooks
from maawin_core.kernel.answer import Accepted
from maawin_core.kernel.identity import new_id
from maawin_core.testing import honest_gateway as honest
from maawin_core.testing.honest_gateway import HonestGateway
from maawin_core.testing.honest_page import HonestPageGateway
from maawin_core.testing.payment_gateway import PART, PaymentGatewayContract
from maawin_core.testing.payment_subject import Loss, reference
from maawin_core.testing.sample import FEE
from maawin_core.testing.wrong_gateways import WRONG


class TestSandbox(SandboxHooks, PaymentGatewayContract):
    @pytest.fixture
    def gateway(self):
        return SandboxGateway()

    def test_one_that_was_started_anew_gives_back_what_the_platform_says(self, gateway):
        # It has forgotten its charges, and the platform has not.
        for _ in range(2):
            assert isinstance(gateway.refund(new_id(), PART, "charge-before"), Accepted)


class HonestKit(PaymentGatewayContract):
    good_card, bad_card = honest.GOOD_CARD, honest.BAD_CARD
    late_card, silent_card = honest.LATE_CARD, honest.SILENT_CARD
    pending_refund_card, bouncing_card = honest.PENDING_REFUND_CARD, honest.BOUNCING_CARD
    good_account, bad_account = honest.GOOD_ACCOUNT, honest.BAD_ACCOUNT
    bouncing_account = honest.BOUNCING_ACCOUNT
    secrets = (honest.SECRET.decode(),)

    def made_anew(self, gateway):
        return gateway.anew()

    def now(self, gateway):
        return gateway.now

    def bank_ends(self, gateway, call):
        gateway.bank_ends(call)

    def let_pass(self, gateway, time):
        gateway.now += time
        return True

    def lose_next_answer(self, gateway, how):
        gateway.is_down = how is Loss.DOWN
        gateway.loses_next_answer = how is not Loss.DOWN
        return True

    def mend_line(self, gateway):
        gateway.is_down = False

    def event_of_others(self, gateway):
        gateway.send({"news": "a new price list"})
        _, body, headers = gateway.events[-1]
        return body, headers

    def events_of(self, gateway, call):
        return [(body, headers) for about, body, headers in gateway.events if about == call]


class TestHonest(HonestKit):
    @pytest.fixture
    def gateway(self):
        return HonestGateway()


class PageKit(HonestKit):
    late_card = silent_card = None

    def pay_page(self, gateway, pending, card):
        gateway.pay(pending.page, card)


class TestHonestPage(PageKit):
    @pytest.fixture
    def gateway(self):
        return HonestPageGateway()


#: Whoever breaks these breaks most of the others with them.
EVIDENT = {"test_a_good_card_is_charged", "test_a_charge_can_be_given_back_whole"}

TESTS = sorted(name for name in dir(HonestKit) if name.startswith("test_"))


def broken_promises(kind):
    # Each test of the kit by hand, on a provider of its own.
    found = set()
    for name in TESTS:
        gateway = kind()
        kit = PageKit() if isinstance(gateway, HonestPageGateway) else HonestKit()
        test = getattr(kit, name)
        wanted = test.__code__.co_varnames[: test.__code__.co_argcount]
        call = new_id()
        given = {"self": kit, "gateway": gateway, "call": call}
        try:
            if "charge" in wanted:
                given["charge"] = reference(kit.pay(gateway, call, FEE, kit.good_card))
            test(**{each: given[each] for each in wanted if each != "self"})
        except pytest.skip.Exception:
            pass
        except Exception:  # a promise is broken by any exception, an assertion's or another
            found.add(name)
    return found


@pytest.mark.parametrize("kind", WRONG, ids=lambda kind: kind.__name__)
def test_a_wrong_gateway_fails_on_the_promise_that_it_breaks(kind):
    assert broken_promises(kind) == WRONG[kind]


@pytest.mark.parametrize("kind", [HonestGateway, HonestPageGateway])
def test_an_honest_gateway_fails_on_none(kind):
    assert broken_promises(kind) == set()


def test_every_promise_of_the_kit_is_broken_by_a_wrong_one():
    assert set(TESTS) - set().union(*WRONG.values()) == EVIDENT
