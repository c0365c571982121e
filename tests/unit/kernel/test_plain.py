# ruff: noqa: DTZ001 (Hypothesis wants the ends of a range without a zone)

import base64
import json
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maawin_core.access.sign_in import SignInRow
from maawin_core.kernel.aggregate import Row, kinds_of
from maawin_core.kernel.errors import RuleBroken
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import Role
from maawin_core.kernel.plain import (
    bounded,
    column_types,
    cursor,
    instant,
    member,
    places,
    plain,
    read,
    read_cursor,
    read_instant,
    read_number,
    rows_reader,
)
from maawin_core.notices.notice import NoticeRow
from maawin_core.payments.events import FeePaymentRow
from maawin_core.testing.filling import filled
from maawin_core.testing.sample import a_fee, a_notice, a_sign_in

ZONES = st.integers(-720, 840).map(lambda minutes: timezone(timedelta(minutes=minutes)))
INSTANTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=ZONES)
WORDS = st.text(st.sampled_from("|~01ab") | st.characters(exclude_categories=["Cs"]))


@given(INSTANTS)
def test_an_instant_is_read_as_it_was_written(at):
    assert read_instant(instant(at)) == at


@given(INSTANTS, INSTANTS)
def test_the_order_of_instants_is_the_order_of_their_text(one, other):
    assert (instant(one) < instant(other)) is (one < other)
    assert len(instant(one)) == len(instant(other))


@given(
    st.one_of(
        INSTANTS, st.dates(), st.uuids(), st.integers(), st.booleans(), st.text(),
        st.integers(-(10**12), 10**12).map(Money.of_minor), st.sampled_from(Role),
        st.lists(WORDS).map(tuple),
    )
)  # fmt: skip
def test_a_value_is_read_as_it_was_written(value):
    found = read(type(value), plain(value))
    assert found == value
    assert type(found) is (datetime if isinstance(value, datetime) else type(value))


def test_nothing_is_nothing():
    assert plain(None) is None
    assert read(date, None) is None


class Number(Enum):
    ONE = 1


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Money("12.50"), 1250),
        (True, 1),
        (False, 0),
        (7, 7),
        (Role.OFFICER, "officer"),
        (Number.ONE, "1"),
        (date(2026, 1, 5), "2026-01-05"),
        (datetime(2026, 1, 5, 9, tzinfo=UTC), "2026-01-05T09:00:00.000000Z"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (("ar", "en"), "|ar|en|"),
        ((), "|"),
        ("text", "text"),
    ],
)
def test_a_value_is_written_as_text_or_a_whole_number(value, written):
    assert plain(value) == written


@given(st.lists(WORDS).map(tuple), WORDS)
def test_a_member_is_found_in_its_tuple_and_in_no_other(several, one):
    assert (member(one) in plain(several)) is (one in several)


def test_columns_have_bare_types():
    types = column_types(SignInRow)
    assert (types["key"], types["until"], types["role"]) == (UUID, date, Role)
    assert column_types(FeePaymentRow)["fee"] is Money
    assert column_types(FeePaymentRow)["office"] is UUID


def made_of(kind, values):
    (row,) = rows_reader(kind, list(values))([tuple(values.values())])
    return row


@pytest.mark.parametrize(
    "thing", [a_fee(), a_notice(), a_sign_in(), a_sign_in(until=date(2026, 6, 1))]
)
def test_a_row_is_read_as_it_was_written(thing):
    for row in thing.rows():
        values = {name: plain(getattr(row, name)) for name in column_types(type(row))}
        assert made_of(type(row), values) == row


@pytest.mark.parametrize("kind", [kind for _, kind in sorted(kinds_of(Row).items())])
def test_a_row_of_every_kind_is_read_as_it_was_written(kind):
    row = filled(kind)
    values = {name: plain(getattr(row, name)) for name in column_types(kind)}
    assert made_of(kind, values) == row
    assert all(isinstance(value, str | int) for value in values.values())


def test_an_order_is_of_columns_and_the_key():
    assert places(FeePaymentRow, ["fee", "due"]) == {"fee": int, "due": str, "key": str}
    assert places(NoticeRow, ["read"]) == {"read": int, "key": str}
    assert places(NoticeRow, []) == places(NoticeRow, ["key"]) == {"key": str}


@pytest.mark.parametrize("order", ["nonsense", "until", "seen_by", "", "__class__"])
def test_what_is_no_column_or_may_be_none_is_no_order(order):
    with pytest.raises(RuleBroken) as refusal:
        places(SignInRow, [order])
    assert refusal.value.code == "order_unknown"


@given(st.lists(st.one_of(WORDS.filter(lambda w: "\0" not in w), st.integers(-(2**63), 2**63 - 1))))
def test_a_place_is_read_as_it_was_written(values):
    word = cursor(values)
    assert read_cursor(word, *map(type, values)) == values
    assert word.isascii()
    assert not set(word) & set("+/= \n")


def word_of(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "word",
    [
        "", "nonsense", "é", "%%%", "\0", "a" * 10_001, word_of("a"), word_of(5), word_of({}),
        word_of([]), word_of([1]), word_of(["a", 1]), word_of([None, "a"]), word_of([1, None]),
        word_of([1.5, "a"]), word_of([True, "a"]), word_of([2**63, "a"]), word_of([1, "\0"]),
        word_of([1, "\ud800"]), word_of([1, "a", "b"]), word_of([[1], "a"]),
        base64.urlsafe_b64encode(b"[" * 50_000).decode(),
    ],
)  # fmt: skip
def test_a_word_of_any_other_making_is_refused(word):
    with pytest.raises(RuleBroken) as refusal:
        read_cursor(word, int, str)
    assert refusal.value.code == "cursor_unreadable"
    assert len(refusal.value.facts["found"]) <= 40


@given(st.text())
def test_whatever_is_sent_as_a_place_is_refused_or_read(word):
    with suppress(RuleBroken):
        assert len(read_cursor(word, str)) == 1


def test_a_numbered_list_begins_at_its_beginning():
    assert read_number(None) == read_number("") == 0
    assert read_number(cursor([17])) == 17


@pytest.mark.parametrize("limit", [1, 50, 200])
def test_a_page_that_is_long_enough_is_given(limit):
    assert bounded(limit, 200) == limit


@pytest.mark.parametrize("limit", [-1, 0, 201])
def test_a_page_that_is_too_long_or_none_is_refused(limit):
    with pytest.raises(RuleBroken) as refusal:
        bounded(limit, 200)
    assert refusal.value.facts == {"found": limit, "needed": 200}
