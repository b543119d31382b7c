"""What case fields hold, in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from caseflow.cases.values import Named, Sealed, Showing, Value, in_words
from caseflow.engine.fields import Field
from caseflow.parties.register import Party
from caseflow.words import say

LABEL = {"lv": "Lauks", "en": "Field"}
MICRO = {"micro": {"lv": "sīkais (mikro)", "en": "micro"}}


def field(type: str) -> Field:
    return Field("field", type, LABEL, values=MICRO if type == "choice" else {})


@pytest.mark.parametrize(
    ("type", "value", "lv", "en"),
    [
        ("money", Decimal("1234.50"), "1\u00a0234,50\u00a0EUR", "EUR\u00a01,234.50"),
        ("percent", Decimal(85), "85\u00a0%", "85%"),
        ("date", date(2024, 4, 5), "05.04.2024.", "5 April 2024"),
        ("choice", "micro", "sīkais (mikro)", "micro"),
        ("choice", "gone", "gone", "gone"),
        ("bool", True, "jā", "yes"),
        ("integer", 3, "3", "3"),
        ("text", "Cēsis", "Cēsis", "Cēsis"),
        ("document", "ab" * 32, "dokuments abababababab…", "document abababababab…"),
        ("person_code", Sealed("x"), "[personas dati, glabājas šifrēti]", "[personal data, kept encrypted]"),
        ("list", ({}, {}), "2 ieraksti", "2 rows"),
        ("list", (), "0 ierakstu", "0 rows"),
        ("list", ({},) * 21, "21 ieraksts", "21 rows"),
        ("money", None, "–", "–"),
        ("party", Named("x", "40003000017", "SIA “A”"), "SIA “A”, reģ.\u00a0Nr.\u00a040003000017", None),
    ],
)
def test_says_each_kind_of_value(type: str, value: Value, lv: str, en: str | None) -> None:
    said = in_words(field(type), value)
    assert say(said, "lv") == lv
    assert say(said, "en") == (en or "SIA “A”, reg. no.\u00a040003000017")


def test_a_party_that_is_not_known_is_shown_by_its_id() -> None:
    id = str(UUID(int=5))
    assert Showing({}).value(field("party"), id) == id


def test_plain_values_in_a_list_are_shown_one_by_one() -> None:
    values = {"a": {"lv": "pirmais", "en": "first"}, "b": {"lv": "otrais", "en": "second"}}
    grounds = Field("grounds", "list", LABEL, item=Field("grounds", "choice", LABEL, values=values))
    shown = Showing({}).value(grounds, ["a", "b"])
    assert shown == ("a", "b")
    assert [say(in_words(grounds, shown), lang) for lang in ("lv", "en")] == ["pirmais un otrais", "first and second"]
    assert say(in_words(grounds, ()), "lv") == "0 ierakstu"


def test_a_party_is_named_and_rows_are_shown_column_by_column() -> None:
    party = Party(UUID(int=5), "merchant", "40003000017", "SIA “A”", "Iela 1", None)
    rows = Field("lines", "list", LABEL, fields={"net": field("money"), "who": field("party")})
    shown = Showing({party.id: party}).value(rows, [{"net": "1.50", "who": str(party.id), "gone": "x"}])
    assert shown == ({"net": Decimal("1.50"), "who": Named(str(party.id), "40003000017", "SIA “A”")},)
