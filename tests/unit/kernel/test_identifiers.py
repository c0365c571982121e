import pytest
from hypothesis import given
from hypothesis import strategies as st

from maawin_core.kernel.countries import ALPHA_3, BY_NUMBER
from maawin_core.kernel.identifiers import KINDS, check
from maawin_core.law.identifier_answer import identifier_answer, identifier_text


@pytest.mark.parametrize(
    ("kind", "written", "status", "value", "says"),
    [
        ("qid", "27612405934", "valid", "27612405934", {"birth_year": 1976, "country": "CAN"}),
        ("qid", "٢٧٦ ١٢٤ ٠٥٩٣٤", "valid", "27612405934", {"birth_year": 1976, "country": "CAN"}),
        ("qid", "30160800001", "valid", "30160800001", {"birth_year": 2001, "country": "PHL"}),
        ("qid", "27822001001", "valid_with_warning", "27822001001", {"birth_year": 1978}),
        ("qid", "28424002333", "valid_with_warning", "28424002333", {"birth_year": 1984}),
        ("qid", "47612405934", "invalid", "47612405934", {}),
        ("qid", "2761240593", "invalid", "2761240593", {}),
        ("qid", "2761240593x", "invalid", "2761240593X", {}),
        ("eid", "10007230", "valid", "10007230", {}),
        ("eid", "1234567", "valid", "01234567", {}),
        ("eid", "۱۲۳۴۵۶۷", "valid", "01234567", {}),
        ("eid", "123456", "invalid", "123456", {}),
        (
            "iban",
            "qa87 qnba qaqa xxx0 0000 6931 2345 6",
            "valid",
            "QA87QNBAQAQAXXX00000693123456",
            {"country": "QAT", "bank": "QNBA"},
        ),
        (
            "iban",
            "QA26DOHBQAQAXXX00000693123456",
            "valid",
            "QA26DOHBQAQAXXX00000693123456",
            {"country": "QAT", "bank": "DOHB"},
        ),
        (
            "iban",
            "QA26DOHBQAQAXXX00000693123457",
            "invalid",
            "QA26DOHBQAQAXXX00000693123457",
            {},
        ),
        ("iban", "GB82WEST12345698765432", "invalid", "GB82WEST12345698765432", {}),
        ("phone", "+974 4028 8101", "valid", "+97440288101", {"country": "QAT"}),
        ("phone", "0097440288101", "valid", "+97440288101", {"country": "QAT"}),
        ("phone", "97440288101", "valid", "+97440288101", {"country": "QAT"}),
        ("phone", "٤٠٢٨٨١٠١", "valid", "+97440288101", {"country": "QAT"}),
        ("phone", "+44 20 7946 0000", "invalid", "+442079460000", {}),
        ("phone", "4028810", "invalid", "4028810", {}),
        ("passport", "p1234567a", "valid", "P1234567A", {}),
        ("passport", "P12", "valid_with_warning", "P12", {}),
        ("passport", "P-1234567", "invalid", "P-1234567", {}),
        ("passport", " ", "invalid", "", {}),
    ],
)
def test_an_identifier_is_read_as_people_write_it(kind, written, status, value, says):
    found = check(kind, written)
    assert (found.status, found.value, found.says) == (status, value, says)
    assert bool(found.messages) == (status != "valid")


@given(st.sampled_from(KINDS), st.text(max_size=40))
def test_anything_can_be_checked_and_every_fault_has_words(kind, text):
    found = identifier_answer(kind, text)
    for message in found["messages"]:
        assert message["en"] != message["ar"]
        assert not message["en"].startswith("id.")
    assert identifier_text(kind, found, "ar")


@given(st.sampled_from(KINDS), st.text("0123456789QA٣ +", max_size=30))
def test_the_normal_form_is_its_own_normal_form(kind, text):
    found = check(kind, text)
    assert check(kind, found.value) == found


def test_there_are_249_countries():
    assert len(BY_NUMBER) == len(ALPHA_3) == 249
