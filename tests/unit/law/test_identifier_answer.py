from maawin_core.law.answer import LANGUAGES, said
from maawin_core.law.identifier_answer import identifier_answer, identifier_text


def test_an_identity_number_is_told_with_what_it_says_and_what_is_wrong():
    good = identifier_answer("qid", "27612405934")
    said = identifier_text("qid", good).splitlines()
    assert said[0] == f"{LANGUAGES['en']['id.qid']} 27612405934: {LANGUAGES['en']['id.valid']}"
    assert f"  {LANGUAGES['en']['id.birth_year']}: 1976" in said
    bad = identifier_answer("qid", "x")
    told = identifier_text("qid", bad, "ar").splitlines()
    assert told[1:] == [f"! {each['ar']}" for each in bad["messages"]] != []


def test_what_is_no_text_is_repeated_as_a_question():
    assert "?" in identifier_answer("passport", "\ud800")["value"]


def test_what_is_wrong_with_a_number_has_a_code_and_a_sentence():
    (message,) = identifier_answer("qid", "x")["messages"]
    assert message == {"code": message["code"], **said(f"id.{message['code']}")}
    assert message["en"] != f"id.{message['code']}"
