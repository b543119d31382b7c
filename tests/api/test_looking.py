"""What else may be looked at: deadlines, letters, tasks, definitions, rules; and that commands say the same."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import TypeAdapter

from caseflow.app.work_shapes import (
    DeadlineShape,
    ExplanationShape,
    ForeseenShape,
    LetterShape,
    LetterTextShape,
    RuleAnswerShape,
    RuleShape,
    TaskShape,
    TermShape,
    WorkflowLineShape,
    WorkflowShape,
)
from caseflow.cli.main import run
from tests.api.conftest import Api
from tests.world import BENEFICIARY


def fits(shape: Any, value: Any) -> Any:
    """The value, once it has the shape that the API describes."""
    TypeAdapter(shape).validate_json(json.dumps(value))
    return value


def test_deadlines_are_listed_explained_and_foreseen(api: Api) -> None:
    ref = api.world.submitted()
    (deadline, *_) = fits(list[DeadlineShape], api.get("/deadlines"))
    assert (deadline["case"], deadline["name"], deadline["due_on"]) == (ref, "tax_check", "2024-03-06")
    assert deadline in api.get(f"/deadlines?case={ref}")
    explained = fits(ExplanationShape, api.get(f"/cases/{ref}/deadlines/tax_check"))
    assert len(explained["derivation"]) > 1
    assert api.ask("GET", f"/cases/{ref}/deadlines/nonsense").status_code == 404
    path = f"/workflows/{BENEFICIARY}/deadlines/tax_check"
    foreseen = fits(ForeseenShape, api.get(f"{path}?from=2024-03-04&organisation=association"))
    assert (foreseen["due_on"], foreseen["calendar"]) == ("2024-03-06", "LV-STAT")
    assert api.ask("GET", path).status_code == 422
    assert api.ask("GET", f"{path}?from=2024-03-04&organisation=nonsense").status_code == 404
    assert api.ask("GET", f"{path}?from=9999-12-31").status_code == 422


def test_letters_and_tasks_are_listed_for_those_who_may_see_them(api: Api) -> None:
    ref = api.world.submitted()
    (letter,) = fits(list[LetterShape], api.get("/letters"))
    assert (letter["case"], letter["opened_at"]) == (ref, None)
    shown = fits(LetterTextShape, api.get(f"/letters/{letter['id']}"))
    assert "Vēja dēļi" in shown["text"]
    assert api.ask("GET", "/letters/nonsense").status_code == 422
    assert api.get("/letters", "stranger") == []
    assert fits(list[TaskShape], api.get("/tasks?all=true")) == api.get("/tasks?all=true", "head")
    assert api.get("/tasks?all=true", "neighbour") == []


def test_workflows_are_listed_shown_and_drawn(api: Api) -> None:
    lines = fits(list[WorkflowLineShape], api.get("/workflows"))
    assert [line["workflow"] for line in lines] == [BENEFICIARY, "enterprise-skills/claim"]
    shown = fits(WorkflowShape, api.get(f"/workflows/{BENEFICIARY}", headers={"Accept-Language": "en"}))
    assert shown["title"] == "Final beneficiary case"
    assert api.ask("GET", f"/workflows/{BENEFICIARY}/diagram").text.lstrip().startswith("<svg")
    assert "stateDiagram" in api.ask("GET", f"/workflows/{BENEFICIARY}/diagram?format=mermaid").text
    assert api.ask("GET", f"/workflows/{BENEFICIARY}/diagram?format=png").content.startswith(b"\x89PNG")
    assert api.ask("GET", f"/workflows/{BENEFICIARY}/diagram?format=exe").status_code == 422
    assert api.ask("GET", "/workflows/no/such").status_code == 404


def test_rules_are_listed_shown_and_asked(api: Api) -> None:
    assert len(fits(list[RuleShape], api.get("/rules"))) > 50
    (rule,) = fits(list[RuleShape], api.get("/rules/B-TAX-01"))
    assert rule["name"] == "tax_debt_within_limit"
    asked = {"on": "2024-03-04", "input": {"net_tax_debt": "150.01"}}
    for programme in ({}, {"programme": "enterprise-skills"}):
        answer = fits(RuleAnswerShape, api.ask("POST", "/rules/B-TAX-01/eval", json={**asked, **programme}).json())
        assert (answer["outcome"], answer["parameters"][0]["key"]) == ("failed", "P.tax.limit")
    assert api.ask("GET", "/rules/B-NIX-01").status_code == 404
    assert api.ask("POST", "/rules/B-TAX-01/eval", json={**asked, "programme": "nix"}).status_code == 404
    for wrong in ({"net_tax_debt": "much"}, {"net_tax_debt": 150.01, "more": 1}, {}):
        answer = api.ask("POST", "/rules/B-TAX-01/eval", json={**asked, "input": wrong})
        assert answer.status_code == 422, answer.text


def test_a_term_of_law_is_reckoned(api: Api) -> None:
    found = fits(TermShape, api.get("/term?term=2 working days&from=2026-11-13"))
    assert (found["due_on"], found["calendar"]) == ("2026-11-17", "LV-STAT")
    for wrong in ("term=soon&from=2026-11-13", "term=2 days&from=13.11.2026", "term=2 days&from=1900-01-01"):
        assert api.ask("GET", f"/term?{wrong}").status_code == 422, wrong


@pytest.fixture
def command(database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """The same installation by its command line."""
    monkeypatch.setenv("CASEFLOW_DATABASE_URL", database_url)
    monkeypatch.setenv("CASEFLOW_SECRET_KEY", "a secret that only tests know, long enough")
    monkeypatch.setenv("CASEFLOW_ENV", "test")
    monkeypatch.setenv("CASEFLOW_USER", "officer")

    def said(*words: str) -> Any:
        capsys.readouterr()
        assert run([*words, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return said


def test_the_command_line_says_the_same(api: Api, command: Any) -> None:
    ref = api.world.submitted()
    pairs = {
        f"/cases/{ref}": ("case", "show", ref),
        f"/cases/{ref}/history": ("case", "history", ref),
        f"/cases/{ref}/replay": ("case", "replay", ref),
        "/letters": ("letter", "list"),
        "/workflows": ("workflow", "list"),
        f"/workflows/{BENEFICIARY}": ("workflow", "show", BENEFICIARY),
        "/rules": ("rule", "list"),
        "/term?term=10 days&from=2024-03-04": ("term", "10 days", "--from", "2024-03-04"),
    }
    for path, words in pairs.items():
        assert api.get(path) == command(*words), path


def test_tokens_are_made_listed_and_revoked_by_command(api: Api, command: Any) -> None:
    made = command("token", "create", "officer", "--name", "connector", "--days", "7")
    headers = {"Authorization": f"Bearer {made['token']}"}
    assert api.client.get("/api/v1/tasks", headers=headers).status_code == 200
    (listed,) = command("token", "list", "--user", "officer")
    assert (listed["name"], listed["live"], "token" in listed) == ("connector", True, False)
    assert listed["used_at"] is not None
    command("token", "revoke", made["id"])
    assert api.client.get("/api/v1/tasks", headers=headers).status_code == 401
    (listed,) = command("token", "list")
    assert not listed["live"]


@pytest.mark.usefixtures("api", "command")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("create", "nobody", "--name", "x"), 1),
        (("create", "officer", "--name", " "), 2),
        (("create", "officer", "--name", "x", "--days", "0"), 2),
        (("revoke", "nonsense"), 2),
        (("revoke", "7b0a2e9e-0000-4000-8000-000000000000"), 1),
        (("list",), 0),
    ],
)
def test_a_token_command_that_cannot_be_done_says_so(words: tuple[str, ...], code: int) -> None:
    assert run(["token", *words]) == code
