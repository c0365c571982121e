import pytest

from maawin_core.testing.lists import ListsContract


class TestMemory(ListsContract):
    @pytest.fixture
    def stores(self, memory_stores):
        return memory_stores


class TestSqlite(ListsContract):
    @pytest.fixture
    def stores(self, sqlite_stores):
        return sqlite_stores


class TestPostgres(ListsContract):
    @pytest.fixture
    def stores(self, postgres_stores):
        return postgres_stores
