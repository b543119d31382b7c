"""Declared types, and the values that fit them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from caseflow.letters.errors import BadContext
from caseflow.letters.variables import ListOf, Plain, Record, UnknownType, declared, fitted


def test_a_record_of_the_house_is_known_by_its_name() -> None:
    organisation = declared("organisation")
    assert isinstance(organisation, Record)
    assert organisation.fields["e_signs"] == Plain("bool")
    assert isinstance(organisation.fields["turp"], Record)
    assert list(organisation.fields["turp"].fields) == ["nom", "gen", "dat", "acc", "lok"]


def test_a_field_that_is_not_required_is_optional() -> None:
    addressee = declared("addressee")
    assert isinstance(addressee, Record)
    assert addressee.fields["nosaukums_dat"] == Plain("text", optional=True)
    assert addressee.fields["channel"] == Plain("choice", choices=("email", "post", "official_address"))


def test_records_and_lists_may_be_nested() -> None:
    rows = declared([{"kurss": "text", "summa": "money?"}])
    assert rows == ListOf(Record({"kurss": Plain("text"), "summa": Plain("money", optional=True)}))


def test_a_choice_of_the_house_is_known_by_its_name() -> None:
    assert declared("round?") == Plain("choice", optional=True, choices=("r1", "r2"))
    ground = declared("exclusion_finding")
    assert isinstance(ground, Record)
    kinds = ground.fields["pamats"]
    assert isinstance(kinds, Plain)
    assert {"B-EXC-11", "B-EXC-40"} <= set(kinds.choices)


def test_a_list_may_say_how_many_items_it_needs() -> None:
    grounds = declared(["text", "1"])
    assert grounds == ListOf(Plain("text"), minimum=1)
    fitted(["a"], grounds, "x")
    with pytest.raises(BadContext, match="x: 0 items; the letter needs at least 1"):
        fitted([], grounds, "x")


@pytest.mark.parametrize("written", ["nauda", "", [], ["text", "text"], ["text", "1", "1"], {"a": "nauda"}])
def test_an_unknown_type_is_refused(written: object) -> None:
    with pytest.raises(UnknownType):
        declared(written)


@pytest.mark.parametrize(
    ("declaration", "value"),
    [
        ("text", "a"),
        ("money", Decimal("1.00")),
        ("money", Decimal("1E+3")),
        ("percent", Decimal("33.333")),
        ("date", date(2026, 2, 2)),
        ("date?", None),
        ("time", time(9, 5)),
        ("integer", 0),
        ("bool", False),
        (["integer"], []),
        (["integer"], (1, 2)),
        ({"a": "text"}, {"a": "x"}),
        ({"a": "text?"}, {}),
        ("case?", None),
    ],
)
def test_a_fitting_value_is_taken(declaration: object, value: object) -> None:
    fitted(value, declared(declaration), "x")


@pytest.mark.parametrize(
    ("declaration", "value", "named"),
    [
        ("text", "", "x: "),
        ("text", " \t", "x: "),
        ("text", 1, "x: "),
        ("text", None, "x: nothing was given"),
        ("money", Decimal("0.001"), "x: "),
        ("money", 1.0, "x: "),
        ("money", Decimal("NaN"), "x: "),
        ("percent", Decimal("Infinity"), "x: "),
        ("date", datetime(2026, 2, 2, tzinfo=UTC), "x: "),
        ("date", "2026-02-02", "x: "),
        ("integer", True, "x: "),
        ("integer", 1.0, "x: "),
        ("bool", 1, "x: "),
        (["integer"], "12", "x: "),
        (["integer"], [1, None], r"x\[1\]: nothing"),
        ({"a": "text"}, {}, "x.a: nothing"),
        ({"a": "text"}, {"a": "x", "b": "y"}, "x.b: the letter has no such variable"),
        ({"a": "text"}, "a", "x: "),
        ("organisation", {}, "x.nosaukums: nothing"),
    ],
)
def test_an_unfitting_value_is_refused_by_its_path(declaration: object, value: object, named: str) -> None:
    with pytest.raises(BadContext, match=f"^{named}"):
        fitted(value, declared(declaration), "x")


def test_a_choice_takes_only_its_words() -> None:
    channel = Plain("choice", choices=("email", "post"))
    fitted("post", channel, "x")
    with pytest.raises(BadContext, match="'fax' is none of email, post"):
        fitted("fax", channel, "x")


def test_missing_optional_fields_are_filled_with_nothing() -> None:
    rows = declared([{"a": "text?", "b": "text"}])
    assert fitted([{"b": "x"}], rows, "x") == [{"a": None, "b": "x"}]
