"""Which values of expressions a letter takes."""

from __future__ import annotations

import pytest

from caseflow.checks.variable_types import fits, written
from caseflow.engine import expression as language
from caseflow.letters.variables import declared

LINE = language.Record({"kurss": language.TEXT, "summa": language.optional(language.MONEY)})


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (language.MONEY, "money"),
        (language.optional(language.MONEY), "money?"),
        (language.NOTHING, "date?"),
        (language.REGISTRATION_NUMBER, "text"),
        (language.Choice({"a": {}, "b": {}}), "text"),
        (language.ListOf(LINE), [{"kurss": "text", "summa": "money?", "datums": "date?"}]),
    ],
)
def test_takes_a_value_that_fits(given: language.Type, wanted: object) -> None:
    assert fits(given, declared(wanted))


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (language.optional(language.MONEY), "money"),
        (language.NOTHING, "date"),
        (language.SHARE, "percent"),  # 0.7 would be printed as 0.7 %
        (language.NUMBER, "integer"),
        (language.ANSWER, "bool"),
        (language.PARTY, "text"),
        (language.DATE, "time"),
        (language.ListOf(LINE), [{"kurss": "text", "summa": "money"}]),
        (language.ListOf(LINE), [{"kurss": "text"}]),
        (language.TEXT, ["text"]),
        (language.TEXT, {"nr": "text"}),
    ],
)
def test_refuses_a_value_that_does_not_fit(given: language.Type, wanted: object) -> None:
    assert not fits(given, declared(wanted))


@pytest.mark.parametrize(
    ("type_", "text"),
    [("money?", "money?"), ("addressee", "addressee"), (["date"], "[date]"), ({"nr": "text"}, "{nr}")],
)
def test_writes_a_type_as_the_front_matter_does(type_: object, text: str) -> None:
    assert written(declared(type_)) == text
