import pytest

from maawin_adapters.files.folder import FolderFiles
from maawin_adapters.memory import MemoryFiles
from maawin_core.testing.files import FilesContract


class TestMemory(FilesContract):
    @pytest.fixture
    def files(self):
        return MemoryFiles()


class TestFolder(FilesContract):
    @pytest.fixture
    def files(self, tmp_path):
        return FolderFiles(tmp_path / "files")

    def test_what_was_kept_outlives_its_keeper(self, files):
        name = files.keep(b"a receipt")
        assert FolderFiles(files.folder).read(name) == b"a receipt"

    def test_no_draft_stays_behind(self, files):
        name = files.keep(b"a receipt")
        assert [p.name for p in files.folder.rglob("*") if p.is_file()] == [name]

    def test_a_damaged_file_is_not_handed_out(self, files):
        name = files.keep(b"a receipt")
        (files.folder / name[:2] / name).write_bytes(b"a forgery")
        with pytest.raises(OSError, match="damaged"):
            files.read(name)

    def test_a_disk_that_is_full_keeps_nothing(self, files, monkeypatch):
        def full(_):
            raise OSError("no space left")

        monkeypatch.setattr("os.fsync", full)
        with pytest.raises(OSError, match="no space"):
            files.keep(b"a receipt")
        assert [p for p in files.folder.rglob("*") if p.is_file()] == []
