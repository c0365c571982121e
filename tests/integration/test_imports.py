import csv
import io
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import CliRunner
from dependency_injector import providers

from maawin_adapters.clocks import StoppedClock
from maawin_core.employers.employer import EmployerRow
from maawin_core.kernel.errors import NotAllowed, RuleBroken
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.parties import PLATFORM, Actor, Role, office
from maawin_core.offices.office import Office, OfficeFileRow
from maawin_core.words.catalogue import refusal_sentence
from maawin_core.workers.worker import Availability, Worker, WorkerRow
from maawin_entrypoints import import_command
from maawin_entrypoints.container import in_memory
from maawin_entrypoints.imports import IMPORTS, import_file

SAMPLES = Path(__file__).parents[2] / "examples/import"
ADMINISTRATOR = Actor(new_id(), Role.ADMINISTRATOR, PLATFORM)


@pytest.fixture
def container():
    container = in_memory()
    container.clock.override(providers.Object(StoppedClock()))
    return container


@pytest.fixture
def take(container):
    return lambda kind, text: import_file(kind, text, container, ADMINISTRATOR)


@pytest.fixture
def take_samples(take):
    return lambda: {kind: take(kind, sample(kind)) for kind in IMPORTS}


def sample(kind):
    return (SAMPLES / f"{kind}.csv").read_text("utf-8")


def table(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def written(rows):
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def with_cells(kind, **cells):
    """The sample's first row alone, with other cells."""
    return written([table(sample(kind))[0] | cells])


def counts(container):
    kinds = (OfficeFileRow, WorkerRow, EmployerRow)
    return [len(container.lists().page(kind, limit=200).items) for kind in kinds]


def test_every_row_of_the_samples_is_taken(take_samples, container):
    reports = take_samples()
    assert {kind: (report.taken, report.faults) for kind, report in reports.items()} == {
        "offices": (3, ()), "staff": (6, ()), "workers": (12, ()), "employers": (6, ()),
    }  # fmt: skip
    assert counts(container) == [3, 12, 6]


def test_an_imported_office_can_submit_its_file(take_samples, container):
    take_samples()
    for row in container.lists().page(OfficeFileRow).items:
        manager = Actor(new_id(), Role.OFFICE_MANAGER, office(row.office))
        assert container.show_completeness()(manager, row.office).complete


def test_a_second_run_changes_nothing(take_samples, container):
    take_samples()
    before = list(container.storage().kept)
    again = take_samples()
    assert {kind: (report.taken, report.faults) for kind, report in again.items()} == dict.fromkeys(
        IMPORTS, (0, ())
    )
    assert {kind: report.known for kind, report in again.items()} == {
        "offices": 3, "staff": 6, "workers": 12, "employers": 6,
    }  # fmt: skip
    assert list(container.storage().kept) == before


def test_a_staff_member_whose_access_ended_is_not_let_in_again_by_the_same_file(
    take_samples, take, container
):
    take_samples()
    (first, *_) = container.lists().page(OfficeFileRow).items
    member = container.storage().get(Office, first.office).staff[0]
    container.end_staff_access()(ADMINISTRATOR, first.office, member.id)
    assert take("staff", sample("staff")).taken == 0


def test_a_worker_who_was_withdrawn_is_not_listed_again_by_the_same_file(
    take_samples, take, container
):
    take_samples()
    (row, *_) = container.lists().page(WorkerRow).items
    manager = Actor(new_id(), Role.OFFICE_MANAGER, office(row.office))
    container.withdraw_worker()(manager, row.worker)
    again = take("workers", sample("workers"))
    assert (again.taken, again.known, again.faults) == (0, 12, ())
    withdrawn = container.storage().get(Worker, row.worker)
    assert withdrawn.availability is Availability.WITHDRAWN


@pytest.mark.parametrize(
    ("kind", "column", "other"),
    [
        ("offices", "name", "Other Office"),
        ("staff", "name", "Other Person"),
        ("workers", "name", "Other Person"),
        ("workers", "born", "1991-02-03"),
        ("employers", "name", "Other Household"),
    ],
)
def test_somebody_else_under_a_known_number_comes_back(take_samples, take, kind, column, other):
    take_samples()
    (fault,) = take(kind, with_cells(kind, **{column: other})).faults
    assert (fault.code, fault.field, fault.found) == ("known_otherwise", column, other)


def test_a_column_that_is_lacking_is_named_as_it_is_written(take):
    with pytest.raises(RuleBroken, match="columns_lacking") as no:
        take("employers", "name\nSynthetic Household\n")
    for language in ("en", "ar"):
        assert '"qid"' in refusal_sentence(no.value.code, language, no.value.facts)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace(",", ";"),
        lambda text: "\ufeff" + text.replace(",", ";").replace("\n", "\r\n"),
        lambda text: text.translate({ord("0") + n: chr(ord("٠") + n) for n in range(10)}),
    ],
    ids=["bom", "semicolon", "spreadsheet", "arabic digits"],
)
def test_a_file_is_read_as_people_save_it(change, take, container):
    for kind in IMPORTS:
        # No sample has a separator inside a cell but for addresses, which are quoted.
        text = sample(kind).replace('"Zone 0, Street 0, ', '"Zone 0 ').replace('"', "")
        assert take(kind, change(text)).faults == ()
    assert counts(container) == [3, 12, 6]
    assert {row.name for row in container.lists().page(OfficeFileRow).items}


