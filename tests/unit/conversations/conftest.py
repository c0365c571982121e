from datetime import timedelta

import pytest

from maawin_adapters.memory import MemoryFiles
from maawin_core.disputes.dispute import Dispute
from maawin_core.disputes.events import DisputeGround
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.parties import employer, office


@pytest.fixture
def files(storage):
    # Bytes are kept and read while no transaction is open: every test watches over that.
    class WatchedFiles(MemoryFiles):
        def keep(self, content: bytes) -> str:
            assert not storage.in_transaction
            return super().keep(content)

    return WatchedFiles()


@pytest.fixture
def ports(ports, files):
    return ports | {"files": files}


@pytest.fixture
def dispute(storage, clock, officer):
    opened = Dispute.opened(
        new_id(),
        by=employer(new_id()),
        against=office(new_id()),
        ground=DisputeGround.NOT_DELIVERED,
        text="She has not come.",
        at=clock.now(),
        due=clock.now() + timedelta(days=7),
    )
    with storage.transaction(officer) as work:
        return work.save(opened)


@pytest.fixture
def mine(dispute, employer_of):
    return employer_of(dispute.opened_by.id)


@pytest.fixture
def theirs(dispute, staff_of):
    return staff_of(dispute.against.id)
