"""The kit of `ports/storage.py` (M16): a storage that passes it may carry the whole journey.

A third party's whole test is a subclass with one fixture:

    class TestMyStorage(StorageContract):
        @pytest.fixture
        def stores(self):
            return Stores(MyStorage(), MyLists(), MyOutbox(), MyBooks())
"""

from __future__ import annotations

from .beside import BesideContract
from .claims import ClaimsContract
from .races import RacesContract
from .transactions import TransactionsContract


class StorageContract(TransactionsContract, ClaimsContract, BesideContract, RacesContract):
    """Every promise of a storage, one test each."""
