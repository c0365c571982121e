"""How fast the law answers: one gratuity beside peers, and 100,000 lines through the command."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

#: Has the peers: `make bench` makes it.
PEERS = Path(".venv-bench/bin/python")

LINES = 100_000
_MAAWIN = str(Path(sys.executable).with_name("maawin"))
_ENDINGS = ("contract_end", "resignation", "dismissal", "worker_cause", "death", "transfer")


def seconds_each() -> dict[str, float]:
    """The seconds of one gratuity: `sheet`, `sheet_read`, `bare`, `openfisca`, `zen`."""
    command = [str(PEERS), "-W", "ignore", "-m", "benchmarks.law_peers"]
    found = subprocess.run(command, check=True, capture_output=True, text=True)
    told: dict[str, float] = json.loads(found.stdout.splitlines()[-1])
    return told


def mixed_lines(count: int) -> str:
    """So many services, of every kind that the rule knows; one in a hundred is not answered."""
    chance = random.Random(7)
    return "".join(f"{json.dumps(_service(chance))}\n" for _ in range(count))


def _service(chance: random.Random) -> dict[str, object]:
    first = date(2018, 1, 1) + timedelta(days=chance.randrange(2500))
    last = first + timedelta(days=chance.randrange(3000))
    debt = {"kind": "loan", "amount": f"{chance.randrange(900)}.50", "status": "acknowledged"}
    return {
        "first_day": first.isoformat(),
        "last_day": last.isoformat() if chance.random() > 0.01 else "soon",
        "basic_wage": f"{chance.randrange(750, 4000)}.00",
        "ending": chance.choice(_ENDINGS),
        "dismissal_decision_recorded": chance.random() < 0.3,
        "unpaid_days": chance.choice((0, 0, 0, 20)),
        "earlier_contracts": [],
        "already_paid": chance.choice(("0.00", "0.00", "250.00")),
        "debts": [debt] if chance.random() < 0.3 else [],
    }


def lines_a_second(count: int = LINES) -> tuple[float, float, float]:
    """Lines a second through `maawin law calculate`, and its memory in MB at a tenth and at all."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder, "few.jsonl"), Path(folder, "many.jsonl")
        few.write_text(mixed_lines(count // 10), encoding="utf-8")
        many.write_text(mixed_lines(count), encoding="utf-8")
        _, before = _calculate(few)
        took, after = _calculate(many)
    return count / took, before, after


def _calculate(file: Path) -> tuple[float, float]:
    begun = time.perf_counter()
    command = [_MAAWIN, "law", "calculate", "end-of-service", str(file)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 1, "some lines are errors, and the command says so"
    return time.perf_counter() - begun, used.ru_maxrss / 1024


def results() -> list[tuple[str, str, str, bool]]:
    """What was measured, the goal, what was found, and whether it is met."""
    each = seconds_each()
    mine = each["sheet"]
    rate = f"{1 / mine:,.0f}/s"
    rows = [
        ("a gratuity with its sheet, beside OpenFisca-core", "≥ 20 ×", "openfisca", 20.0),
        ("the same beside zen-engine, its fast mode", "≥ 1 ×", "zen", 1.0),
        ("the same beside a bare `Fraction` function", "≥ 0.2 ×", "bare", 0.2),
    ]
    found = [
        (
            what,
            goal,
            f"{rate} against {1 / each[name]:,.0f}/s: {each[name] / mine:.2f} ×",
            each[name] / mine >= least,
        )
        for what, goal, name, least in rows
    ]
    read = f"{1 / each['sheet_read']:,.0f}/s"
    found.append(("the same, and every line taken out as an object", "(no goal)", read, True))
    lines, before, after = lines_a_second()
    shown = f"{lines:,.0f} lines/s; {before:.0f} MB after 10,000, {after:.0f} MB after {LINES:,}"
    found.append(
        (
            "100,000 lines through `maawin law calculate`",
            "memory flat",
            shown,
            after <= before * 1.1,
        )
    )
    return found
