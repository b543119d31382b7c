"""What an award says of the lines that it leaves out, and the figures of a refusal (Z-ADM-01, B-DUP-05, B-DM-05)."""

from __future__ import annotations

import typing
from collections.abc import Callable
from typing import Any

import pytest

from caseflow.rules import duplicates, training
from caseflow.rules.dropped_lines import LineFault

from .conftest import Ask

Line = Callable[..., dict[str, Any]]


def verdicts(ask: Ask, lines: list[dict[str, Any]], earlier: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the three rules on lines say together, as the evaluation combines them in round 2."""
    areas = ["online_sales"]
    parts = {
        "courses": ask("courses_supported", {"round": "r2", "lines": lines}),
        "roadmap": ask("lines_in_roadmap", {"lines": lines, "test_areas": areas, "roadmap_areas": areas}),
        "duplicates": ask("duplicate_lines", {"lines": lines, "earlier": earlier}, "2024-03-04"),
    }
    given = {name: [each.model_dump(mode="json") for each in answer.value] for name, answer in parts.items()}
    return [each.model_dump(mode="json") for each in ask("combined_lines", given).value]


def test_every_reason_of_every_line_left_out_is_named_with_the_day_that_it_turns_on(ask: Ask, line: Line) -> None:
    lines = [line("K1"), line("K2", level=7, area="cits"), line("K3"), line("K4")]
    taken = {"provider": "Kursu nams", "title": "X"}
    earlier = [
        {**taken, "person": "digest-K3", "course": "KN-K3", "programme": "op_2014_2020", "finished_on": "2023-03-05"},
        {**taken, "person": "digest-K4", "course": "KN-K4", "programme": "op_2014_2020"},
    ]
    inputs = {"lines": lines, "verdicts": verdicts(ask, lines, earlier), "earlier": earlier}
    found = [(each.line, each.fault, str(each.day)) for each in ask("dropped_lines", inputs).value]
    assert found == [
        ("K2", "level_too_high", "None"),
        ("K2", "outside_roadmap", "None"),
        ("K3", "too_soon_after_2014_2020", "2023-03-05"),
        ("K4", "end_of_2014_2020_unknown", "None"),
    ]


def test_an_application_accepted_whole_leaves_nothing_out(ask: Ask, line: Line) -> None:
    inputs = {"lines": [line()], "verdicts": verdicts(ask, [line()], []), "earlier": []}
    assert ask("dropped_lines", inputs).value == []


def test_all_that_the_rules_find_wrong_with_a_line_can_be_said_of_it() -> None:
    found = {*training._RULES, *duplicates._RULES, "outside_roadmap"} - {"same_title"}
    assert set(typing.get_args(LineFault)) == found


def test_a_refusal_rests_on_every_cause_for_which_the_last_lines_fell(ask: Ask, line: Line) -> None:
    lines = [line("K1", level=7), line("K2", area="cits")]
    taken = {
        "provider": "Kursu nams",
        "title": "X",
        "person": "digest-K2",
        "course": "KN-K2",
        "programme": "investment",
    }
    inputs = {"verdicts": verdicts(ask, lines, [taken])}
    outcomes = {
        cause: ask("lines_not_lost_to", {"cause": cause, **inputs}) for cause in ("course", "roadmap", "earlier")
    }
    assert {cause: answer.outcome for cause, answer in outcomes.items()} == dict.fromkeys(outcomes, "failed")
    assert outcomes["course"].reasons[0].message.args["lines"] == ["K1"]
    assert outcomes["earlier"].reasons[0].message.args["lines"] == ["K2"]


def test_as_long_as_a_line_remains_or_is_doubtful_no_cause_refuses_the_application(ask: Ask, line: Line) -> None:
    kept = verdicts(ask, [line("K1", level=7), line("K2")], [])
    earlier = {"provider": "Kursu nams", "title": "X", "person": "digest-K2", "course": "KN-K2"}
    doubtful = verdicts(ask, [line("K1", level=7), line("K2")], [{**earlier, "programme": "op_2014_2020"}])
    for given in (kept, doubtful, []):
        assert ask("lines_not_lost_to", {"cause": "course", "verdicts": given}).outcome == "passed"


HEADROOM = {"veids": "no_headroom", "fakts": "Agrākais atbalsts 299 900,00 EUR."}


def test_the_ground_of_the_headroom_brings_both_its_sums(ask: Ask) -> None:
    other = {"veids": "started", "fakts": "Kurss pasūtīts.", "diena": "2024-03-01"}
    inputs = {"grounds": [HEADROOM, other], "aid_asked": "336.00", "headroom": "100.00"}
    first, second = ask("grounds_with_figures", inputs).value
    assert (str(first.summa), str(first.robeza)) == ("336.00", "100.00")
    assert (second.summa, second.robeza, str(second.diena)) == (None, None, "2024-03-01")


@pytest.mark.parametrize("headroom", [None, "336.00"])
def test_without_a_lack_on_record_the_headroom_is_no_ground(ask: Ask, headroom: str | None) -> None:
    inputs = {"grounds": [HEADROOM], "aid_asked": "336.00", "headroom": headroom}
    assert ask("grounds_with_figures", inputs).outcome == "failed"
