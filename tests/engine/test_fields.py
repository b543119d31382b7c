"""Every field type at its bounds: what is taken, what is refused, and what the refusal says."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.engine.check_digits import person_code_valid, registration_number_valid
from caseflow.engine.fields import MAX_ROWS, TYPES, Field, Problem, read_form, stored, typed
from caseflow.words import LANGUAGES, say

LABEL = {"lv": "Lauks", "en": "Field"}
SIZES = {"small": {"lv": "mazs", "en": "small"}, "large": {"lv": "liels", "en": "large"}}
SHA = "a" * 64
UUID = "00000000-0000-4000-8000-000000000001"
INSTANT = datetime.fromisoformat("2024-02-03T00:00:00+00:00")


def field(type: str, **parts: Any) -> Field:
    return Field("x", type, LABEL, **parts)


def read(spec: Field, given: object) -> tuple[Any, list[Problem]]:
    values, problems = read_form({"x": spec}, {"x": given})
    return values.get("x"), problems


def the_problem(spec: Field, given: object) -> Problem:
    _, (problem,) = read(spec, given)
    assert all(say(problem.message, lang) for lang in LANGUAGES)
    return problem


@pytest.mark.parametrize(
    ("type", "given", "value"),
    [
        ("money", "150.00", Decimal("150.00")),
        ("money", "150", Decimal("150.00")),
        ("money", "1.5", Decimal("1.50")),
        ("money", 7, Decimal("7.00")),
        ("money", Decimal("0.01"), Decimal("0.01")),
        ("money", "999999999999999.99", Decimal("999999999999999.99")),
        ("percent", "100", Decimal(100)),
        ("percent", "62.5 %", Decimal("62.5")),
        ("number", "-0.0000000001", Decimal("-0.0000000001")),
        ("integer", "-12", -12),
        ("date", "2024-02-29", date(2024, 2, 29)),
        ("date", date(2024, 2, 29), date(2024, 2, 29)),
        ("bool", "jā", True),
        ("bool", False, False),
        ("text", "  ar atstarpēm \n otrā rinda ", "ar atstarpēm \n otrā rinda"),
        ("text", "a" * 20_000, "a" * 20_000),
        ("person_name", "Anna Kalniņa", "Anna Kalniņa"),
        ("user", " officer ", "officer"),
        ("choice", "small", "small"),
        ("registration_number", "40003000017", "40003000017"),
        ("person_code", "32000000017", "320000-00017"),
        ("person_code", "320000-00017", "320000-00017"),
        ("document", SHA, SHA),
        ("party", UUID, UUID),
        ("email", "birojs@vejadeli.example", "birojs@vejadeli.example"),
    ],
)
def test_takes_what_fits_the_type(type: str, given: object, value: object) -> None:
    found, problems = read(field(type, values=SIZES), given)
    assert problems == []
    assert found == value
    assert str(found) == str(value)


BAD: dict[tuple[str, str], list[object]] = {
    ("money", "not_money"): ["1,5", "1 234,50", "1.505", "1e3", "EUR 5", "٣", "NaN", "1" + "0" * 15, 1.5, True, {}],
    ("money", "negative"): ["-0.01", -1],
    ("percent", "not_percent"): ["100.01", "-1", "62,5", "half", 50.0],
    ("number", "not_number"): ["1,5", "0x1F", "Infinity", 0.5],
    ("integer", "not_integer"): ["1.0", "1_000", "²", 1.0],
    ("date", "not_date"): ["2024-02-30", "2023-02-29", "30.02.2024.", "2024-2-3", 20240203, INSTANT],
    ("bool", "not_bool"): ["perhaps", 2, [], 1.0],
    ("text", "not_text"): [5, ["a"], {"a": 1}],
    ("text", "too_long"): ["a" * 20_001, "a" * 3_000_000],
    ("text", "control_character"): ["a\x00b", "a\x1bb", "a\x7fb", "a\ud800b"],
    ("choice", "not_choice"): ["Small", "smal", 1, ["small"]],
    ("registration_number", "not_registration_number"): ["40003000018", "4000300001", "30003000017", "4000300001٧"],
    ("person_code", "not_person_code"): ["01010112345", "3200000001", "32-0000-00017", 32000000017.0, ["32000000017"]],
    ("document", "not_document"): ["A" * 64, "a" * 63, "printout.pdf"],
    ("party", "not_party"): ["1", "A" + UUID[1:], UUID + "0"],
    ("email", "not_email"): ["birojs", "a@b", "a b@c.lv", "a@b@c.lv", "a@.lv"],
    ("email", "control_character"): ["a\x00b@c.lv"],
}


@pytest.mark.parametrize(
    ("type", "problem", "given"),
    [
        pytest.param(type, problem, given, id=f"{type}-{problem}-{number}")
        for (type, problem), values in BAD.items()
        for number, given in enumerate(values)
    ],
)
def test_refuses_what_does_not_fit_and_says_how_to_write_it(type: str, problem: str, given: object) -> None:
    found = the_problem(field(type, values=SIZES), given)
    assert found.where == "x"
    assert found.message.id == f"engine.field.{problem}"


def test_nothing_below_zero_is_taken_unless_the_field_allows_it() -> None:
    assert read(field("money", negative=True), "-5")[0] == Decimal("-5.00")
    assert the_problem(field("money"), "-5").message.id == "engine.field.negative"


@pytest.mark.parametrize("type", ["money", "number", "percent"])
def test_a_negative_zero_is_a_zero(type: str) -> None:
    assert not read(field(type), "-0.00")[0].is_signed()


@pytest.mark.parametrize("type", TYPES)
def test_blank_is_not_given_and_only_a_required_field_minds(type: str) -> None:
    assert read(field(type), " \t") == (None, [])
    assert the_problem(field(type, required=True), " \t").message.id == "engine.field.missing"
    assert the_problem(field(type, required=True), None).message.id == "engine.field.missing"


def test_an_unknown_field_is_named_with_the_fields_that_there_are() -> None:
    _, (problem,) = read_form({"x": field("text")}, {"y": "1"})
    assert problem.where == "y"
    assert "x – Lauks" in say(problem.message, "lv")
    _, (problem,) = read_form({}, {"y": "1"})
    assert problem.message.id == "engine.field.none_asked"


def test_a_choice_that_is_not_offered_gets_the_list_of_those_that_are() -> None:
    assert "small – mazs un large – liels" in say(the_problem(field("choice", values=SIZES), "medium").message, "lv")


def test_a_problem_quotes_a_long_value_shortly() -> None:
    problem = the_problem(field("money"), "9" * 3_000_000)
    assert len(say(problem.message, "en")) < 300
    assert len(read_form({}, {"k" * 3_000_000: 1})[1][0].where) <= 60


@pytest.mark.parametrize("type", ["person_code", "person_name"])
@pytest.mark.parametrize("given", ["010101-12345", 1.5, ["010101-12345"]])
def test_a_problem_with_a_personal_value_never_repeats_it(type: str, given: object) -> None:
    _, problems = read(field(type), given)
    assert all(str(given) not in say(p.message, "lv") for p in problems)
    assert "lv@x" not in say(the_problem(field("email", personal=True), "lv@x").message, "lv")


NET = Field("net", "money", LABEL, required=True)
ROWS = field("list", fields={"net": NET, "on": Field("on", "date", LABEL)})


def test_every_bad_row_of_a_list_is_named_by_its_number() -> None:
    given = [{"net": "1"}, {"net": "1,5"}, "row", {}, {"net": "2", "vat": "1"}]
    values, problems = read(ROWS, given)
    assert values[0] == {"net": Decimal("1.00"), "on": None}
    assert [p.where for p in problems] == ["x.2.net", "x.3", "x.4.net", "x.5.vat"]


@pytest.mark.parametrize("given", ["a,b", {"net": "1"}, [{"net": "1"}] * (MAX_ROWS + 1)])
def test_a_list_must_be_a_list_of_a_sensible_length(given: object) -> None:
    assert the_problem(ROWS, given).message.id == "engine.field.not_rows"


def test_the_longest_list_is_read() -> None:
    values, problems = read(ROWS, [{"net": "1"}] * MAX_ROWS)
    assert (len(values), problems) == (MAX_ROWS, [])


def test_check_digits_tell_a_copied_number_from_a_mistyped_one() -> None:
    assert registration_number_valid("40003000017")
    assert not any(registration_number_valid(f"4000300001{d}") for d in "012345689")
    assert sum(person_code_valid(f"0101011234{d}") for d in "0123456789") == 1
    assert not person_code_valid("٣٢٠٠٠٠٠٠٠١٧")


amounts = st.decimals(-(10**15) + 1, 10**15 - 1, places=2)
values_of = {
    "money": amounts,
    "number": st.decimals(-(10**9), 10**9, places=10),
    "percent": st.decimals(0, 100, places=4),
    "date": st.dates(),
    "integer": st.integers(-(10**14), 10**14),
    "bool": st.booleans(),
    "text": st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Z"]), min_size=1, max_size=50),
}
typed_values = st.one_of(*(st.tuples(st.just(type), values) for type, values in values_of.items()))


@given(typed_values)
def test_what_is_read_survives_storing_as_json(pair: tuple[str, Any]) -> None:
    type, value = pair
    spec = field(type, negative=True)
    found, problems = read(spec, stored(value))
    assert problems == []
    back = typed(spec, json.loads(json.dumps(stored(found))))
    assert back == value
    assert stored(back) == stored(found)


@given(st.lists(st.fixed_dictionaries({"net": amounts, "on": st.none() | st.dates()}), max_size=5))
def test_rows_survive_storing_as_json(rows: list[dict[str, Any]]) -> None:
    assert typed(ROWS, json.loads(json.dumps(stored(rows)))) == rows


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(TYPES), anything)
def test_whatever_is_given_is_read_or_named_as_a_problem(type: str, given: object) -> None:
    spec = field(type, values=SIZES, fields={"net": NET})
    value, problems = read(spec, given)
    assert all(say(problem.message, lang).encode() for problem in problems for lang in LANGUAGES)
    if not problems and value is not None:
        assert typed(spec, json.loads(json.dumps(stored(value)))) == value


def words(item: str, **parts: Any) -> Field:
    return field("list", item=Field("x", item, LABEL, required=True, **parts))


@given(st.lists(typed_values.filter(lambda pair: pair[0] != "list"), max_size=5))
def test_plain_values_in_a_list_are_read_and_survive_storing(pairs: list[tuple[str, Any]]) -> None:
    for type, value in pairs:
        spec = words(type, negative=True)
        found, problems = read(spec, [stored(value), stored(value)])
        assert problems == []
        assert typed(spec, json.loads(json.dumps(stored(found)))) == [value, value]


def test_each_bad_or_blank_value_of_a_list_is_named_by_its_place() -> None:
    _, problems = read(words("choice", values=SIZES), ["small", "huge", " ", "large", None])
    assert [(p.where, p.message.id) for p in problems] == [
        ("x.2", "engine.field.not_choice"),
        ("x.3", "engine.field.missing"),
        ("x.5", "engine.field.missing"),
    ]
    assert the_problem(words("text"), "one\ntwo").message.id == "engine.field.not_rows"
    assert the_problem(words("text"), ["a"] * (MAX_ROWS + 1)).message.id == "engine.field.not_rows"


def test_personal_values_stay_the_sealed_reference_that_they_are() -> None:
    sealed = {"vault": UUID, "commitment": SHA}
    assert typed(field("money", personal=True), sealed) == sealed
