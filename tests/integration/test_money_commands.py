from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from maawin_adapters.sql import Database, SqlBooks, SqlLists
from maawin_core.books.posting import clearing
from maawin_core.payments.events import FeePaymentRow
from maawin_entrypoints.cli import EXIT_CODES, maawin, main

STORY = Path(__file__).parents[2] / "examples" / "refund-unpaid.toml"


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    # The story of the office that does not pay, kept in a file.
    return f"sqlite:///{tmp_path_factory.mktemp('money')}/story.sqlite"


@pytest.fixture(scope="module")
def played(url):
    run(url, "db", "upgrade")
    told = run(url, "journey", str(STORY), "--keep")
    assert told.exit_code == 0, told.output
    database = Database(url)
    (row,) = SqlLists(database).page(FeePaymentRow).items
    yield row, SqlBooks(database), database
    database.close()


def run(url, *arguments):
    return CliRunner().invoke(maawin, list(arguments), env={"MAAWIN_DATABASE": url})


@pytest.mark.parametrize(("language", "says"), [("en", "sound"), ("ar", "سليمة")])
def test_the_books_of_a_whole_story_are_sound(url, played, language, says):
    found = run(url, "money", "check", "--lang", language)
    assert (found.exit_code, says in found.output) == (0, True), found.output


def test_what_somebody_changed_in_the_database_is_named_with_what_to_do_next(url, played):
    _, _, database = played
    for up in (1, -1):
        with database.engine.begin() as connection:
            connection.execute(
                sa.text("update balances set minor = minor + :up where name = 'wage_out'"),
                {"up": up},
            )
        found = run(url, "money", "check")
        if up == 1:
            assert found.exit_code == 1
            assert "wage_out/" in found.output
            assert "Stop payments" in found.output
    assert found.exit_code == 0


def test_a_statement_of_an_office_runs_with_both_times_and_its_balance(url, played):
    row, _, _ = played
    told = run(url, "money", "statement", "--office", str(row.office)).output
    assert "Office's balance" in told
    assert "Guarantee deposit" in told
    lines = [line for line in told.splitlines() if "Held fee released" in line]
    assert len(lines) == 1
    assert lines[0].count("2025-02-09 11:00") == 2
    assert "QAR 5,000.00" in lines[0]


def test_a_statement_of_a_payment_has_every_account_of_it(url, played):
    row, _, _ = played
    told = run(url, "money", "statement", "--payment", str(row.key), "--lang", "ar").output
    assert told.count(str(row.key)) > 8
    for name in ("رسوم محفوظة", "مبلغ محل نظر", "محتجز للضمان", "استرجاع مستحق"):
        assert name in told


def test_a_statement_goes_on_where_its_page_ended(url, played):
    first = run(url, "money", "statement", "--account", "clearing/sandbox", "--limit", "2").output
    *_, again = first.strip().splitlines()
    rest = run(url, "money", "statement", *again.split()).output
    assert len(first.splitlines()) == 4
    whole = run(url, "money", "statement", "--account", "clearing/sandbox").output
    assert whole.splitlines()[1:] == [*first.splitlines()[1:3], *rest.splitlines()[1:]]


def test_a_statement_of_nothing_or_of_too_much_says_so(url, played):
    assert run(url, "money", "statement").exit_code == 2
    empty = run(url, "money", "statement", "--account", "held/nobody")
    assert "Nothing has happened" in empty.output


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (["--office", str(UUID(int=9))], "no such"),
        (["--payment", str(UUID(int=9))], "no such"),
        (["--account", "held/nobody", "--currency", "ZZZ"], "ZZZ"),
        (["--account", "nonsense/x"], "office, office_debt, guarantee, paying_out"),
    ],
)
def test_a_statement_of_what_does_not_exist_is_refused(
    url, played, asked, says, monkeypatch, capsys
):
    monkeypatch.setenv("MAAWIN_DATABASE", url)
    with pytest.raises(SystemExit) as ended:
        main(["money", "statement", *asked])
    assert ended.value.code in (3, 6)
    assert says in capsys.readouterr().err


def settlement(books):
    ways = {"fee_taken": "charge", "paid_in": "charge", "refund_given": "refund"}
    ways["payout_done"] = "payout"
    rows = ["reference,movement,amount,currency,day"]
    for line in books.statement(clearing("sandbox")).items:
        entry = line.posted.entry
        day = line.posted.happened_at.date()
        amount = abs(line.amount).plain
        rows.append(f"{entry.reference},{ways[entry.code]},{amount},QAR,{day}")
    return rows


def test_a_settlement_that_agrees_and_one_that_does_not(url, played, tmp_path):
    _, books, _ = played
    rows, file = settlement(books), tmp_path / "settlement.csv"
    file.write_text("\n".join(rows) + "\n", "utf-8")
    found = run(url, "money", "reconcile", str(file), "--provider", "sandbox")
    assert (found.exit_code, "5 movements agree" in found.output) == (0, True), found.output
    file.write_text("\n".join([*rows[:-1], "ch-x,charge,1.00,QAR,2025-06-18"]) + "\n", "utf-8")
    found = run(url, "money", "reconcile", str(file), "--provider", "sandbox")
    assert found.exit_code == 1
    assert "does not list it" in found.output
    assert "the books have none" in found.output
    assert "?" not in found.output


def test_a_providers_own_list_is_held_against_the_books(url, played):
    # The sandbox of this process has forgotten what that of the story took.
    found = run(url, "money", "reconcile", "--provider", "sandbox", "--day", "2025-01-13")
    assert found.exit_code in (0, 1), found.output


def test_what_is_refused_is_a_sentence_and_an_exit_code(url, played, monkeypatch, capsys):
    monkeypatch.setenv("MAAWIN_DATABASE", url)
    with pytest.raises(SystemExit) as end:
        main(["money", "statement", "--account", "slush/fund"])
    assert end.value.code in EXIT_CODES.values()
    assert "chart of accounts" in capsys.readouterr().err
