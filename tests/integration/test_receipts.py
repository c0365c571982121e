# What a whole journey puts on paper, and that no number is ever lost or given twice.
from datetime import UTC, datetime
from io import BytesIO
from itertools import count
from pathlib import Path
from uuid import UUID

import pypdf
import pytest
from beginnings import kept
from click.testing import CliRunner
from litestar.testing import TestClient

from maawin_adapters.clocks import StoppedClock
from maawin_core.access.rights import Rights
from maawin_core.kernel.aggregate import Claim
from maawin_core.kernel.errors import AlreadyTaken, NotFound, Stale
from maawin_core.kernel.identity import Identity, ids_from, new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import SYSTEM, Role, employer
from maawin_core.payments.events import FeePaid, PaymentStatus
from maawin_core.payments.fee_payment import FeePayment
from maawin_core.receipts.receipt import Receipt
from maawin_core.receipts.use_cases import IssueFeeReceipt
from maawin_core.testing.sample import together
from maawin_core.testing.story import read_story
from maawin_core.words.catalogue import LANGUAGES, refusal_sentence, word
from maawin_entrypoints import receipt_commands
from maawin_entrypoints.api import api
from maawin_entrypoints.cli import maawin
from maawin_entrypoints.container import in_memory
from maawin_entrypoints.journey_command import player

ROOT = Path(__file__).parents[2]
PAPERS = ROOT / "tests/golden/papers"
THREADS, EACH = 8, 4


@pytest.fixture(scope="module")
def played():
    # A worker leaves in the sixth month of the guarantee; ids are counted, so papers stay the same.
    container, number = in_memory(), count(1)
    with ids_from(lambda: UUID(int=next(number))):
        story = read_story((ROOT / "examples/local.toml").read_text("utf-8"), "local.toml")
        list(player(container).play(story))
    return container


def id_of(container, number):
    return container.storage().holder(Claim("receipt_number", number))[1]


# Red after a change of words on purpose: delete the file, run again, and read what it writes.
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("number", ["FR-2025-000001", "RL-2025-000001"])
def test_a_paper_says_what_it_said(played, number, language):
    text = played.show_receipt()(SYSTEM, id_of(played, number), language).text()
    golden = PAPERS / f"{number}.{language}.txt"
    if not golden.exists():
        golden.write_text(f"{text}\n", "utf-8")
        pytest.fail(f"{golden.name} was missing and has been written: read it, and keep it")
    assert f"{text}\n" == golden.read_text("utf-8")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_print_of_a_letter_has_every_sum_of_its_text_in_the_same_bytes(played, language):
    letter, show = id_of(played, "RL-2025-000001"), played.show_receipt()
    pdf = show.pdf(SYSTEM, letter, language)
    assert pdf == show.pdf(SYSTEM, letter, language)
    printed = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)
    sums = ["6,600.00", "1,800.00", "8,400.00", "12,000.00", "5,400.00", "3,600.00"]
    assert [each for each in sums if each not in printed] == []
    assert "RL-2025-000001" in printed


# Over HTTP


@pytest.fixture(scope="module")
def client(played):
    receipt = played.storage().get(Receipt, id_of(played, "RL-2025-000001"))
    for party in (employer(receipt.employer), employer(new_id())):
        who = Identity(name="Synthetic")
        played.give_sign_in()(SYSTEM, who, Role.EMPLOYER, party, f"token of {party}")
    with TestClient(api(played)) as client:
        client.headers["authorization"] = f"Bearer token of {employer(receipt.employer)}"
        client.stranger = {"authorization": f"Bearer token of {party}"}
        yield client


def test_whoever_asks_for_a_pdf_gets_the_print(played, client):
    letter = id_of(played, "RL-2025-000001")
    got = client.get(f"/v1/receipts/{letter}", headers={"accept": "application/pdf"})
    assert (got.status_code, got.headers["content-type"]) == (200, "application/pdf")
    assert got.content == played.show_receipt().pdf(SYSTEM, letter, "ar")
    assert got.headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize("accept", ["text/plain", "*/*", "image/png"])
def test_anybody_else_gets_the_text_in_her_language(played, client, accept):
    letter = id_of(played, "RL-2025-000001")
    asked = {"accept": accept, "accept-language": "en-GB"}
    got = client.get(f"/v1/receipts/{letter}", headers=asked)
    assert got.headers["content-type"] == "text/plain; charset=utf-8"
    assert got.headers["content-language"] == "en"
    assert got.text.startswith("Refund of a recruitment fee\nRL-2025-000001")


