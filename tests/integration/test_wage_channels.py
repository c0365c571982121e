import pytest

from maawin_adapters.wages.sandbox import SandboxWageChannel
from maawin_adapters.wages.sif_channel import SifChannel
from maawin_core.kernel.answer import Accepted, Refused, Unknown
from maawin_core.kernel.identity import new_id
from maawin_core.ports.wage_channel import WageFile
from maawin_core.testing.wage_channel import FILE, OTHER, TEXT, WageChannelContract


class TestSandbox(WageChannelContract):
    @pytest.fixture
    def channel(self):
        return SandboxWageChannel()

    def handed_on(self, channel, reference):
        return next(file for call, file in channel.files.items() if reference == f"sandbox-{call}")

    def test_it_plays_a_bank_that_is_silent_and_then_refuses(self, channel, call):
        channel.next_answers += [Unknown(), Refused("bank_closed")]
        answers = [channel.submit(call, FILE) for _ in range(3)]
        assert answers == [Unknown(), Refused("bank_closed"), Refused("bank_closed")]
        assert channel.files == {}


class TestFolder(WageChannelContract):
    @pytest.fixture
    def channel(self, tmp_path):
        return SifChannel(tmp_path / "wages")

    def handed_on(self, channel, reference):
        path = channel.folder / reference
        return WageFile(path.name, path.read_bytes().decode())

    def test_after_a_restart_it_remembers_what_it_has_accepted(self, channel, call):
        first = channel.submit(call, FILE)
        again = SifChannel(channel.folder).submit(call, OTHER)
        assert again == first == Accepted(f"{call}/{FILE.name}")
        assert [path.name for path in (channel.folder / str(call)).iterdir()] == [FILE.name]

    def test_what_was_half_written_before_a_crash_was_never_accepted(self, channel, call):
        half = channel.folder / ".unfinished-abc"
        half.mkdir(parents=True)
        (half / FILE.name).write_text("Employer EI")
        answer = channel.submit(call, FILE)
        assert self.handed_on(channel, answer.reference) == FILE

    def test_of_two_writers_the_first_stays_and_nothing_else_is_left(self, channel, call):
        channel.submit(call, FILE)
        channel._write(channel.folder / str(call), OTHER)
        assert self.handed_on(channel, f"{call}/{FILE.name}") == FILE
        assert [path.name for path in channel.folder.iterdir()] == [str(call)]

    def test_a_folder_that_cannot_be_written_is_no_answer(self, tmp_path):
        in_the_way = tmp_path / "wages"
        in_the_way.write_text("a file, not a folder")
        assert SifChannel(in_the_way).submit(new_id(), FILE) == Unknown()

    @pytest.mark.parametrize("name", ["../out.csv", "a/b.csv", ".x.csv", "", "-rf"])
    def test_nothing_is_written_outside_the_transfers_own_folder(self, channel, tmp_path, name):
        answer = channel.submit(new_id(), WageFile(name, TEXT))
        assert answer == Refused("file_name_unsafe")
        assert list(tmp_path.rglob("*.csv")) == []
