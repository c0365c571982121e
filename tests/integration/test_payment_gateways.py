import pytest

from maawin_adapters.payments.sandbox import LATE_CARD, REFUSED_CARD, SILENT_CARD, SandboxGateway
from maawin_core.kernel.answer import Accepted
from maawin_core.kernel.identity import new_id
from maawin_core.testing.payment_gateway import PART, PaymentGatewayContract


class TestSandbox(PaymentGatewayContract):
    good_card, bad_card = "tok_any", REFUSED_CARD
    late_card, silent_card = LATE_CARD, SILENT_CARD

    @pytest.fixture
    def gateway(self):
        return SandboxGateway()

    def test_one_that_was_started_anew_gives_back_what_the_platform_says(self, gateway):
        # It has forgotten its charges, and the platform has not.
        for _ in range(2):
            assert isinstance(gateway.refund(new_id(), PART, "charge-before"), Accepted)
