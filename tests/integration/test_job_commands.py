"""What the platform gave up on, at the command line."""

import pytest
from click.testing import CliRunner

from maawin_adapters.sql import Database, SqlOutbox, SqlStorage
from maawin_core.kernel.identity import new_id
from maawin_core.testing.sample import NOW, a_notice
from maawin_core.testing.stores import kept
from maawin_entrypoints.cli import maawin, main


@pytest.fixture
def url(tmp_path):
    found = f"sqlite:///{tmp_path}/jobs.sqlite"
    assert run(found, "db", "upgrade").exit_code == 0
    return found


@pytest.fixture
def parked(url):
    # One that failed for the last time, beside one that waits for its turn.
    database = Database(url)
    storage, outbox = SqlStorage(database), SqlOutbox(database)
    kept(storage, a_notice())
    (job,) = outbox.take(NOW, NOW, 1)
    outbox.failed(job, "GiveBackFee: Stale stale", None)
    kept(storage, a_notice())
    yield job
    database.close()


def run(url, *arguments):
    return CliRunner().invoke(maawin, list(arguments), env={"MAAWIN_DATABASE": url})


def test_a_parked_job_is_listed_with_its_reason_until_it_is_retried(url, parked):
    told = run(url, "jobs", "list")
    assert told.exit_code == 1
    first, advice = told.output.splitlines()
    assert first.startswith(str(parked.id))
    assert first.endswith("tried 1 times: GiveBackFee: Stale stale")
    assert "maawin jobs retry" in advice

    assert str(parked.id) in run(url, "jobs", "retry", str(parked.id)).output
    told = run(url, "jobs", "list")
    assert (told.exit_code, told.output) == (0, "No job is parked.\n")


def test_parked_jobs_are_told_in_arabic(url, parked):
    assert "عدد المحاولات 1" in run(url, "jobs", "list", "--lang", "ar").output


def test_a_job_that_is_not_parked_is_refused_with_what_to_do_next(url, parked, monkeypatch, capsys):
    monkeypatch.setenv("MAAWIN_DATABASE", url)
    with pytest.raises(SystemExit) as ended:
        main(["jobs", "retry", str(new_id())])
    assert ended.value.code == 3
    told = capsys.readouterr().err
    assert "Look at the list" in told
    assert "المهام المعلّقة" in told
