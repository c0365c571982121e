"""Which tests are asked about a planted fault: those of its file, the quick ones first."""

from __future__ import annotations

_LAW = "tests/unit/law/"
_RULE = tuple(
    f"{_LAW}{name}.py"
    for name in ("test_kept_answers", "test_rule_corners", "test_kept_records", "test_legal_cases")
)
_ANSWERS = f"{_LAW}test_kept_answers.py"
_GUARANTEE = tuple(
    f"tests/unit/disputes/{name}.py" for name in ("test_guarantee_refund", "test_guarantee_corners")
)
_SHEET = (
    _ANSWERS,
    f"{_LAW}test_form.py",
    f"{_LAW}test_form_kept.py",
    f"{_LAW}test_kept_records.py",
    f"{_LAW}test_parameter.py",
    f"{_LAW}test_told_exactly.py",
    f"{_LAW}test_legal_cases.py",
)
_FACTS = (
    f"{_LAW}test_facts.py",
    f"{_LAW}test_told_exactly.py",
    _ANSWERS,
    f"{_LAW}test_kept_records.py",
)
_PRINT = (
    _ANSWERS,
    f"{_LAW}test_answer.py",
    f"{_LAW}test_told_exactly.py",
    f"{_LAW}test_letter.py",
    f"{_LAW}test_boundaries.py",
    f"{_LAW}test_law_pages.py",
)
_KEPT = (
    f"{_LAW}test_record.py",
    f"{_LAW}test_told_exactly.py",
    _ANSWERS,
    f"{_LAW}test_kept_records.py",
)
_REFORM = (f"{_LAW}test_reform.py", f"{_LAW}test_told_exactly.py")
_DATED = (
    _ANSWERS,
    f"{_LAW}test_parameter.py",
    f"{_LAW}test_told_exactly.py",
    f"{_LAW}test_kept_records.py",
    f"{_LAW}test_facts.py",
)

#: By the end of a file's name, without `.py`; the first that fits.
WITNESSES: dict[str, tuple[str, ...]] = {
    "law/answer": _PRINT,
    "law/clocks": (f"{_LAW}test_clocks.py", f"{_LAW}test_told_exactly.py", *_RULE),
    "law/difference": _REFORM,
    "law/domestic_work": (*_DATED[:3], f"{_LAW}test_reform.py", *_SHEET),
    "law/fact_kinds": _FACTS,
    "law/facts": _FACTS,
    "law/figure_table": _PRINT,
    "law/government_fees": (
        f"{_LAW}test_government_fees.py",
        f"{_LAW}test_told_exactly.py",
        *_RULE,
    ),
    "law/identifier_answer": (
        f"{_LAW}test_identifier_answer.py",
        "tests/unit/kernel/test_identifiers.py",
    ),
    "law/kept": (*_KEPT, f"{_LAW}test_answer.py"),
    "law/letter": _PRINT,
    "law/openfisca_yaml": _PRINT,
    "law/parameter": _DATED,
    "law/reading": _DATED,
    "law/record": _KEPT,
    "law/reform": _REFORM,
    "law/schema": (f"{_LAW}test_facts.py", f"{_LAW}test_law_pages.py"),
    "law/statutes": _PRINT,
    "law/strict_json": (*_FACTS, f"{_LAW}test_record.py"),
    "contracts/working_time": ("tests/unit/contracts/test_working_time.py", *_RULE),
    "disputes/guarantee_phases": (*_GUARANTEE, *_RULE),
    "disputes/guarantee_refund": (*_GUARANTEE, *_RULE),
    "end_of_service/end_of_service": (
        "tests/unit/end_of_service/test_end_of_service.py",
        *_RULE,
    ),
    "end_of_service/final_settlement": (
        "tests/unit/end_of_service/test_final_settlement.py",
        *_RULE,
    ),
    "end_of_service/gratuity_earned": (
        "tests/unit/end_of_service/test_end_of_service.py",
        *_RULE,
    ),
    "end_of_service/leave": ("tests/unit/end_of_service/test_leave.py", *_RULE),
    "end_of_service/service": (
        "tests/unit/end_of_service/test_end_of_service.py",
        "tests/unit/end_of_service/test_leave.py",
        *_RULE,
    ),
    "offers/price_cap": ("tests/unit/offers/test_price_cap.py", *_RULE),
    "offers/wage_floor": ("tests/unit/offers/test_wage_floor.py", *_RULE),
    "wages/wage_due": ("tests/unit/wages/test_wage_due.py", *_RULE),
    "workers/age_at_contract": ("tests/unit/workers/test_age_at_contract.py", *_RULE),
}

#: Run when a module is imported: a fault there is tried in a process that imports it anew.
AT_IMPORT = ("law/reading", "law/parameter", "law/domestic_work", "law/qatar/", "law/fact_kinds")


def witnesses_of(file: str) -> tuple[str, ...]:
    """The files of tests that are asked about a fault in this file, in their order."""
    name = file.removesuffix(".py")
    if "law/qatar/" in name:
        return _DATED
    return next((tests for end, tests in WITNESSES.items() if name.endswith(end)), _SHEET)


def runs_at_import(file: str) -> bool:
    """Whether what is in this file runs before a fault can be switched on."""
    return any(part in file for part in AT_IMPORT)
