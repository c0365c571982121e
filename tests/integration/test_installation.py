import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

FOREIGN = b"This is no database, and must stay as it is."


@pytest.fixture
def maawin(tmp_path):
    def run(*words, **settings):
        known = {name: value for name, value in os.environ.items() if "MAAWIN" not in name}
        known["MAAWIN_DATABASE"] = f"sqlite:///{tmp_path}/maawin.sqlite"
        return subprocess.run(
            [Path(sys.executable).with_name("maawin"), *words],
            env={**known, **settings}, cwd=tmp_path, capture_output=True, text=True, timeout=60,
            check=False,
        )  # fmt: skip

    return run


@pytest.mark.parametrize("words", [["serve"], ["run-jobs", "--once"], ["db", "check"]])
def test_nothing_runs_on_a_database_that_was_not_prepared(maawin, words):
    told = maawin(*words, MAAWIN_PORT="0")
    assert told.returncode == 1
    assert "Run `maawin db upgrade`" in told.stderr
    assert "نفّذ `maawin db upgrade`" in told.stderr


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nonsense", "is no address of a database"),
        ("sqlite:////no/such/folder/maawin.sqlite", "cannot be opened or made"),
        ("postgresql+psycopg://nobody:secret@127.0.0.1:1/none", "does not answer"),
    ],
)
def test_a_database_that_cannot_be_had_is_said_in_a_sentence(maawin, address, said):
    told = maawin("db", "upgrade", MAAWIN_DATABASE=address)
    assert told.returncode == 1
    assert said in told.stderr
    assert "Traceback" not in told.stderr
    assert "secret" not in told.stderr


def test_a_file_that_is_no_database_is_left_as_it_is(maawin, tmp_path):
    file = tmp_path / "notes.txt"
    file.write_bytes(FOREIGN)
    told = maawin("db", "upgrade", MAAWIN_DATABASE=f"sqlite:///{file}")
    assert told.returncode == 1
    assert "is no SQLite database" in told.stderr
    assert file.read_bytes() == FOREIGN


def test_a_port_that_somebody_has_is_said_to_be(maawin):
    maawin("db", "upgrade")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        told = maawin("serve", MAAWIN_PORT=str(taken.getsockname()[1]))
    assert told.returncode == 1
    assert "cannot listen on 127.0.0.1" in told.stderr


def test_where_a_fault_happened_is_shown_to_whoever_asks(maawin):
    told = maawin("db", "upgrade", MAAWIN_DATABASE="nonsense", MAAWIN_DEBUG="1")
    assert "is no address of a database" in told.stderr
    assert "Traceback" in told.stderr


def test_the_program_ends_with_the_code_of_its_command(maawin, tmp_path):
    maawin("db", "upgrade")
    bad = tmp_path / "employers.csv"
    bad.write_text("name,qid\nSynthetic Household,1\n", "utf-8")
    told = maawin("import", "employers", str(bad))
    assert (told.returncode, "1 bad" in told.stderr) == (1, True), told.stderr


def test_no_pilot_is_seeded_among_what_is_there(maawin, tmp_path):
    maawin("db", "upgrade")
    there = tmp_path / "employers.csv"
    there.write_text("name,qid\nSynthetic Household,28863412345\n", "utf-8")
    assert maawin("import", "employers", str(there)).returncode == 0
    told = maawin("run", MAAWIN_PORT="0")
    assert told.returncode == 1
    assert "name an empty database in MAAWIN_DATABASE" in told.stderr
    assert "قاعدة بيانات فارغة" in told.stderr
    assert "seeding" not in told.stdout


def test_a_server_says_where_it_is_and_where_it_is_described(maawin, tmp_path):
    maawin("db", "upgrade")
    settings = {"MAAWIN_DATABASE": f"sqlite:///{tmp_path}/maawin.sqlite", "MAAWIN_PORT": "0"}
    serve = [Path(sys.executable).with_name("maawin"), "serve"]
    env = {**os.environ, **settings, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        serve, env=env, cwd=tmp_path, stdout=subprocess.PIPE, text=True
    ) as program:
        where, described = program.stdout.readline(), program.stdout.readline()
        program.terminate()
    here = where.strip().rpartition(" ")[2]
    assert here.startswith("http://127.0.0.1:")
    assert described.split()[-1] == f"{here}/openapi/openapi.json"
