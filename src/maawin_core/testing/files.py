"""The kit of `ports/files.py` (M1, M10): the same bytes have the same name, for ever."""

from __future__ import annotations

import hashlib
from functools import partial

import pytest

from ..kernel.errors import NotFound
from ..ports.files import Files
from .sample import together

ABSENT = hashlib.sha256(b"never kept").hexdigest()
HOSTILE = [
    "", ".", "..", "/etc/passwd", "../../etc/passwd", "a" * 63, "a" * 65, "g" * 64,
    f"{ABSENT}\n", f"{ABSENT}/..", f"../{ABSENT}", "\0" * 64, "٣" * 64, "a" * 5000,
]  # fmt: skip


class FilesContract:
    """Every promise of a keeper of files, one test each."""

    @pytest.fixture
    def files(self) -> Files:
        """The keeper under test, for each test anew."""
        raise NotImplementedError("Override the fixture `files`: return the keeper under test.")

    @pytest.mark.parametrize("content", [b"", b"\0", b"a receipt", bytes(range(256)) * 5000])
    def test_what_is_kept_can_be_read(self, files: Files, content: bytes) -> None:
        assert files.read(files.keep(content)) == content

    def test_a_name_is_the_sha256_in_hex(self, files: Files) -> None:
        assert files.keep(b"a receipt") == hashlib.sha256(b"a receipt").hexdigest()

    def test_the_same_bytes_have_the_same_name(self, files: Files) -> None:
        name = files.keep(b"a receipt")
        assert files.keep(b"a receipt") == name
        assert files.keep(b"another") != name
        assert files.read(name) == b"a receipt"

    def test_what_was_never_kept_is_not_found(self, files: Files) -> None:
        with pytest.raises(NotFound):
            files.read(ABSENT)

    @pytest.mark.parametrize("name", HOSTILE)
    def test_what_is_no_name_is_not_found(self, files: Files, name: str) -> None:
        files.keep(b"a receipt")
        with pytest.raises(NotFound):
            files.read(name)

    def test_a_name_in_capitals_is_another_name(self, files: Files) -> None:
        name = files.keep(b"a receipt")
        with pytest.raises(NotFound):
            files.read(name.upper())

    def test_many_may_keep_the_same_at_once(self, files: Files) -> None:
        content = b"a receipt" * 10_000
        names = together(8, partial(_keep, files, content))
        assert len(set(names)) == 1
        assert files.read(str(names[0])) == content


def _keep(files: Files, content: bytes, _: int) -> str:
    return files.keep(content)
