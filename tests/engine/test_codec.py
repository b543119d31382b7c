"""Values go to JSON and back exactly, and events have one text."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.engine.codec import canonical, decode, encode, instant_text
from caseflow.rules.tax import Extension
from caseflow.words.language import Text
from caseflow.words.message import Message

names = st.from_regex(r"[a-z_]{1,8}", fullmatch=True)
plain = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(st.characters(codec="utf-8"), max_size=20)
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.dates()
    | st.builds(Text, st.text(max_size=5), st.text(max_size=5))
)
values = st.recursive(
    plain,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(names, inner, max_size=3)
        | st.builds(Message, names, st.dictionaries(names, inner, max_size=2))
    ),
    max_leaves=8,
)


@given(values)
def test_a_value_comes_back_from_json_as_it_was(value: Any) -> None:
    back = decode(json.loads(json.dumps(encode(value))))
    assert back == value
    assert repr(back) == repr(value)


@given(st.dictionaries(names, values, max_size=4))
def test_the_text_of_an_event_does_not_depend_on_the_order_of_its_parts(parts: dict[str, Any]) -> None:
    body = encode(parts)
    text = canonical(body)
    assert canonical(dict(reversed(list(body.items())))) == text
    assert json.loads(text) == body
    assert "\n" not in text


def test_amounts_keep_their_cents_and_days_stay_days() -> None:
    assert decode(encode({"net": Decimal("1.50")}))["net"].as_tuple() == Decimal("1.50").as_tuple()
    assert decode(encode([date(2024, 4, 5)])) == [date(2024, 4, 5)]


def test_tuples_sets_and_records_become_plain_lists_and_objects() -> None:
    record = Extension(amount=Decimal("1.00"), decided_on=date(2024, 4, 5))
    assert decode(encode((1, 2))) == [1, 2]
    assert decode(encode(frozenset({"b", "a"}))) == ["a", "b"]
    assert decode(encode(record)) == {"amount": Decimal("1.00"), "decided_on": date(2024, 4, 5)}


@pytest.mark.parametrize("value", [1.5, datetime(2024, 4, 5, tzinfo=UTC), object(), b"bytes", [1.5]])
def test_a_value_without_an_exact_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        encode(value)


@pytest.mark.parametrize("mark", ["=", "@", "#", "~"])
def test_a_mapping_that_would_be_read_back_as_something_else_is_refused(mark: str) -> None:
    with pytest.raises(TypeError, match="mark"):
        encode({mark: "1"})


def test_instants_are_utc_with_six_digits_so_that_texts_sort_as_instants_do() -> None:
    at = datetime(2024, 4, 5, 21, tzinfo=UTC)
    assert instant_text(at) == "2024-04-05T21:00:00.000000Z"
    assert instant_text(at) < instant_text(at + timedelta(microseconds=1))


@pytest.mark.parametrize("zone", [None, timezone(timedelta(hours=3))])
def test_an_instant_in_another_zone_or_in_none_is_refused(zone: timezone | None) -> None:
    with pytest.raises(TypeError, match="UTC"):
        instant_text(datetime(2024, 4, 5, 21, tzinfo=zone))


@given(st.dictionaries(st.text(max_size=8), values, max_size=4))
def test_the_text_of_an_event_is_what_any_reader_of_json_would_write(parts: dict[str, Any]) -> None:
    body = {name: encode(value) for name, value in parts.items()}
    text = canonical(body)
    assert text == json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@pytest.mark.parametrize("letters", ["\x00\x1f\x7f\x80\u2028\u2029\ufeff\uffff\U00010000\U0010ffff", '"\\/\b\f\n\r\t'])
def test_no_letter_is_written_otherwise_than_the_events_before_had_it(letters: str) -> None:
    body = {letter: letter for letter in letters}
    assert canonical(body) == json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
