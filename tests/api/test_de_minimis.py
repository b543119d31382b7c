"""The register of de minimis aid through the API: entered, linked, merged, split and taken back by whoever may."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from caseflow.api.register_shapes import RegisterShape
from tests.api.conftest import Api

A = {"registration_number": "40003000017", "name": "SIA “A”"}
B = {"registration_number": "40003000021", "name": "SIA “B”"}
C = {"registration_number": "40003000036", "name": "SIA “C”"}
WHY = {"reason": "Uzņēmumu reģistra izraksts"}
AID = {
    **A, **WHY, "grantor": "Attīstības iestāde", "reference": "UZ-1", "regulation": "dm2831",
    "granted_on": "2024-02-01", "amount": "1000.00",
}  # fmt: skip
SPLIT: dict[str, Any] = {"source": A, "parts": [{**B, "equity": "3.00"}, {**C, "equity": 1}], "on": "2024-03-01", **WHY}


def post(api: Api, path: str, body: Any, who: str = "officer", **headers: str) -> Any:
    return api.ask("POST", f"/de-minimis{path}", who, json=body, headers=headers)


def test_aid_is_entered_corrected_and_follows_a_split_and_a_merger(api: Api) -> None:
    entered = post(api, "", AID)
    assert entered.status_code == 200, entered.text
    assert TypeAdapter(RegisterShape).validate_json(entered.content)["aid"][0]["granted"] == "1000.00"
    number = A["registration_number"]
    assert post(api, "", AID).status_code == 409
    correction = {"reference": "UZ-1", "amount": "2000.00", **WHY}
    assert post(api, f"/{number}/corrections", correction).json()["aid"][0]["granted"] == "2000.00"
    change = post(api, "/splits", SPLIT).json()["changes"][0]["id"]
    counted = {
        each["registration_number"]: api.get(f"/de-minimis/{each['registration_number']}")["counted"]
        for each in (A, B, C)
    }
    amounts = [[each["amount"] for each in counted[of["registration_number"]]] for of in (A, B, C)]
    assert amounts == [[], ["1500.00"], ["500.00"]]
    merged = post(api, "/mergers", {"absorbed": [C], "into": B, "on": "2024-03-04", **WHY})
    assert sum(float(each["amount"]) for each in merged.json()["counted"]) == 2000
    assert post(api, f"/{number}/changes/{change}/withdraw", WHY).json()["changes"] == []
    assert post(api, f"/{number}/changes/{change}/withdraw", WHY).status_code == 404


def test_a_group_is_entered_once_for_its_key_and_left(api: Api) -> None:
    group = {"members": [A, B], **WHY}
    first, second = (post(api, "/groups", group, **{"Idempotency-Key": "g-1"}) for _ in range(2))
    assert (first.status_code, first.content) == (200, second.content)
    assert [each["name"] for each in first.json()["members"]] == ["SIA “B”"]
    leaving = {"last_day": "2024-03-04", **WHY}
    assert post(api, f"/{B['registration_number']}/leave", leaving).status_code == 200
    assert post(api, f"/{B['registration_number']}/leave", leaving).status_code == 409
    assert api.get(f"/de-minimis/{B['registration_number']}?on=2024-03-05")["members"] == []


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("", {**AID, "registration_number": "40003000018"}),
        ("", {**AID, "regulation": "gber"}),
        ("", {**AID, "amount": "0"}),
        ("", {**AID, "amount": "NaN"}),
        ("", {**AID, "reason": " "}),
        ("", {**AID, "grantor": "a\x00b"}),
        ("/groups", {"members": [A], **WHY}),
        ("/groups", {"members": [], **WHY}),
        ("/mergers", {"absorbed": [], "into": B, "on": "2024-03-04", **WHY}),
        ("/mergers", {"absorbed": [A], "into": B, "on": "2024-03-05", **WHY}),
        ("/splits", {**SPLIT, "parts": SPLIT["parts"][:1]}),
        ("/splits", {**SPLIT, "uses": {"a": "b"}, "parts": [{**B, "equity": "0.001"}, {**C, "equity": 1}]}),
    ],
)
def test_what_cannot_be_entered_is_said_and_nothing_is_kept(api: Api, path: str, body: Any) -> None:
    answer = post(api, path, body)
    assert answer.status_code == 422, answer.text
    with api.world.office.database.read() as tx:
        assert tx.fetchall("SELECT id FROM undertaking UNION ALL SELECT id FROM undertaking_change") == []


def test_who_may_not_keep_the_register(api: Api) -> None:
    assert post(api, "", AID, "auditor").status_code == 403
    assert post(api, "", AID, "stranger").status_code == 403
    assert post(api, "", AID).status_code == 200
    assert api.get(f"/de-minimis/{A['registration_number']}", "auditor")["aid"]
    assert api.ask("GET", f"/de-minimis/{A['registration_number']}", "stranger").status_code == 403
    assert api.ask("GET", f"/de-minimis/{B['registration_number']}").status_code == 404
