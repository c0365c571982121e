import hashlib
import re
import subprocess
import sys

import pytest

# What a stranger writes who has our wheel, pytest, and none of our adapters.
THEIRS = """
import hashlib, sys
sys.modules["maawin_adapters"] = None  # an import of it fails

import pytest
from maawin_core.kernel.errors import NotFound
from maawin_core.testing.books import BooksContract
from maawin_core.testing.files import FilesContract
from maawin_core.testing.lists import ListsContract
from maawin_core.testing.notifier import NotifierContract
from maawin_core.testing.outbox import OutboxContract
from maawin_core.testing.payment_gateway import PaymentGatewayContract
from maawin_core.testing.storage import StorageContract


class Drawer(dict):
    digest = hashlib.sha256

    def keep(self, content):
        name = self.digest(content).hexdigest()
        self[name] = content
        return name

    def read(self, name):
        if name not in self:
            raise NotFound("not_found", thing="file", id=name[:64])
        return self[name]


class Leaky(Drawer):
    digest = hashlib.md5


class TestDrawer(FilesContract):
    @pytest.fixture
    def files(self):
        return Drawer()


class TestLeaky(FilesContract):
    @pytest.fixture
    def files(self):
        return Leaky()
"""

KITS = {
    "StorageContract": "stores",
    "ListsContract": "stores",
    "OutboxContract": "stores",
    "BooksContract": "stores",
    "PaymentGatewayContract": "gateway",
    "NotifierContract": "channel",
    "FilesContract": "files",
}
FORGOTTEN = "".join(f"\n\nclass TestForgotten{kit}({kit}):\n    pass\n" for kit in KITS)


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    folder = tmp_path_factory.mktemp("theirs")
    (folder / "test_theirs.py").write_text(THEIRS + FORGOTTEN)
    run = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--tb=short", "-v"]
    found = subprocess.run(
        [*run, f"--rootdir={folder}"], cwd=folder, capture_output=True, text=True, check=False
    )
    return found.stdout


def of(said, name):
    # How each test of a class of theirs ended.
    line = rf"^test_theirs.py::Test{name}::(\w+).* (PASSED|FAILED|ERROR)"
    return re.findall(line, said, re.MULTILINE)


def test_a_strangers_adapter_that_keeps_the_promises_passes(said):
    assert {end for _, end in of(said, "Drawer")} == {"PASSED"}
    assert len(of(said, "Drawer")) > 20


def test_a_broken_promise_is_named_and_shows_what_was_found(said):
    broken = {name for name, end in of(said, "Leaky") if end == "FAILED"}
    assert broken == {"test_a_name_is_the_sha256_in_hex"}
    # The assertion is taken apart, as in one's own tests.
    assert hashlib.md5(b"a receipt").hexdigest() in said


@pytest.mark.parametrize("kit", KITS)
def test_who_has_not_given_the_fixture_is_told_which(said, kit):
    assert {end for _, end in of(said, f"Forgotten{kit}")} == {"ERROR"}
    assert f"NotImplementedError: Override the fixture `{KITS[kit]}`" in said
