import pytest

from maawin_core.testing.books import BooksContract


class TestMemory(BooksContract):
    @pytest.fixture
    def stores(self, memory_stores):
        return memory_stores


class TestSqlite(BooksContract):
    @pytest.fixture
    def stores(self, sqlite_stores):
        return sqlite_stores


class TestPostgres(BooksContract):
    @pytest.fixture
    def stores(self, postgres_stores):
        return postgres_stores
