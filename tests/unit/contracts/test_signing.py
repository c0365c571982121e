import pytest
from hypothesis import given
from hypothesis import strategies as st

from maawin_core.contracts.signing import sha256_of, text_of
from maawin_core.kernel.errors import RuleBroken
from maawin_core.kernel.identity import Identity

NAMES = st.text(st.characters(exclude_characters="⟦⟧", exclude_categories=("Cs",)), max_size=8)


@given(st.data())
def test_a_text_reads_as_it_was_signed_and_its_body_holds_no_name(data):
    people = [
        Identity(name=data.draw(NAMES), qid=data.draw(NAMES), passport=data.draw(NAMES))
        for _ in range(2)
    ]
    values = [value for who in people for value in (who.name, who.qid, who.passport)]
    parts = data.draw(st.lists(st.sampled_from([*values, "name", "1.qid", " "]), min_size=1))
    text = "".join(parts) + "."
    kept = text_of(text, "en", people)
    assert kept.read(people) == text
    assert kept.sha256 == sha256_of(text)


def test_names_and_numbers_are_taken_out_of_the_text():
    who = Identity(name="Synthetic Worker", passport="P0000001")
    kept = text_of("Synthetic Worker holds P0000001.", "en", [who])
    assert kept.body == "⟦1.name⟧ holds ⟦1.passport⟧."


def test_a_longer_name_is_not_cut_by_a_shorter_one_in_it():
    people = [Identity(name="Ali"), Identity(name="Alia Ali")]
    kept = text_of("Ali and Alia Ali", "en", people)
    assert kept.body == "⟦1.name⟧ and ⟦2.name⟧"


def test_once_a_person_is_forgotten_the_text_names_nobody():
    who = Identity(name="Synthetic Worker", passport="P0000001")
    kept = text_of("Synthetic Worker holds P0000001.", "en", [who])
    assert kept.read([Identity(name="")]) == " holds ."


@pytest.mark.parametrize(("text", "code"), [(" ", "text_missing"), ("⟦1.name⟧", "text_has_places")])
def test_an_empty_text_or_one_with_places_of_its_own_is_refused(text, code):
    with pytest.raises(RuleBroken, match=code):
        text_of(text, "en", [])


def test_a_text_without_people_is_kept_as_it_is():
    assert text_of("All is well.", "en", [Identity(name="")]).body == "All is well."
