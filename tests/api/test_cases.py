"""Cases through the API: opened, moved, foreseen, looked at; refusals with all that they rest on."""

from __future__ import annotations

import json
from base64 import b64decode
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter

from caseflow.api.moving import ForeseenShape
from caseflow.api.openapi import ProblemShape
from caseflow.api.problems import refused
from caseflow.app.case_shapes import CaseShape, DoneShape, EntryShape, OfferShape, PageShape
from caseflow.engine.outcome import reasons_of
from caseflow.programmes.parameters import load_parameters
from caseflow.rules import call, rule_by_name
from tests.api.conftest import Api
from tests.world import APPLICATION, BENEFICIARY, HOME

DAY = date(2024, 3, 4)
OPENING = {"workflow": BENEFICIARY, "organisation": "association", "form": APPLICATION}


def test_a_case_is_opened_submitted_and_checked(api: Api) -> None:
    opened = api.ask("POST", "/cases", json=OPENING)
    assert opened.status_code == 201
    done = TypeAdapter(DoneShape).validate_json(opened.content)
    assert opened.headers["Location"] == f"/api/v1/cases/{done['id']}"
    ref = done["ref"]
    assert (
        api.client.get(opened.headers["Location"], headers={"Authorization": f"Bearer {api.token('officer')}"}).json()[
            "ref"
        ]
        == ref
    )
    submitted = api.move(ref, "submit", 1)
    assert (submitted.status_code, submitted.headers["ETag"]) == (200, '"2"')
    later = {"amount": "1 100,00", "decided_on": "2024-03-01"}
    checked = api.move(ref, "record_tax_check", 2, form=api.world.tax_form("1 234,50", extensions=[later]))
    assert checked.json()["state"] == "tax_checked", checked.text
    shown = api.ask("GET", f"/cases/{ref}")
    assert shown.headers["ETag"] == '"3"'
    case = TypeAdapter(CaseShape).validate_json(shown.content)
    assert case["data"]["tax_net"] == "134.50"
    history = TypeAdapter(list[EntryShape]).validate_python(api.get(f"/cases/{ref}/history"))
    assert [entry["trigger"] for entry in history] == ["open", "submit", "record_tax_check"]
    assert api.get(f"/cases/{ref}/replay") == {"ref": ref, "events": 3, "differences": []}
    assert api.get(f"/cases/{ref}/replay?recompute=true")["differences"] == []


def test_a_decimal_of_json_is_taken_as_it_was_written(api: Api) -> None:
    ref = api.world.submitted()
    form = json.dumps({"trigger": "record_tax_check", "form": api.world.tax_form("@")}).replace('"@"', "150.01")
    headers = {"If-Match": '"2"', "Content-Type": "application/json"}
    answer = api.ask("POST", f"/cases/{ref}/moves", content=form, headers=headers)
    assert answer.json()["state"] == "refusal_proposed", answer.text
    assert api.get(f"/cases/{ref}")["data"]["tax_net"] == "150.01"


def test_a_move_without_the_version_that_was_seen_is_not_made(api: Api) -> None:
    ref = api.world.submitted()
    assert api.move(ref, "withdraw", None).status_code == 428
    for wrong in ("*", "7", 'W/"2"', '"2", "3"', ""):
        answer = api.ask("POST", f"/cases/{ref}/moves", json={"trigger": "withdraw"}, headers={"If-Match": wrong})
        assert answer.status_code == 422, wrong
    assert api.get(f"/cases/{ref}")["version"] == 2


def test_whoever_decides_on_an_old_version_is_told_what_has_happened(api: Api) -> None:
    ref = api.world.submitted()
    api.world.do("colleague", "record_tax_check", ref, form=api.world.tax_form("0"))
    answer = api.move(ref, "record_tax_check", 1, form=api.world.tax_form("5000"))
    assert answer.status_code == 412
    problem = TypeAdapter(ProblemShape).validate_json(answer.content)
    assert (problem["seen"], problem["version"]) == (1, 3)
    assert [(entry["trigger"], entry["actor"]) for entry in problem["since"]] == [
        ("submit", "Officer"),
        ("record_tax_check", "Colleague"),
    ]
    assert answer.headers["ETag"] == '"3"'
    assert api.get(f"/cases/{ref}")["state"] == "tax_checked"


def test_a_refusal_says_on_which_rule_and_values_it_rests(api: Api) -> None:
    ref = api.world.submitted()
    form = api.world.tax_form("0", data_date="2024-01-02")
    answer = api.move(ref, "record_tax_check", 2, form=form, headers={"Accept-Language": "en"})
    assert answer.status_code == 409, answer.text
    problem = TypeAdapter(ProblemShape).validate_json(answer.content)
    assert (problem["title"], problem["trigger"], problem["ref"]) == ("The move was refused", "record_tax_check", ref)
    (reason,) = problem["reasons"]
    assert (reason["code"], reason["rule"]) == ("demands", "B-TAX-06")
    assert "2024-01-02" in reason["values"].values()
    assert api.get(f"/cases/{ref}")["version"] == 2


def test_a_refusal_names_the_figures_of_the_law_with_their_sources() -> None:
    answer = call(rule_by_name("tax_debt_within_limit"), {"net_tax_debt": "150.01"}, load_parameters(HOME).on(DAY))
    told = json.loads(refused("decide", "PUA-1", reasons_of("requires", answer.reasons)).answer("en").body)
    assert told["status"] == 409
    (reason,) = told["reasons"]
    assert "150.01" in reason["values"].values()
    (figure,) = reason["figures"]
    assert (figure["key"], figure["value"]) == ("P.tax.limit", "150.00")
    assert figure["source"]


