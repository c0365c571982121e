import pytest

from maawin_core.testing.storage import StorageContract


class TestMemory(StorageContract):
    @pytest.fixture
    def stores(self, memory_stores):
        return memory_stores


class TestSqlite(StorageContract):
    @pytest.fixture
    def stores(self, sqlite_stores):
        return sqlite_stores


class TestPostgres(StorageContract):
    @pytest.fixture
    def stores(self, postgres_stores):
        return postgres_stores