def test_arabic_digits_and_ascii_digits_are_the_same_office(take):
    take("offices", sample("offices"))
    arabic = sample("offices").replace("SYN-001", "syn-٠٠١")
    assert take("offices", arabic).known == 3


@pytest.mark.parametrize(
    ("kind", "cells", "field", "code"),
    [
        ("offices", {"name": "", "name_ar": ""}, "name", "text_missing"),
        ("offices", {"licence_number": ""}, "licence_number", "cell_empty"),
        ("offices", {"licence_last_day": "31/12/2027"}, "licence_last_day", "cell_no_day"),
        ("offices", {"licence_last_day": "2020-01-01"}, "licence_last_day",
         "licence_days_reversed"),
        ("offices", {"eid": "12"}, "eid", "number_invalid"),
        ("offices", {"iban": "QA00SYNT000000000000000000001"}, "iban", "number_invalid"),
        ("offices", {"guarantee_sum": "much"}, "guarantee_sum", "money_unreadable"),
        ("offices", {"licence_number": "SYN-009"}, "eid", "taken_eid"),
        ("staff", {"licence_number": "SYN-999"}, "licence_number", "office_unknown"),
        ("staff", {"qid": "1"}, "qid", "number_invalid"),
        ("staff", {"role": "director"}, "role", "cell_no_such_word"),
        ("staff", {"role": "officer"}, "role", "role_not_of_party"),
        ("staff", {"until": "2020-01-01"}, "until", "staff_until_past"),
        ("workers", {"born": "2015-01-01"}, "born", "worker_too_young"),
        ("workers", {"passport": "?"}, "passport", "number_invalid"),
        ("workers", {"country": "ZZZ"}, "country", "no_such_country"),
        ("workers", {"sex": "f"}, "sex", "cell_no_such_word"),
        ("workers", {"origin": "local"}, "qid", "qid_missing"),
        ("workers", {"expected_wage": "1.234"}, "expected_wage", "money_unreadable"),
        ("workers", {"expected_wage": "0"}, "expected_wage", "expected_wage_missing"),
        ("workers", {"experience_years": "many"}, "experience_years", "cell_no_number"),
        ("workers", {"languages": "Tagalog"}, "languages", "no_such_language"),
        ("workers", {"skills": "Child care"}, "skills", "skill_unreadable"),
        ("workers", {"licence_number": "SYN-002", "passport": "SYN00001"}, "passport",
         "taken_passport"),
        ("employers", {"qid": ""}, "qid", "cell_empty"),
        ("employers", {"qid": "17063499001"}, "qid", "number_invalid"),
        ("employers", {"household_size": "0"}, "household_size", "household_empty"),
        ("employers", {"household_size": "9" * 5000}, "household_size", "count_unbearable"),
        ("employers", {"language": "English"}, "language", "no_such_language"),
        ("employers", {"name": "Synthetic\x00"}, "name", "text_unbearable"),
        ("workers", {"experience_years": "9" * 12}, "experience_years", "count_unbearable"),
        ("workers", {"language": "English"}, "language", "no_such_language"),
        ("workers", {"expected_wage": "9" * 5000}, "expected_wage", "money_unreadable"),
        ("workers", {"medical_until": "9999-12-31"}, "medical_until", "day_unbearable"),
        ("staff", {"until": "9999-12-31"}, "until", "day_unbearable"),
        ("offices", {"licence_last_day": "9999-12-31"}, "licence_last_day", "day_unbearable"),
    ],
)  # fmt: skip
def test_a_bad_row_comes_back_and_changes_nothing(
    kind, cells, field, code, take_samples, take, container
):
    take_samples()
    changed = {"qid": "27063499777"} if kind == "employers" else {}
    changed |= {"passport": "SYN99999"} if kind == "workers" else {}
    changed |= {"qid": "28063499977"} if kind == "staff" else {}
    changed |= {"licence_number": "SYN-777", "eid": "99990777"} if kind == "offices" else {}
    if code == "taken_eid":
        changed = {}
    before = list(container.storage().kept)
    report = take(kind, with_cells(kind, **changed | cells))
    (fault,) = report.faults
    assert (fault.line, fault.field, fault.code) == (2, field, code)
    assert list(container.storage().kept) == before
    (back,) = table(report.errors)
    assert (back["line"], back["field"]) == ("2", field)
    for language in ("en", "ar"):
        assert back[language]
        assert "?" not in back[language].replace("“?”", "").replace("«?»", "")
        assert not back[language].startswith("refusal.")


