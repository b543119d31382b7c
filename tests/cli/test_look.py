"""Deadlines, letters, tasks and workflows on the command line."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from caseflow.moves.registration import register
from caseflow.moves.sweep import sweep
from tests.cli.desk import Desk
from tests.world import BENEFICIARY


def test_lists_and_explains_deadlines(desk: Desk) -> None:
    ref = desk.world.submitted()
    found = desk.json("deadline", "list", ref)
    assert [(each["name"], each["due_on"]) for each in found] == [
        ("tax_check", "2024-03-06"),
        ("decision", "2024-04-04"),
    ]
    assert desk.json("deadline", "list") == found
    told = desk.json("deadline", "explain", ref, "tax_check")
    assert (told["due_on"], told["calendar"], told["left"]) == ("2024-03-06", "LV-STAT", None)
    assert len(told["derivation"]) >= 3
    said = desk("deadline", "explain", ref, "tax_check").out
    assert "trešdiena, 06.03.2024." in said
    assert "B-TAX-05" in said
    assert "atlikušas 2 dienas" in desk("deadline", "list", ref).out


def test_a_stopped_deadline_has_no_last_day(desk: Desk) -> None:
    ref = desk.world.submitted()
    desk.world.do("officer", "suspend", ref, reason="Lūgums.")
    assert desk.json("deadline", "explain", ref, "tax_check")["left"] == 2
    assert "apturēts" in desk("deadline", "list", ref).out
    assert "pēdējās dienas pagaidām nav" in desk("deadline", "explain", ref, "tax_check").out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("list", "PUA-2024-999"), 1),
        (("explain", "PUA-2024-001", "appeal"), 1),
        (("preview", BENEFICIARY, "appeal", "--from", "2024-03-04"), 1),
        (("preview", BENEFICIARY, "tax_check", "--from", "yesterday"), 2),
        (("preview", BENEFICIARY, "tax_check", "--from", "2024-03-04", "--organisation", "nowhere"), 1),
        (("preview", "no/such", "tax_check", "--from", "2024-03-04"), 1),
    ],
)
def test_what_is_not_there_is_said(desk: Desk, words: tuple[str, ...], code: int) -> None:
    desk.world.submitted()
    said = desk("deadline", *words)
    assert (said.code, said.out) == (code, "")
    assert said.err.startswith("caseflow: ")


def test_previews_a_deadline_before_there_is_a_case(desk: Desk) -> None:
    words = ("deadline", "preview", BENEFICIARY, "tax_check", "--from", "2023-12-22")
    found = desk.json(*words)
    assert (found["due_on"], found["calendar"], found["rule"]) == ("2023-12-28", "LV-STAT", "B-TAX-05")
    assert desk.json(*words, "--organisation", "hub")["due_on"] == "2023-12-28"
    assert "28.12.2023." in desk(*words).out


def test_lists_letters_and_shows_their_text_to_those_who_may(desk: Desk) -> None:
    ref = desk.world.submitted()
    (letter,) = desk.json("letter", "list", ref)
    assert (letter["code"], letter["status"], letter["title"]) == ("L-X-01", "drafted", "Par pieteikuma saņemšanu")
    shown = desk.json("letter", "show", letter["id"])
    assert "Par pieteikuma saņemšanu" in shown["text"]
    said = desk("letter", "show", letter["id"], "--lang", "en").out
    assert said.startswith("L-X-01 ")
    assert ref in said.splitlines()[0]
    assert desk("letter", "show", letter["id"], "--as", "stranger").code == 1
    assert desk("letter", "show", "7").code == 2
    assert desk("letter", "list", ref, "--as", "stranger").code == 1
    assert desk.json("letter", "list", "--as", "stranger") == []


def test_a_letter_is_written_as_pdf_before_and_after_it_has_a_number(desk: Desk, tmp_path: Path) -> None:
    ref = desk.world.submitted()
    id, file = desk.json("letter", "list", ref)[0]["id"], tmp_path / "letter.pdf"
    assert desk.json("letter", "show", id, "--pdf", str(file))["preview"] is True
    text = PdfReader(file).pages[0].extract_text()
    assert "vēl nav reģistrēts" in text
    assert "Vija Ozoliņa" in text
    assert "04.03.2024." in text
    desk.world.clock.advance(timedelta(minutes=10))
    register(desk.world.office)
    assert desk.json("letter", "show", id, "--pdf", str(file))["preview"] is False
    with desk.world.office.database.read() as tx:
        ((sha256,),) = tx.fetchall("SELECT pdf FROM letter")
    assert hashlib.sha256(file.read_bytes()).hexdigest() == sha256
    assert "Reģistrētā vēstule" in desk("letter", "show", id, "--pdf", str(file)).out
    assert desk("letter", "show", id, "--pdf", str(tmp_path / "no" / "where.pdf")).code == 2
    assert desk("letter", "show", id, "--pdf", str(file), "--as", "stranger").code == 1


def test_a_decision_that_nobody_has_signed_is_previewed_without_day_and_signatory(desk: Desk, tmp_path: Path) -> None:
    ref = desk.world.submitted()
    desk.world.do("officer", "record_tax_check", ref, form=desk.world.tax_form("384.37"))
    id = next(each["id"] for each in desk.json("letter", "list", ref) if each["code"] == "L-B-06")
    file = tmp_path / "decision.pdf"
    desk("letter", "show", id, "--pdf", str(file))
    text = "\n".join(page.extract_text() for page in PdfReader(file).pages)
    assert "datums vēl nav noteikts" in text
    assert "paraksttiesīgā persona vēl nav noteikta" in text
    desk.world.do("head", "sign_refusal", ref)
    desk("letter", "show", id, "--pdf", str(file))
    text = "\n".join(page.extract_text() for page in PdfReader(file).pages)
    assert "2024.\u00a0gada 4.\u00a0martā" in text
    assert re.search(r"Nodaļas vadītāja .*Head", text)


def test_a_letter_is_not_shown_with_another_key_or_another_text(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ref = desk.world.submitted()
    id = desk.json("letter", "list", ref)[0]["id"]
    with monkeypatch.context() as other:
        other.setenv("CASEFLOW_SECRET_KEY", "another secret that is long enough too")
        said = desk("letter", "show", id)
        assert said.code == 1
        assert "CASEFLOW_SECRET_KEY" in said.err
    with desk.world.office.database.write() as tx:
        row = tx.fetchone("SELECT text FROM letter")
        assert row is not None
        tx.execute("UPDATE letter SET text = ?", (bytes(row[0])[:-1] + bytes([bytes(row[0])[-1] ^ 1]),))
    assert "altered" in desk("letter", "show", id).err


def test_lists_tasks_of_ones_roles(desk: Desk) -> None:
    ref = desk.world.submitted()
    assert "Uzdevumu nav" in desk("task", "list").out
    desk.world.clock.advance(timedelta(days=2))
    sweep(desk.world.office)
    (task,) = desk.json("task", "list")
    assert (task["case"], task["name"]) == (ref, "tax_check")
    assert desk.json("task", "list", "--as", "auditor") == []
    assert desk.json("task", "list", "--as", "auditor", "--all") == [task]
    assert "Pārbaudīt nodokļu parādu" in desk("task", "list").out


def test_lists_and_shows_published_workflows(desk: Desk) -> None:
    (found,) = (each for each in desk.json("workflow", "list") if each["workflow"] == BENEFICIARY)
    assert found["title"] == "Gala labuma guvēja lieta"
    shown = desk.json("workflow", "show", BENEFICIARY, "--lang", "en")
    ways = {(way["trigger"], tuple(way["from"])): way for way in shown["transitions"]}
    check = ways["record_tax_check", ("submitted",)]
    assert [branch["state"] for branch in check["to"]] == ["tax_checked", "refusal_proposed"]
    assert check["to"][0]["when"]
    assert check["to"][1]["when"] is None
    said = desk("workflow", "show", BENEFICIARY).out
    assert "nodokļu parāds nepārsniedz pieļaujamo" in said
    assert desk("workflow", "show", "no/such").code == 1


def test_people_read_names_and_not_the_words_of_definitions(desk: Desk) -> None:
    ref = desk.world.submitted()
    desk.world.do("officer", "record_tax_check", ref, form=desk.world.tax_form("384.37"))
    desk.world.do("head", "return_refusal", ref, reason="Izdruka ir par citu komersantu.")
    desk.world.clock.advance(timedelta(days=2))
    sweep(desk.world.office)
    slugs = r"\b(officer|head|administrator|receipt|refusal_tax_debt|drafted|cancelled|submitted|refusal_proposed)\b"
    for words in (
        ("case", "show", ref),
        ("case", "history", ref),
        ("case", "moves", ref, "--as", "auditor"),
        ("letter", "list"),
        ("task", "list"),
        ("deadline", "explain", ref, "tax_check"),
    ):
        said = desk(*words)
        assert said.code == 0
        assert re.findall(slugs, said.out) == [], words
    assert "vajadzīga cita loma: lietas vadītājs" in desk("case", "moves", ref, "--as", "auditor").out
    assert "(lietas vadītājs)" in desk("case", "show", ref).out
    assert "L-B-06 “Par atteikumu piešķirt atbalstu nodokļu parāda dēļ”: atcelta" in desk("case", "show", ref).out
