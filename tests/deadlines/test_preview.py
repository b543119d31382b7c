"""What a deadline of the shipped definition would be."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from caseflow.calendar.packaged import calendars
from caseflow.deadlines.preview import preview
from caseflow.engine.load import load_workflow
from caseflow.engine.workflow import Workflow
from caseflow.errors import BadInput, NotFound
from caseflow.moves.facts import NAMESPACES
from caseflow.programmes.parameters import load_parameters, parameters_of
from tests.world import HOME

PARAMETERS = load_parameters(HOME, "enterprise-skills")


@cache
def beneficiary() -> Workflow:
    path = HOME / "workflows" / "enterprise-skills" / "beneficiary.yaml"
    return load_workflow(path.read_text("utf-8"), path.name, "enterprise-skills", PARAMETERS, NAMESPACES)


@pytest.mark.parametrize(
    ("name", "start", "last"),
    [
        ("tax_check", date(2024, 3, 4), date(2024, 3, 6)),
        ("tax_check", date(2023, 12, 22), date(2023, 12, 28)),
        ("decision", date(2024, 1, 31), date(2024, 2, 29)),
        ("decision", date(2024, 2, 1), date(2024, 3, 1)),
    ],
)
def test_counts_from_any_day(name: str, start: date, last: date) -> None:
    assert preview(beneficiary(), name, start, PARAMETERS, calendars()).due_on == last


@pytest.mark.parametrize(("kind", "calendar"), [(None, "LV-STAT"), ("hub", "LV-STAT"), ("agency", "LV-INST")])
def test_counts_by_the_calendar_of_who_must_act(kind: str | None, calendar: str) -> None:
    found = preview(beneficiary(), "tax_check", date(2024, 3, 4), PARAMETERS, calendars(), kind)
    assert found.calendar.name == calendar


def test_names_the_deadlines_there_are() -> None:
    with pytest.raises(NotFound, match="tax_check, decision"):
        preview(beneficiary(), "appeal", date(2024, 3, 4), PARAMETERS, calendars())


def test_says_when_a_figure_has_no_value_on_the_day() -> None:
    with pytest.raises(BadInput, match=r"P\.tax\.check_wd"):
        preview(beneficiary(), "tax_check", date(2024, 3, 4), parameters_of({}), calendars())
