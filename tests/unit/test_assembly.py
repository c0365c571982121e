import pytest

from maawin_core.access.rights import Rights
from maawin_core.access.use_cases import LookAt
from maawin_core.assembly import assembled, use_cases
from maawin_entrypoints.container import USE_CASES, in_memory


def test_every_use_case_of_the_container_is_found_under_the_same_name_and_no_other():
    assert use_cases() == USE_CASES


def test_a_use_case_gets_the_ports_that_its_fields_name_and_no_more():
    container = in_memory()
    storage, rights = container.storage(), Rights()
    look_at = assembled(LookAt, {"storage": storage, "rights": rights, "gateway": object()})
    assert look_at == LookAt(storage=storage, rights=rights)


def test_a_missing_port_is_named():
    with pytest.raises(LookupError, match="LookAt needs the ports storage"):
        assembled(LookAt, {"rights": Rights()})


def test_what_has_a_default_may_be_left_out():
    ports = {name: object() for name in in_memory().providers}
    for name in ("law", "policy"):
        ports.pop(name, None)
    for use_case in use_cases().values():
        assert isinstance(assembled(use_case, ports), use_case)
