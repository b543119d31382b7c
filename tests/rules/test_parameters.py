"""Dated figures: which version counts on a day, and what a parameter file may not say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.errors import BadInput
from caseflow.rules import MissingFigure, Parameter, ParameterTable
from caseflow.rules.figures import UndeclaredFigureError

LIMIT = {"key": "P.x", "type": "money", "value": "150.00", "source": "S001"}


def table_of(*rows: dict[str, Any]) -> ParameterTable:
    return ParameterTable.from_rows((LIMIT | row, f"p.yaml:{line}") for line, row in enumerate(rows, start=1))


def test_each_day_has_the_version_valid_on_it() -> None:
    table = table_of(
        {"to": "2023-06-30"},
        {"value": "200.00", "from": "2023-07-01", "to": "2023-12-31"},
        {"value": "300.00", "from": "2024-01-01"},
    )
    days = ["2000-01-01", "2023-06-30", "2023-07-01", "2023-12-31", "2024-01-01", "2099-01-01"]
    values = [table.on(date.fromisoformat(day)).money("P.x") for day in days]
    assert [str(value) for value in values] == ["150.00", "150.00", "200.00", "200.00", "300.00", "300.00"]


def test_a_day_without_a_version_is_named_with_the_key() -> None:
    table = table_of({"from": "2024-01-01"})
    with pytest.raises(MissingFigure, match=r"P\.x has no value on 2023-12-31; load a version"):
        table.on(date(2023, 12, 31)).money("P.x")
    assert table.on(date(2023, 12, 31)).find("P.x") is None


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        pytest.param(({}, {"from": "2024-01-01"}), r"baseline\.\. overlaps 2024-01-01\.\.", id="baseline"),
        pytest.param(({"to": "2024-01-01"}, {"from": "2024-01-01"}), "overlaps", id="one shared day"),
        pytest.param(({}, {}), "overlaps", id="twice the same"),
        pytest.param(
            ({"from": "2024-02-01", "to": "2024-01-31"},),
            r"p\.yaml:1: P\.x: `to` .* lies before",
            id="reversed",
        ),
        pytest.param(
            ({"to": "2023-12-31"}, {"type": "integer", "value": "1", "from": "2024-01-01"}),
            "use one type",
            id="two types",
        ),
        pytest.param(({"value": "1,5"},), r"'1,5' is no money; write EUR with a point", id="decimal comma"),
        pytest.param(({"value": 1.5},), "is no money", id="binary float"),
        pytest.param(({"value": None},), "is no money", id="nothing"),
        pytest.param(({"type": "percent"},), "is no type of a parameter; use one of money", id="type"),
        pytest.param(({"until": "2024-01-01"},), "unknown field until", id="unknown field"),
        pytest.param(({"source": ""},), "needs `source` as text", id="no source"),
        pytest.param(({"key": None},), "needs `key` as text", id="no key"),
        pytest.param(({"from": "01.01.2024"},), "`from` '01.01.2024' is no date", id="date"),
        pytest.param(({"type": "share", "value": "1.01"},), "is no share", id="share above one"),
        pytest.param(({"type": "integer", "value": "2.5"},), "is no integer", id="half a day"),
        pytest.param(({"type": "flag", "value": "on"},), "write true or false", id="flag"),
        pytest.param(({"type": "list", "value": ["a", "a"]},), "different words", id="doubled word"),
        pytest.param(({"type": "list", "value": "a"},), "is no list", id="no list"),
        pytest.param(({"type": "date", "value": "2024-02-30"},), "is no date", id="no such day"),
        pytest.param(({"type": "text", "value": ""},), "is no text", id="empty text"),
    ],
)
def test_refuses_a_file_that_is_wrong(rows: tuple[dict[str, Any], ...], complaint: str) -> None:
    with pytest.raises(BadInput, match=complaint):
        table_of(*rows)


@pytest.mark.parametrize(
    ("kind", "given", "read"),
    [
        ("share", "0.70", Decimal("0.70")),
        ("number", "7.5", Decimal("7.5")),
        ("integer", "2", 2),
        ("integer", 2, 2),
        ("date", "2026-06-30", date(2026, 6, 30)),
        ("flag", "false", False),
        ("flag", True, True),
        ("text", "2.1", "2.1"),
        ("list", ["merchant", "branch"], ("merchant", "branch")),
        ("integer", "none", None),
    ],
)
def test_reads_every_type_of_figure(kind: str, given: object, read: object) -> None:
    found = table_of({"type": kind, "value": given}).find("P.x", date(2024, 1, 1))
    assert found is not None
    assert found.value == read
    assert type(found.value) is type(read)


def test_no_figure_in_the_law_is_found_but_not_read() -> None:
    figures = table_of({"type": "integer", "value": "none"}).on(date(2024, 1, 1))
    assert figures.find("P.x") is not None
    with pytest.raises(MissingFigure):
        figures.integer("P.x")


def test_remembers_what_was_read_once_each() -> None:
    figures = table_of({}).on(date(2024, 1, 1))
    figures.money("P.x")
    figures.money("P.x")
    (use,) = figures.used
    assert (use.key, use.value, use.valid_from, use.source) == ("P.x", Decimal("150.00"), None, "S001")


def test_refuses_a_figure_of_another_type() -> None:
    with pytest.raises(BadInput, match=r"P\.x is money, a rule needs integer"):
        table_of({}).on(date(2024, 1, 1)).integer("P.x")


def test_refuses_a_figure_that_the_rule_does_not_declare() -> None:
    figures = table_of({}).on(date(2024, 1, 1))
    assert figures.declaring(("P.*",)).money("P.x") == Decimal("150.00")
    with pytest.raises(UndeclaredFigureError, match=r"P\.x is read but not declared"):
        figures.declaring(("P.y",)).money("P.x")


def test_the_hash_follows_the_content_and_not_the_order() -> None:
    early, late = {"to": "2023-12-31"}, {"from": "2024-01-01"}
    assert table_of(early, late).content_hash == table_of(late, early).content_hash
    assert table_of(early).content_hash != table_of(early | {"value": "150.01"}).content_hash
    assert table_of(early).content_hash != table_of({"to": "2023-12-30"}).content_hash


def test_a_version_has_a_name_on_record() -> None:
    later = Parameter("P.x", "integer", 2, date(2024, 1, 1), None, "S001")
    assert [later.id, Parameter("P.x", "integer", 2, None, None, "S001").id] == [
        "P.x@2024-01-01",
        "P.x@baseline",
    ]


@given(cuts=st.lists(st.dates(date(2015, 1, 1), date(2030, 1, 1)), unique=True, max_size=6), day=st.dates())
def test_versions_that_follow_each_other_leave_no_day_in_two(cuts: list[date], day: date) -> None:
    starts = [None, *sorted(cuts)]
    ends = [date.fromordinal(start.toordinal() - 1) for start in sorted(cuts)] + [None]
    versions = [
        Parameter("P.x", "integer", number, start, end, "S001")
        for number, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]
    found = ParameterTable(versions).find("P.x", day)
    assert found is not None
    assert found.value == sum(1 for start in cuts if start <= day)


def test_the_shipped_files_load_and_name_a_source_each(table: ParameterTable, rows: list[Any]) -> None:
    assert len(rows) == sum(len(table.versions(key)) for key in table.keys)
    assert table.on(date(2023, 12, 31)).money("P.dm1407.ceiling") == Decimal("200000.00")
    assert table.on(date(2024, 1, 1)).find("P.dm1407.ceiling") is None
    assert table.on(date(2023, 12, 31)).find("P.dm2831.ceiling") is None


def test_the_yearly_plan_adds_up_to_the_whole(table: ParameterTable) -> None:
    figures = table.on(date(2023, 1, 1))
    plan = sum(figures.money(f"P.B.plan.{year}") for year in range(2023, 2027))
    rounds = figures.money("P.B.r1.total") + figures.money("P.B.r2.total")
    assert plan == rounds == figures.money("P.B.total") == Decimal("20000000.00")
