import pytest

from maawin_adapters.payments.sandbox import SandboxGateway
from maawin_entrypoints.gateways import gateways_of


def test_the_provider_of_the_setting_is_found_by_its_entry_point():
    assert isinstance(gateways_of("sandbox").first, SandboxGateway)


def test_a_provider_that_is_not_installed_is_named():
    with pytest.raises(SystemExit, match=r"'nobody'; installed are: .*sandbox"):
        gateways_of("sandbox, nobody")
