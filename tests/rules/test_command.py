"""`caseflow rule`: what scripts rely on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from caseflow.cli.rule import app
from caseflow.errors import BadInput, NotFound
from caseflow.rules import rules

EVAL = ["eval", "B-TAX-01", "--on", "2023-06-05", "--input", "-", "--json"]


def run(*arguments: str, input: str | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=input, catch_exceptions=False)


def test_answers_with_rule_outcome_value_reasons_and_parameters() -> None:
    result = run(*EVAL, "--lang", "en", input='{"net_tax_debt": 150.01}')
    assert result.exit_code == 1
    answer = json.loads(result.stdout)
    assert answer["rule"] == "B-TAX-01"
    assert answer["outcome"] == "failed"
    assert answer["value"] is None
    (reason,) = answer["reasons"]
    assert reason["rule"] == "B-TAX-01"
    assert reason["text"].replace("\u00a0", " ").startswith("The tax debt of EUR 150.01 exceeds the limit")
    assert answer["parameters"] == [
        {
            "key": "P.tax.limit",
            "value": "150.00",
            "from": None,
            "to": None,
            "source": "S001 1.3/komercdarbības nosacījumi",
        }
    ]


def test_a_passed_rule_exits_with_zero_and_speaks_latvian() -> None:
    result = run(*EVAL, input='{"net_tax_debt": "150.00"}')
    assert result.exit_code == 0
    text = json.loads(result.stdout)["reasons"][0]["text"]
    assert text == "Nodokļu parāds 150,00\u00a0EUR nepārsniedz pieļaujamos 150,00\u00a0EUR."


def test_a_computed_value_and_dates_come_as_text(tmp_path: Path) -> None:
    source = tmp_path / "input.json"
    source.write_text('{"submitted_on": "2022-09-14", "clarified_on": ["2022-09-15"]}', encoding="utf-8")
    result = run("eval", "tax_reference_day", "--on", "2022-09-15", "--input", str(source), "--json")
    assert json.loads(result.stdout)["value"] == "2022-09-15"
    assert result.exit_code == 0


def test_tells_a_person_the_outcome_and_why() -> None:
    result = run(*EVAL[:-1], "--lang", "en", input='{"net_tax_debt": "1"}')
    assert result.stdout.startswith("B-TAX-01 tax_debt_within_limit: passed\n- The tax debt of")


def test_of_several_rules_under_one_id_the_inputs_decide() -> None:
    arguments = ["eval", "B-FIN-08", "--on", "2023-06-05", "--input", "-", "--json"]
    answer = json.loads(run(*arguments, input='{"other_costs": "333333.33"}').stdout)
    assert (answer["name"], answer["value"]) == ("largest_management", "83333.33")
    with pytest.raises(BadInput, match="name one of them: largest_management, management_within_share"):
        run(*arguments, input="{}")


def test_a_rule_that_covers_the_id_is_asked_when_the_inputs_are_its_own() -> None:
    window = '"since": "2021-01-01", "award_day": "2023-06-05"'
    rest = '"regulation": "dm1407", "undertakings": ["A"], "grants": [], "road_freight_for_hire": true'
    arguments = ["eval", "B-DM-01", "--on", "2023-06-05", "--input", "-", "--json"]
    answer = json.loads(run(*arguments, input=f"{{{window}, {rest}}}").stdout)
    assert (answer["name"], answer["value"]) == ("de_minimis_headroom", "100000.00")


def test_lists_every_rule_with_its_input_schema() -> None:
    listed = json.loads(run("list", "--json").stdout)
    assert [each["name"] for each in listed] == [each.name for each in rules()]
    assert all(each["input"]["type"] == "object" for each in listed)
    assert len(run("list").stdout.splitlines()) == len(rules())


def test_shows_what_a_rule_rests_on() -> None:
    shown = json.loads(run("show", "B-TAX-06", "--json").stdout)
    assert (shown["name"], shown["reading"], shown["reference"]) == (
        "tax_data_usable",
        "Q-34",
        "tax_reference_day",
    )
    assert "tax_data_usable" in run("show", "B-TAX-06").stdout


@pytest.mark.parametrize(
    ("arguments", "input", "error", "complaint"),
    [
        (["eval", "B-TAX-99", "--on", "2023-06-05", "--input", "-"], "{}", NotFound, "no rule is called"),
        ([*EVAL[:3], "5.6.2023", *EVAL[4:]], "{}", BadInput, "--on '5.6.2023' is no date"),
        (EVAL, "[]", BadInput, "write a JSON object"),
        (EVAL, "{", BadInput, "--input -:1:2: no JSON"),
        (EVAL, '{"net_tax_debt": NaN}', BadInput, "NaN is no number of JSON"),
        (EVAL, '{"net_tax_debt": 1, "net_tax_debt": 2}', BadInput, "net_tax_debt stands twice"),
        (EVAL, '{"net_tax_debt": "1,5"}', BadInput, "such as 150.00"),
        ([*EVAL[:5], "/nowhere.json"], None, BadInput, "cannot be read"),
        ([*EVAL, "--programme", "nowhere"], '{"net_tax_debt": "1"}', BadInput, "there is no such file"),
        ([*EVAL, "--lang", "ru"], "{}", BadInput, "language 'ru' is not known"),
    ],
)
def test_says_what_is_wrong_and_how_to_mend_it(
    arguments: list[str], input: str | None, error: type[Exception], complaint: Any
) -> None:
    with pytest.raises(error) as caught:
        run(*arguments, input=input)
    assert complaint in str(caught.value)
