"""Whatever is sent, in the described shapes or beside them, is answered: done, or a problem, never a fault."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.conftest import Api
from tests.world import APPLICATION, BENEFICIARY

TEXT = st.text(max_size=40) | st.sampled_from(
    ["\x00", "\ud800", "a" * 30_000, "1 234,50", "2024-02-30", "%", "ab" * 32]
)
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from([*APPLICATION, "total_debt", "data_date", "printout", "sheets", "extensions", "user"])
FORM = st.dictionaries(FIELDS, JSON, max_size=5) | JSON
TRIGGERS = st.sampled_from(
    ["open", "submit", "withdraw", "record_tax_check", "assign", "add_note", "close_task", "suspend", "extend",
     "correct", "notice_sent", "letter_opened", "reopen", "override", "withdraw_before_dispatch",
     "recalculate_deadlines"]
)  # fmt: skip
MOVE = st.fixed_dictionaries(
    {"trigger": TRIGGERS | TEXT},
    optional={
        "form": FORM,
        "on": st.dates().map(str) | TEXT,
        "reason": TEXT,
        "override": st.fixed_dictionaries({"guard": TEXT, "reason": TEXT}),
    },
)
OPENING = st.fixed_dictionaries(
    {"workflow": st.just(BENEFICIARY) | TEXT, "organisation": st.just("association") | TEXT},
    optional={"form": st.builds(lambda some: {**APPLICATION, **some}, st.dictionaries(FIELDS, JSON)) | FORM},
)
RULE = st.fixed_dictionaries({"on": st.dates().map(str), "input": st.dictionaries(TEXT, JSON, max_size=3)})
QUERIES = st.dictionaries(
    st.sampled_from(["organisation", "state", "kind", "due_before", "assignee", "text", "after", "size", "case", "all",
                     "term", "from", "calendar", "roll", "recompute", "format"]),
    TEXT | st.sampled_from(["2024-03-04", "5", "open", "true", "2 working days", "LV-INST", "1 month"]),
    max_size=4,
)  # fmt: skip
NAMES = st.sampled_from(["text", "document", "reason", "on", "in_person", "registration_number", "name", "amount",
                         "reference", "regulation", "granted_on", "grantor", "members", "source", "parts", "uses",
                         "absorbed", "into", "last_day"])  # fmt: skip
ENTERPRISE = st.fixed_dictionaries(
    {"registration_number": st.just("40003000017") | TEXT, "name": TEXT}, optional={"equity": TEXT | st.integers()}
)
VALUES = JSON | ENTERPRISE | st.lists(ENTERPRISE, max_size=3) | st.dates().map(str)
READS = [
    "/cases", "/cases/{ref}", "/cases/{ref}/offers", "/cases/{ref}/history", "/cases/{ref}/replay", "/deadlines",
    "/cases/{ref}/deadlines/tax_check", "/letters", "/tasks", "/workflows", f"/workflows/{BENEFICIARY}", "/term",
    f"/workflows/{BENEFICIARY}/deadlines/decision", "/rules/{ref}", "/workflows/{ref}/{ref}", "/letters/{ref}",
]  # fmt: skip
FEW = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def answered(answer: Any) -> None:
    """Done, or a problem with words."""
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        assert answer.headers["Content-Type"] == "application/problem+json", answer.text
        assert answer.json()["detail"]


def sent(api: Api, path: str, body: Any, who: str = "officer", version: int = 1) -> Any:
    """The answer to a body; what UTF-8 has no form for goes out escaped, as JSON allows."""
    headers = {"Content-Type": "application/json", "If-Match": f'"{version}"'}
    return api.ask("POST", path, who, content=json.dumps(body), headers=headers)


def test_any_body_of_a_move_is_answered(api: Api) -> None:
    ref = api.world.submitted()

    @FEW
    @given(body=MOVE | JSON, version=st.integers(0, 9), preview=st.booleans())
    def ask(body: Any, version: int, preview: bool) -> None:
        path = f"/cases/{ref}/{'preview' if preview else 'moves'}"
        answered(sent(api, path, body, "head", version))

    ask()
    assert api.get(f"/cases/{ref}/replay")["differences"] == []


def test_any_body_of_an_opening_is_answered(api: Api) -> None:
    @FEW
    @given(body=OPENING | JSON)
    def ask(body: Any) -> None:
        answered(sent(api, "/cases", body))

    ask()


def test_any_body_of_the_other_verbs_is_answered(api: Api) -> None:
    ref = api.world.submitted()
    (letter,) = api.get(f"/letters?case={ref}")
    paths = [
        f"/cases/{ref}/notes", f"/tasks/{letter['id']}/close", "/de-minimis", "/de-minimis/groups",
        "/de-minimis/mergers", "/de-minimis/splits", "/de-minimis/40003000017/leave",
        *(f"/letters/{letter['id']}/{act}" for act in ("void", "returned", "hand-over", "retry", "reissue")),
    ]  # fmt: skip

    @FEW
    @given(path=st.sampled_from(paths), body=st.dictionaries(NAMES, VALUES, max_size=8) | JSON)
    def ask(path: str, body: Any) -> None:
        answered(sent(api, path, body, version=2))

    ask()
    assert api.get(f"/cases/{ref}/replay")["differences"] == []


def test_any_question_to_a_rule_is_answered(api: Api) -> None:
    rules = {rule["name"]: rule["input"] for rule in api.get("/rules")}

    @FEW
    @given(data=st.data(), name=st.sampled_from(sorted(rules)))
    def ask(data: Any, name: str) -> None:
        known = st.dictionaries(st.sampled_from(sorted(rules[name]["properties"]) or ["x"]), JSON, max_size=6)
        body = data.draw(RULE | st.fixed_dictionaries({"on": st.dates().map(str), "input": known}))
        answered(sent(api, f"/rules/{name}/eval", body))

    ask()


def test_any_query_is_answered(api: Api) -> None:
    ref = api.world.submitted()

    @FEW
    @given(path=st.sampled_from(READS), query=QUERIES, name=st.sampled_from([ref, "x", "%00", "%ff", "ā", "0" * 70]))
    def ask(path: str, query: dict[str, str], name: str) -> None:
        # The client itself refuses addresses of more than 64 kB.
        encodable = {key: value.encode("utf-8", "replace").decode()[:9_000] for key, value in query.items()}
        answered(api.ask("GET", path.replace("{ref}", name), params=encodable))

    ask()


@pytest.mark.parametrize("content", [b"\x00", b'"\\ud800"', b'{"form": {"a": 1e999999}}', b'{"on": 1e400}', b"{}" * 9])
def test_any_bytes_are_answered(api: Api, content: bytes) -> None:
    for path in ("/cases", "/cases/x/moves", "/rules/B-TAX-01/eval"):
        headers = {"Content-Type": "application/json", "If-Match": '"1"'}
        answered(api.ask("POST", path, content=content, headers=headers))