def test_values_that_cannot_be_taken_are_named_with_their_fields(api: Api) -> None:
    form = {**APPLICATION, "aid_asked": "1,234", "no_such": "x", "applicant": {"kind": "merchant"}}
    answer = api.ask("POST", "/cases", json={**OPENING, "form": form})
    assert answer.status_code == 422
    fields = {reason["field"] for reason in answer.json()["reasons"]}
    assert {"aid_asked", "no_such", "applicant.name"} <= fields


def test_a_role_that_is_missing_is_forbidden(api: Api) -> None:
    answer = api.ask("POST", "/cases", "auditor", json=OPENING)
    assert answer.status_code == 403
    assert answer.json()["reasons"][0]["code"] == "role"


def test_another_organisations_case_is_not_there(api: Api) -> None:
    ref = api.world.submitted()
    (letter,) = api.get(f"/letters?case={ref}")
    for path in ("", "/offers", "/history", "/replay", "/deadlines/tax_check", f"/documents/{api.world.printout}"):
        assert api.ask("GET", f"/cases/{ref}{path}", "neighbour").status_code == 404, path
    for path in (f"/letters/{letter['id']}", f"/letters/{letter['id']}/pdf", f"/letters?case={ref}"):
        assert api.ask("GET", path, "neighbour").status_code == 404, path
    assert api.move(ref, "withdraw", 2, "neighbour").status_code == 404
    assert api.ask("POST", f"/cases/{ref}/preview", "neighbour", json={"trigger": "withdraw"}).status_code == 404
    assert api.get("/cases", "neighbour")["cases"] == []
    assert api.get("/letters", "neighbour") == []
    assert api.ask("POST", "/cases", "neighbour", json=OPENING).status_code == 409


def test_a_preview_tells_everything_and_keeps_nothing(api: Api) -> None:
    ref = api.world.submitted()
    before = api.get(f"/cases/{ref}")
    asked = {"trigger": "record_tax_check", "form": api.world.tax_form("5000")}
    answer = api.ask("POST", f"/cases/{ref}/preview", json=asked)
    foreseen = TypeAdapter(ForeseenShape).validate_json(answer.content)
    assert foreseen["state"] == "refusal_proposed"
    assert foreseen["events"][-1]["trigger"] == "record_tax_check"
    assert [letter["name"] for letter in foreseen["letters"]] == ["refusal_tax_debt"]
    assert b64decode(foreseen["letters"][0]["pdf"]).startswith(b"%PDF")
    assert api.get(f"/cases/{ref}") == before
    wrong = api.ask("POST", f"/cases/{ref}/preview", json={"trigger": "sign_refusal"})
    assert wrong.status_code == 409
    stale = api.ask("POST", f"/cases/{ref}/preview", json=asked, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    opening = api.ask("POST", "/cases/preview", json=OPENING)
    assert opening.json()["state"] == "draft"
    assert len(api.get("/cases")["cases"]) == 1


def test_the_worklist_goes_on_where_the_page_before_ended(api: Api) -> None:
    refs = {api.world.submitted(description=f"Pieteikums {number}") for number in range(3)}
    first = TypeAdapter(PageShape).validate_python(api.get("/cases?size=2"))
    assert first["next"] is not None
    second = api.get(f"/cases?size=2&after={first['next']}")
    assert {line["ref"] for line in (*first["cases"], *second["cases"])} == refs
    assert second["next"] is None
    assert api.get("/cases?kind=closed")["cases"] == []
    assert len(api.get("/cases?text=Vēja&organisation=association")["cases"]) == 3
    for wrong in ("kind=nonsense", "after=nonsense", "size=0", "due_before=soon", "text=%00"):
        assert api.ask("GET", f"/cases?{wrong}").status_code == 422, wrong


def test_offers_say_what_may_be_done_and_why_the_rest_may_not(api: Api) -> None:
    ref = api.world.submitted()
    offers = TypeAdapter(list[OfferShape]).validate_python(api.get(f"/cases/{ref}/offers"))
    allowed = {offer["trigger"]: offer["allowed"] for offer in offers}
    assert allowed["record_tax_check"]
    seen_by_auditor = {each["trigger"]: each for each in api.get(f"/cases/{ref}/offers", "auditor")}
    assert seen_by_auditor["record_tax_check"]["reasons"][0]["code"] == "role"


def test_a_body_is_read_exactly_or_not_at_all(api: Api) -> None:
    json_headers = {"Content-Type": "application/json"}
    for text in ('{"workflow":', '{"workflow": NaN}', '{"form": 1, "form": 2}', "[" * 100_000, b"\xff"):
        answer = api.ask("POST", "/cases", content=text, headers=json_headers)
        assert answer.status_code == 400, text
        assert answer.json()["detail"]
    bodies: list[Any] = [[], {}, {**OPENING, "colour": "red"}, {**OPENING, "on": "soon"}, {**OPENING, "form": []}]
    for body in bodies:
        answer = api.ask("POST", "/cases", json=body)
        assert answer.status_code == 422, body
        assert all(error["message"] for error in answer.json()["errors"])
    assert api.ask("DELETE", "/cases").status_code == 405


def test_money_in_answers_is_text(api: Api) -> None:
    data = api.get(f"/cases/{api.world.submitted()}")["data"]
    assert data["aid_asked"] == "336.00"
    assert Decimal(data["lines"][0]["net"]) == Decimal("480.00")
