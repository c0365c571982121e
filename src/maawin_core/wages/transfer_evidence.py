"""The evidence of a transfer by a payer without an establishment number (M11, A-30).

The employer's own bank moves the money; this paper says from whom to whom, how much, and for
which month, so that the bank's answer and the worker's signature can be laid beside it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime

from ..kernel.calendar import DOHA
from ..kernel.money import total
from .salary_file import Payee, Payer, WageSlip, sequence

FORMAT = "maawin-wage-transfer/1"


def transfer_evidence(
    payer: Payer, month: date, made_at: datetime, records: Sequence[tuple[Payee, WageSlip]]
) -> str:
    """The paper, as JSON that a person can read."""
    paper = {
        "format": FORMAT,
        "made_at": made_at.astimezone(DOHA).isoformat(timespec="minutes"),
        "month": f"{month:%Y-%m}",
        "payer": {"qid": payer.qid, "bank": payer.bank, "iban": payer.iban},
        "records": [
            {
                "record": sequence(number),
                "name": payee.name,
                "qid": payee.qid,
                "visa": payee.visa,
                "bank": payee.bank,
                "account": payee.account,
                "basic": slip.basic.plain,
                "housing": slip.housing.plain,
                "food": slip.food.plain,
                "deductions": slip.deductions.plain,
                "notes": slip.notes,
                "net": slip.net.plain,
            }
            for number, (payee, slip) in enumerate(records, 1)
        ],
        "total": total(slip.net for _, slip in records).plain,
        "currency": "QAR",
    }
    return json.dumps(paper, ensure_ascii=False, indent=2) + "\n"
