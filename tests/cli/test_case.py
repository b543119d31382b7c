"""`caseflow case`: from the first draft to the signed refusal, on the command line."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.cli.desk import Desk
from tests.world import APPLICATION, BENEFICIARY


def opened(desk: Desk) -> str:
    form = desk.file(dict(APPLICATION))
    done = desk.json("case", "open", BENEFICIARY, "--organisation", "association", "--input", form)
    assert (done["outcome"], done["state"], done["version"], done["seq"]) == ("done", "draft", 1, 1)
    return str(done["ref"])


def submitted(desk: Desk) -> str:
    ref = opened(desk)
    assert len(desk.json("case", "move", ref, "submit")["letters"]) == 1
    return ref


def checked(desk: Desk, debt: str) -> str:
    ref = submitted(desk)
    form = desk.file({"total_debt": debt, "data_date": "2024-03-04", "sheets": 1, "early": "Steidzami"}, "tax.json")
    printout = desk.file(b"%PDF-1.7 izdruka", "izdruka.pdf")
    desk.json("case", "move", ref, "record_tax_check", "--input", form, "--document", f"printout={printout}")
    return ref


def test_a_case_goes_from_draft_to_a_signed_refusal(desk: Desk) -> None:
    ref = checked(desk, "150.01")
    shown = desk.json("case", "show", ref)
    assert (shown["state"], shown["data"]["tax_net"]) == ("refusal_proposed", "150.01")
    assert [letter["name"] for letter in shown["letters"]] == ["receipt", "refusal_tax_debt"]
    refused = desk("case", "move", ref, "sign_refusal", "--json")
    assert refused.code == 1
    assert refused.json["outcome"] == "refused"
    assert {reason["code"] for reason in refused.json["reasons"]} == {"role", "four-eyes"}
    assert all(set(reason) == {"code", "rule", "field", "message"} for reason in refused.json["reasons"])
    assert desk.json("case", "move", ref, "sign_refusal", "--as", "head")["state"] == "refused"
    assert desk.json("case", "replay", ref)["differences"] == []
    assert desk.json("case", "replay", ref, "--recompute")["differences"] == []


def test_a_document_is_stored_under_the_hash_that_the_field_holds(desk: Desk) -> None:
    ref = checked(desk, "0.00")
    digest = desk.json("case", "show", ref)["data"]["tax_printout"]
    with desk.world.office.database.read() as tx:
        row = tx.fetchone("SELECT media_type, content FROM blob WHERE sha256 = ?", (digest,))
    assert row is not None
    assert (row[0], bytes(row[1])) == ("application/pdf", b"%PDF-1.7 izdruka")


def test_a_refusal_is_told_in_words_with_its_rule(desk: Desk) -> None:
    ref = submitted(desk)
    form = desk.file({"total_debt": "1,505", "data_date": "2024-03-04", "sheets": 1, "printout": "x"})
    said = desk("case", "move", ref, "record_tax_check", "--input", form)
    assert said.code == 1
    assert "[bad-value, total_debt]" in said.out
    assert "[bad-value, printout]" in said.out
    assert desk.json("case", "show", ref)["state"] == "submitted"


def test_a_case_that_moved_on_meanwhile_is_answered_as_stale(desk: Desk) -> None:
    ref = submitted(desk)
    stale = desk("case", "move", ref, "withdraw", "--expect-version", "1", "--json")
    assert stale.code == 1
    assert (stale.json["outcome"], stale.json["seen"], stale.json["version"]) == ("stale", 1, 2)
    assert desk.json("case", "move", ref, "withdraw", "--expect-version", "2")["state"] == "withdrawn"


def test_a_head_passes_a_guard_with_a_reason(desk: Desk) -> None:
    ref = submitted(desk)
    desk.world.do("head", "record_tax_check", ref, form=desk.world.tax_form("900.00"))
    words = ("case", "move", ref, "sign_refusal", "--as", "head", "--override", "not_by")
    assert desk(*words).code == 1
    assert desk.json(*words, "--override-reason", "Otra vadītāja nav.")["state"] == "refused"
    assert desk.json("case", "history", ref)[-1]["override"]["reason"] == "Otra vadītāja nav."


def test_an_earlier_legal_date_needs_a_reason(desk: Desk) -> None:
    ref = opened(desk)
    desk.world.clock.advance(timedelta(days=1))
    assert desk("clock", "advance", "1 day").code == 0
    early = ("case", "move", ref, "submit", "--on", "2024-03-04")
    assert desk(*early).code == 1
    desk.json(*early, "--reason", "Pasts pienāca vakar.")
    assert desk.json("case", "history", ref)[-1]["on"] == "2024-03-04"


def test_says_what_may_be_done_and_why_the_rest_may_not(desk: Desk) -> None:
    ref = checked(desk, "900.00")
    ways = {way["trigger"]: way for way in desk.json("case", "moves", ref)}
    assert ways["withdraw"]["allowed"]
    assert not ways["sign_refusal"]["allowed"]
    assert {reason["code"] for reason in ways["sign_refusal"]["reasons"]} >= {"role"}
    said = desk("case", "moves", ref)
    assert said.out.index("withdraw") < said.out.index("Tagad nav iespējams") < said.out.index("sign_refusal")
    assert "Now" not in desk("case", "moves", ref, "--lang", "lv").out
    assert "May be done now" in desk("case", "moves", ref, "--lang", "en").out


def test_shows_a_case_and_its_history_to_people(desk: Desk) -> None:
    ref = checked(desk, "150.01")
    shown = desk("case", "show", ref).out
    for text in (ref, "Ierosināts atteikums", "150,01\u00a0EUR", "SIA “Vēja dēļi”", "04.04.2024.", "L-B-06"):
        assert text in shown
    told = desk("case", "history", ref).out
    for text in ("“Iesniegts” → “Ierosināts atteikums”", "B-TAX-01", "termiņš noslēgts: Nodokļu parāda pārbaude"):
        assert text in told
    assert "Anna" not in shown + told
    assert "Tax checked" not in told
    assert "deadline ended: Tax check" in desk("case", "history", ref, "--lang", "en").out


def test_lists_the_worklist_page_by_page(desk: Desk) -> None:
    refs = [submitted(desk), opened(desk)]
    first = desk.json("case", "list", "--size", "1")
    second = desk.json("case", "list", "--size", "1", "--after", first["next"])
    assert [case["ref"] for case in (*first["cases"], *second["cases"])] == refs
    assert second["next"] is None
    assert refs[0] in desk("case", "list").out
    assert "--after" in desk("case", "list", "--size", "1").out
    assert "Nav nevienas lietas" in desk("case", "list", "--text", "Cits").out
    assert desk.json("case", "list", "--as", "stranger")["cases"] == []
    assert desk.json("case", "list", "--due-before", "2024-03-07", "--state", "submitted")["cases"][0]["ref"] == refs[0]


def test_people_are_named_and_known(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ref = opened(desk)
    assert desk("case", "show", ref, "--as", "nobody").code == 1
    assert desk("case", "show", ref, "--as", "stranger").code == 1
    monkeypatch.delenv("CASEFLOW_USER")
    nameless = desk("case", "show", ref, "--json")
    assert nameless.code == 2
    assert "--as" in json.loads(nameless.err)["message"]


def test_a_colleague_gets_the_case_by_username(desk: Desk) -> None:
    ref = opened(desk)
    desk.json("case", "move", ref, "assign", "--input", desk.file({"assignee": "colleague"}), "--as", "head")
    assert desk.json("case", "show", ref)["assignee"] == "Colleague"
    unknown = desk("case", "move", ref, "assign", "--input", desk.file({"assignee": "nobody"}), "--as", "head")
    assert unknown.code == 1


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{", "1:2"),
        ('{"a": 1,\n "a": 2}', "a stands twice"),
        ("[1]", "JSON object"),
        ('{"a": NaN}', "NaN"),
        ('{"a": 1,\n  b: 2}', "2:3"),
    ],
)
def test_input_that_cannot_be_read_is_refused_with_its_place(desk: Desk, text: str, place: str) -> None:
    words = ("case", "open", BENEFICIARY, "--organisation", "association", "--input", desk.file(text))
    said = desk(*words)
    assert said.code == 2
    assert place in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    "words",
    [
        ["--document", "printout"],
        ["--document", "=x.pdf"],
        ["--document", "printout=no/such/file.pdf"],
        ["--on", "2024-02-30"],
        ["--lang", "fr"],
        ["--override-reason", "x"],
        ["--input", "no-such-file.json"],
    ],
)
def test_wrong_use_changes_nothing(desk: Desk, words: list[str]) -> None:
    ref = submitted(desk)
    assert desk("case", "move", ref, "withdraw", *words).code == 2
    assert desk.json("case", "show", ref)["state"] == "submitted"


def test_a_field_is_given_once(desk: Desk) -> None:
    ref = submitted(desk)
    form, file = desk.file({"request": "x"}), desk.file(b"x", "vestule.pdf")
    document = ("--document", f"request={file}")
    assert desk("case", "move", ref, "withdraw", "--input", form, *document).code == 2
    assert desk("case", "move", ref, "withdraw", *document, *document).code == 2


@pytest.mark.parametrize("words", [("no/such",), (BENEFICIARY + "x",), ("beneficiary",)])
def test_a_workflow_that_is_not_published_cannot_be_opened(desk: Desk, words: tuple[str]) -> None:
    assert desk("case", "open", *words, "--organisation", "association").code == 1


def test_a_case_is_not_opened_where_one_holds_no_role(desk: Desk) -> None:
    form = desk.file(dict(APPLICATION))
    for organisation in ("hub", "nowhere"):
        said = desk("case", "open", BENEFICIARY, "--organisation", organisation, "--input", form, "--json")
        assert said.code == 1
        assert said.json["reasons"][0]["code"] == "no-such-organisation"