def test_the_papers_of_a_fee_are_listed_for_its_parties(played, client):
    fee = id_of(played, "FR-2025-000001")
    papers = client.get(f"/v1/receipts/of/{fee}").json()["items"]
    assert [each["number"] for each in papers] == ["FR-2025-000001", "RL-2025-000001"]
    assert papers[1]["id"] == str(id_of(played, "RL-2025-000001"))
    assert client.get(f"/v1/receipts/of/{fee}", headers=client.stranger).status_code == 404


def test_a_stranger_finds_no_receipt(played, client):
    letter = id_of(played, "RL-2025-000001")
    assert client.get(f"/v1/receipts/{letter}", headers=client.stranger).status_code == 404


# Numbers, from many sides at once


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def storage(request):
    return request.getfixturevalue(f"{request.param}_stores").storage


def a_paid_fee(storage):
    id, attempt = new_id(), new_id()
    at = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    fee = Money("14000.00")
    event = FeePaid(
        at=at, payment=id, contract=id, attempt=attempt, fee=fee, provider="sandbox", reference="c"
    )
    paid = FeePayment(
        id=id, contract=id, request=new_id(), office=new_id(), employer=new_id(), fee=fee, due=at,
        status=PaymentStatus.PAID, attempt=attempt, provider="sandbox", charge="c",
    )  # fmt: skip
    return kept(storage, paid.after(event))


def until_kept(act):
    # As the job loop does: what somebody else has changed meanwhile comes again.
    for _ in range(1_000):
        try:
            return act()
        except (Stale, AlreadyTaken):
            continue
    raise AssertionError("it never came through")


def test_numbers_have_no_gap_whoever_issues_at_once(storage):
    fees = [a_paid_fee(storage) for _ in range(THREADS * EACH)]
    issue = IssueFeeReceipt(storage, Rights(), StoppedClock())

    def some(thread):
        mine = fees[thread::THREADS]
        # Each is asked for twice, and by the neighbour too.
        twice = [*mine, *mine, *fees[(thread + 1) % THREADS :: THREADS]]
        return [until_kept(lambda fee=fee: issue(SYSTEM, fee.id)) for fee in twice]

    came = together(THREADS, some)
    assert [each for each in came if not isinstance(each, list)] == []
    numbers = sorted(storage.get(Receipt, fee.id).number for fee in fees)
    assert numbers == [f"FR-2026-{n:06}" for n in range(1, len(fees) + 1)]


# At the command line


@pytest.fixture
def at_hand(played, monkeypatch):
    monkeypatch.setattr(receipt_commands, "wired", lambda: played)
    return lambda *arguments: CliRunner().invoke(maawin, ["money", *arguments])


def test_a_receipt_is_asked_by_its_number_or_by_the_id_of_its_payment(played, at_hand):
    by_number = at_hand("receipt", "fr-2025-000001", "--lang", "en")
    by_id = at_hand("receipt", str(id_of(played, "FR-2025-000001")), "--lang", "en")
    assert by_number.exit_code == 0, by_number.output
    assert by_number.output == by_id.output
    assert by_number.output == (PAPERS / "FR-2025-000001.en.txt").read_text("utf-8")


def test_a_refund_letter_is_arabic_unless_asked_otherwise(at_hand):
    told = at_hand("refund-letter", "RL-2025-000001")
    assert told.output == (PAPERS / "RL-2025-000001.ar.txt").read_text("utf-8")


def test_a_print_is_written_where_it_was_asked(played, at_hand, tmp_path):
    place = tmp_path / "letter.pdf"
    assert at_hand("refund-letter", "RL-2025-000001", "--pdf", str(place)).exit_code == 0
    lost = at_hand("refund-letter", "RL-2025-000001", "--pdf", str(tmp_path / "no" / "x.pdf"))
    assert (lost.exit_code, "may write" in lost.output) == (1, True)
    letter = id_of(played, "RL-2025-000001")
    assert place.read_bytes() == played.show_receipt().pdf(SYSTEM, letter, "ar")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_found_has_its_name_in_each_language(language):
    missing = NotFound("not_found", thing="receipt", id="FR-2025-999999")
    said = refusal_sentence(missing.code, language, missing.facts)
    assert word("word", "receipt", language) in said
    assert language == "en" or "receipt" not in said


def test_what_is_no_receipt_is_not_found(at_hand):
    assert isinstance(at_hand("receipt", "FR-2025-999999").exception, NotFound)
    assert isinstance(at_hand("refund-letter", str(new_id())).exception, NotFound)