def test_good_rows_of_a_bad_file_are_taken_and_the_mended_file_takes_the_rest(take, container):
    rows = table(sample("offices"))
    rows[1]["eid"] = "wrong"
    report = take("offices", written(rows))
    assert (report.taken, [fault.line for fault in report.faults]) == (2, [3])
    mended = table(report.errors)
    assert mended[0]["found"] == "wrong"
    mended[0]["eid"] = "99990002"
    again = take("offices", written(mended))
    assert (again.taken, again.faults) == (1, ())
    assert counts(container)[0] == 3


def test_a_row_is_named_by_the_line_on_which_it_begins(take):
    rows = table(sample("employers"))
    rows[0]["address"] = "Zone 0\nStreet 0"
    rows[1]["qid"] = "1"
    assert [fault.line for fault in take("employers", written(rows)).faults] == [4]


def test_a_row_with_too_many_cells_comes_back(take):
    text = "name,qid\nSynthetic, Employer,27063499001\n\n,\nSynthetic,27063499002\n"
    report = take("employers", text)
    assert report.taken == 1
    assert [(fault.line, fault.code) for fault in report.faults] == [(2, "row_too_long")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "columns_lacking"),
        ("name\nSynthetic\n", "columns_lacking"),
        ("name,qid,shoe_size\n", "columns_strange"),
        ("name,qid,qid\n", "columns_strange"),
        ('name,qid\nSynthetic,27063499001\n"open,1\n', "file_not_csv"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_whole(text, code, take, container):
    with pytest.raises(RuleBroken, match=code):
        take("employers", text)
    assert counts(container) == [0, 0, 0]


def test_who_may_not_register_imports_nothing(container):
    inspector = evolve(ADMINISTRATOR, role=Role.INSPECTOR)
    with pytest.raises(NotAllowed):
        import_file("offices", sample("offices"), container, inspector)


# The command


@pytest.fixture
def run(container, monkeypatch):
    monkeypatch.setattr(import_command, "wired", lambda: container)
    return lambda *arguments: CliRunner().invoke(import_command.import_, list(map(str, arguments)))


def test_the_command_takes_a_file(run, container):
    done = run("offices", SAMPLES / "offices.csv")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "offices: 3 taken, 0 known before, 0 bad.\n"
    assert counts(container)[0] == 3


def test_the_command_writes_or_prints_the_bad_rows(run, tmp_path):
    file, errors = tmp_path / "employers.csv", tmp_path / "errors.csv"
    file.write_text(with_cells("employers", qid="1"), "utf-8")
    done = run("employers", file, "--errors", errors)
    assert (done.exit_code, done.stdout) == (1, "")
    (back,) = table(errors.read_text("utf-8"))
    assert back["field"] == "qid"
    assert table(run("employers", file).stdout) == [back]


def test_a_file_in_another_alphabet_is_refused(run, tmp_path):
    file = tmp_path / "employers.csv"
    file.write_bytes("name,qid\nاصطناعي,27063499001\n".encode("cp1256"))
    assert run("employers", file).exception.code == "file_not_utf8"
