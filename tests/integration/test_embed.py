import json
import subprocess
import sys
import venv
from importlib import metadata
from pathlib import Path

import pytest
from own_source import ROOT
from packaging.requirements import Requirement

from maawin_core.testing.books import BooksContract
from maawin_core.testing.files import FilesContract
from maawin_core.testing.lists import ListsContract
from maawin_core.testing.meetings import MeetingsContract
from maawin_core.testing.outbox import OutboxContract
from maawin_core.testing.payment_gateway import PaymentGatewayContract
from maawin_core.testing.storage import StorageContract
from maawin_core.testing.stores import Stores
from maawin_core.testing.wage_channel import WageChannelContract

EMBED = ROOT / "examples/embed"
sys.path.append(str(EMBED))  # a separate package: this suite does not install it

from ministry.cashier import Cashier  # noqa: E402
from ministry.counters import Drawer, Rooms, WageDesk  # noqa: E402
from ministry.ports import kept_in  # noqa: E402


@pytest.fixture
def ministry_stores(tmp_path):
    kept = kept_in(tmp_path / "journal.bin")
    return Stores(kept.storage, kept.lists, kept.outbox, kept.books)


class TestStorage(StorageContract):
    @pytest.fixture
    def stores(self, ministry_stores):
        return ministry_stores


class TestLists(ListsContract):
    @pytest.fixture
    def stores(self, ministry_stores):
        return ministry_stores


class TestOutbox(OutboxContract):
    @pytest.fixture
    def stores(self, ministry_stores):
        return ministry_stores


class TestBooks(BooksContract):
    @pytest.fixture
    def stores(self, ministry_stores):
        return ministry_stores


class TestGateway(PaymentGatewayContract):
    good_card, bad_card = "tok_any", "tok_refused"

    @pytest.fixture
    def gateway(self):
        return Cashier()


class TestWageChannel(WageChannelContract):
    @pytest.fixture
    def channel(self):
        return WageDesk()

    def handed_on(self, channel, reference):
        return next(file for call, file in channel.files.items() if reference == f"desk-{call}")


class TestMeetings(MeetingsContract):
    @pytest.fixture
    def meetings(self):
        return Rooms()


class TestFiles(FilesContract):
    @pytest.fixture
    def files(self):
        return Drawer()


def ministry(python, *arguments, cwd=ROOT, path=True):
    environment = {"PYTHONPATH": str(EMBED), "PYTHONUTF8": "1"} if path else {"PYTHONUTF8": "1"}
    command = [str(python), "-m", "ministry", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="module")
def journal(tmp_path_factory):
    file = tmp_path_factory.mktemp("journal") / "journal.bin"
    played = ministry(sys.executable, ROOT / "examples/abroad.toml", file)
    assert played.returncode == 0, played.stderr
    return file


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_local_story_is_told_to_its_end(tmp_path, language):
    story = ROOT / "examples/local.toml"
    told = ministry(sys.executable, story, tmp_path / "j", "--lang", language)
    assert told.returncode == 0, told.stderr
    assert told.stdout.endswith("Σ QAR: 0\n")


def test_a_journal_is_replayed_to_what_it_was(journal):
    once, again = kept_in(journal), kept_in(journal)
    assert once.storage.things
    assert again.storage.things == once.storage.things
    assert again.outbox.jobs == once.outbox.jobs
    assert again.books.posted == once.books.posted
    looked = ministry(sys.executable, "--look", journal)
    assert looked.returncode == 0, looked.stderr
    assert looked.stdout.endswith("Σ QAR: 0\n")


def test_what_was_seen_to_is_not_due_again_after_a_replay(journal):
    last = max(event.at for event in kept_in(journal).storage.kept)
    assert kept_in(journal).outbox.take(last, last, 100) == ()


@pytest.mark.parametrize("lost", [1, 20])
def test_a_journal_that_was_cut_in_its_last_record_is_read_up_to_the_last_whole_one(
    journal, tmp_path, lost
):
    from maawin_core.kernel.parties import SYSTEM
    from maawin_core.testing.sample import a_notice

    file = tmp_path / "cut.bin"
    kept = kept_in(file)
    notices = [a_notice(), a_notice()]
    for notice in notices:
        with kept.storage.transaction(SYSTEM) as work:
            work.save(notice)
        sizes = file.stat().st_size
    file.write_bytes(file.read_bytes()[: sizes - lost])
    cut = kept_in(file)
    assert [id for _, id in cut.storage.things] == [notices[0].id]
    with cut.storage.transaction(SYSTEM) as work:
        work.save(notices[1])
    assert {id for _, id in kept_in(file).storage.things} == {each.id for each in notices}


@pytest.fixture(scope="module")
def strange_python(tmp_path_factory):
    """An environment with both wheels and what the bare one needs, and nothing else."""
    home, out = tmp_path_factory.mktemp("strange"), tmp_path_factory.mktemp("wheels")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    for source in (ROOT, EMBED):
        subprocess.run(build, cwd=source, check=True, capture_output=True)
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin/python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "-q"]
    wheels = list(map(str, out.glob("*.whl")))
    subprocess.run([*pip, "install", "--no-deps", "--no-index", *wheels], check=True)
    [site] = home.glob("lib/python*/site-packages")
    for name in needed("maawin"):
        lend(name, site)
    return python


def needed(name: str) -> set[str]:
    """What a distribution needs without any extra, and what that needs."""
    wanted = [Requirement(each) for each in metadata.requires(name) or []]
    plain = {each.name for each in wanted if not each.marker or each.marker.evaluate({"extra": ""})}
    return plain.union(*map(needed, plain))


def lend(name: str, site: Path) -> None:
    """Link one distribution of this environment into another: no registry is asked."""
    for file in metadata.files(name) or []:
        top = site / file.parts[0]
        if file.parts[0] != ".." and not top.exists():
            top.symlink_to(metadata.distribution(name).locate_file(file.parts[0]))


def test_the_abroad_story_is_played_on_the_bare_wheel(strange_python, tmp_path):
    story = ROOT / "examples/abroad.toml"
    told = ministry(strange_python, story, "journal.bin", cwd=tmp_path, path=False)
    assert told.returncode == 0, told.stderr
    assert told.stdout.endswith("Σ QAR: 0\n")
    assert (tmp_path / "journal.bin").stat().st_size > 0


def test_no_other_package_is_there_to_be_imported(strange_python):
    asked = (
        "import json; from importlib import metadata; "
        "print(json.dumps([d.name for d in metadata.distributions()]))"
    )
    command = [strange_python, "-I", "-c", asked]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    theirs = {"maawin", "ministry-embed-example"} | needed("maawin")
    assert {name.replace("_", "-") for name in json.loads(run.stdout)} == theirs
