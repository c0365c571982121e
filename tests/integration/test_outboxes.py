import pytest

from maawin_core.testing.outbox import OutboxContract


class TestMemory(OutboxContract):
    @pytest.fixture
    def stores(self, memory_stores):
        return memory_stores


class TestSqlite(OutboxContract):
    @pytest.fixture
    def stores(self, sqlite_stores):
        return sqlite_stores


class TestPostgres(OutboxContract):
    @pytest.fixture
    def stores(self, postgres_stores):
        return postgres_stores
