"""`caseflow case import`: from a file to cases, with everything that is wrong at its place."""

from __future__ import annotations

import csv
import stat
from pathlib import Path

import pytest

from caseflow.app import importing
from caseflow.moves import apply
from tests.cli.conftest import desk
from tests.cli.desk import Desk
from tests.intake.applications import FIRST_OF_LINE, HEADER, changed, file_of, imported, opened_refs, rows, run
from tests.intake.forms import csv_bytes, xlsx_bytes
from tests.world import BENEFICIARY

__all__ = ["desk"]


def test_each_row_becomes_a_case_that_can_be_replayed(desk: Desk) -> None:
    answer = imported(desk, file_of(desk, rows(3)))
    assert [each["external_ref"] for each in answer["opened"]] == ["P-1", "P-2", "P-3"]
    assert (answer["entries"], answer["rejected"], answer["faults"], answer["known"]) == (3, 0, [], [])
    ref = answer["opened"][1]["ref"]
    shown = desk.json("case", "show", ref)
    assert (shown["state"], shown["external_ref"]) == ("draft", "P-2")
    assert "Ārējais numurs: P-2" in desk("case", "show", ref).out
    assert shown["data"]["aid_asked"] == "1336.00"
    assert shown["data"]["size"] == "small"
    assert shown["data"]["lines"][0]["net"] == "480.00"
    assert set(shown["data"]["lines"][0]["person_code"]) == {"vault"}
    assert desk.json("case", "replay", ref)["differences"] == []


def test_submitted_cases_have_their_receipt_addressed_to_their_applicant(desk: Desk) -> None:
    answer = imported(desk, file_of(desk, rows(2)), "--submit")
    ref = answer["opened"][0]["ref"]
    shown = desk.json("case", "show", ref)
    assert (shown["state"], shown["seq"]) == ("submitted", 2)
    assert [letter["name"] for letter in shown["letters"]] == ["receipt"]
    assert "SIA “Mērs 1”" in desk("letter", "show", shown["letters"][0]["id"]).out
    assert shown["deadlines"]
    assert desk.json("case", "replay", ref)["differences"] == []
    assert desk("verify").code == 0


def test_a_case_that_cannot_be_submitted_is_not_opened(desk: Desk) -> None:
    good, bad = rows(2)
    answer = imported(desk, file_of(desk, [good, changed(bad, description="")]), "--submit")
    assert opened_refs(desk) == ["P-1"]
    (fault,) = answer["faults"]
    assert (fault["external_ref"], fault["line"], fault["column"]) == ("P-2", 3, None)


def test_every_bad_row_is_told_by_line_column_and_remedy_and_the_good_ones_are_in(desk: Desk) -> None:
    table = rows(7)
    table[1] = changed(table[1], applicant__registration_number="40003000018")
    table[2] = changed(table[2], size="milzīgs", aid_asked="12x")
    table[4] = changed(table[4], starts_on="31.02.2024", lines__net="1.500,00")
    table[5] = [*table[5], "vēl"]
    said = run(desk, file_of(desk, table))
    assert said.code == 1
    assert opened_refs(desk) == ["P-1", "P-4", "P-7"]
    lines = said.out.splitlines()
    assert lines[0].startswith("3. rinda, kolonna “applicant.registration_number” (P-2): “40003000018”")
    assert "sīkais (mikro)" in lines[1]
    assert lines[2].endswith("tūkstošus var atdalīt ar atstarpi: 1 234,50.")
    assert "“31.02.2024”" in lines[3]
    assert lines[4].startswith("6. rinda, kolonna “lines.net” (P-5): “1.500,00”")
    assert lines[5].startswith("7. rinda (P-6): Rindā aiz pēdējās")
    assert lines[-3:] == ["Failā ir 7 lietas.", "Ievestas 3 lietas.", "Noraidītas 4 lietas."]


def test_personal_values_are_not_quoted(desk: Desk) -> None:
    (row,) = rows(1)
    said = run(desk, file_of(desk, [changed(row, lines__person_code="010190-10007")]))
    assert said.code == 1
    assert "10007" not in said.out


def test_the_rejected_rows_can_be_corrected_and_imported(desk: Desk, tmp_path: Path) -> None:
    table = rows(3)
    line = ["Jānis Bērzs", *table[1][FIRST_OF_LINE + 1 : -2], "12x", "1"]
    more = ["P-2", *[""] * (FIRST_OF_LINE - 1), *line]
    bad = changed(table[1], applicant__name="=HYPERLINK(1)", aid_asked="-12,50")
    rejects = tmp_path / "noraiditie.csv"
    said = run(desk, file_of(desk, [table[0], bad, table[2], more]), "--rejects", str(rejects))
    assert said.code == 1
    assert str(rejects) in said.out
    assert stat.S_IMODE(rejects.stat().st_mode) == 0o600
    assert rejects.read_bytes().startswith(b"\xef\xbb\xbfexternal_ref;")
    with rejects.open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file, delimiter=";"))
    assert [(row["external_ref"], row["applicant.name"]) for row in found] == [("P-2", "'=HYPERLINK(1)"), ("P-2", "")]
    assert found[0]["aid_asked"] == "-12,50"
    assert found[0]["reject_reason"].startswith("aid_asked: ")
    assert found[1]["reject_reason"].startswith("lines.net: “12x”")
    corrected = rejects.read_text(encoding="utf-8-sig").replace(";-12,50;", ";12,50;").replace(";12x;", ";12;")
    again = desk.file(corrected, "labots.csv")
    assert run(desk, again, "--rejects", str(rejects)).code == 0
    assert opened_refs(desk) == ["P-1", "P-2", "P-3"]
    ref = imported(desk, again)["known"][0]["ref"]
    shown = desk.json("case", "show", ref)["data"]
    assert [line["net"] for line in shown["lines"]] == ["480.00", "12.00"]
    with desk.world.office.database.read() as tx:
        assert tx.fetchone("SELECT name FROM party WHERE name LIKE '=%'") == ("=HYPERLINK(1)",)


def test_the_rejects_may_not_overwrite_the_file_itself(desk: Desk) -> None:
    file = file_of(desk, rows(1))
    assert run(desk, file, "--rejects", file).code == 2
    assert opened_refs(desk) == []


def test_a_workbook_with_a_sheet_of_lines_is_imported(desk: Desk) -> None:
    (row,) = rows(1)
    lines: list[list[object]] = [
        [
            "external_ref",
            "Rinda",
            "Vārds un uzvārds",
            "Personas kods",
            "Kurss",
            "Sniedzējs",
            "Sākums",
            "Beigas",
            "net",
            "vat",
        ]
    ]
    lines += [["P-1", *row[FIRST_OF_LINE:-2], 480.1, 100.82]]
    file = desk.file(xlsx_bytes(Lietas=[HEADER[:FIRST_OF_LINE], row[:FIRST_OF_LINE]], lines=lines), "p.xlsx")
    answer = imported(desk, file)
    assert answer["faults"] == []
    (line,) = desk.json("case", "show", answer["opened"][0]["ref"])["data"]["lines"]
    assert (line["net"], line["vat"], line["starts_on"]) == ("480.10", "100.82", "2024-06-03")


def test_the_same_content_is_the_same_from_a_workbook_and_in_two_files(desk: Desk) -> None:
    table = rows(2)
    run(desk, file_of(desk, table))
    head = desk.file(xlsx_bytes(x=[HEADER[:FIRST_OF_LINE], *(row[:FIRST_OF_LINE] for row in table)]), "p.xlsx")
    named = [HEADER[0], *(name.removeprefix("lines.") for name in HEADER[FIRST_OF_LINE:])]
    lines = desk.file(csv_bytes(named, *([row[0], *row[FIRST_OF_LINE:]] for row in table), delimiter=","), "rindas.csv")
    answer = imported(desk, head, "--lines", lines)
    assert [each["external_ref"] for each in answer["known"]] == ["P-1", "P-2"]
    assert answer["opened"] == []


def test_a_template_can_be_filled_in(desk: Desk, tmp_path: Path) -> None:
    for name in ("paraugs.xlsx", "paraugs.csv"):
        file = tmp_path / name
        said = desk("case", "import", str(file), "--workflow", BENEFICIARY, "--template")
        assert said.code == 0, said
        assert imported(desk, str(file))["entries"] == 0
        assert desk("case", "import", str(file), "--workflow", BENEFICIARY, "--template").code == 2
    assert desk("case", "import", str(tmp_path / "x.pdf"), "--workflow", BENEFICIARY, "--template").code == 2


def test_dry_run_tells_the_same_and_keeps_nothing(desk: Desk) -> None:
    table = rows(4)
    table[2] = changed(table[2], size="x")
    file = file_of(desk, table)
    tried = imported(desk, file, "--dry-run")
    assert (tried["fit"], tried["opened"], tried["rejected"]) == (3, [], 1)
    assert opened_refs(desk) == []
    made = imported(desk, file)
    assert made["faults"] == tried["faults"]
    assert len(made["opened"]) == 3


def test_no_number_is_taken_by_what_is_tried_or_there_already(desk: Desk) -> None:
    file = file_of(desk, rows(2))
    imported(desk, file, "--dry-run")
    first = imported(desk, file)
    imported(desk, file)
    second = imported(desk, file_of(desk, rows(1, prefix="Q")))
    numbers = [each["ref"] for each in (*first["opened"], *second["opened"])]
    assert numbers == ["PUA-2024-001", "PUA-2024-002", "PUA-2024-003"]


def test_somebody_without_the_role_hears_it_once(desk: Desk) -> None:
    file = file_of(desk, rows(3))
    for who, words in (("auditor", "Sākt lietu"), ("stranger", "association")):
        said = run(desk, file, "--as", who)
        assert said.code == 2
        assert said.err.count(words) == 1
    assert opened_refs(desk) == []


@pytest.mark.parametrize("lang", ["lv", "en"])
def test_a_file_as_a_whole_is_refused_in_the_language_of_its_reader(desk: Desk, lang: str) -> None:
    said = run(desk, desk.file("x;y\n1;2\n", "x.csv"), "--lang", lang)
    assert said.code == 2
    assert said.err.count("external_ref") == 2
    assert ("Trūkst kolonnas" if lang == "lv" else "is missing") in said.err


def test_an_organisation_must_be_named(desk: Desk) -> None:
    assert desk("case", "import", file_of(desk, rows(1)), "--workflow", BENEFICIARY).code == 2


def test_a_row_that_breaks_the_program_is_found_and_stops_no_other(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 4)
    table = rows(9)
    table[5] = changed(table[5], applicant__name="SIA “Brīnums”")
    table[6] = changed(table[6], size="x")
    real = apply

    def broken(office, requests, actor):  # type: ignore[no-untyped-def]
        if any(request.form["applicant"]["name"] == "SIA “Brīnums”" for request in requests):
            raise ZeroDivisionError
        return real(office, requests, actor)

    monkeypatch.setattr(importing, "apply", broken)
    answer = imported(desk, file_of(desk, table))
    assert [(fault["external_ref"], fault["code"]) for fault in answer["faults"]] == [
        ("P-6", "fault"),
        ("P-7", "bad-value"),
    ]
    assert len(opened_refs(desk)) == 7


def test_a_fault_of_every_row_is_a_fault_of_the_program(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(importing, "apply", broken)
    said = run(desk, file_of(desk, rows(30)))
    assert said.code == 3


def test_a_text_that_the_database_cannot_keep_is_that_rows_fault(desk: Desk) -> None:
    table = rows(3)
    table[1] = changed(table[1], applicant__email="x@" + "y" * 400 + ".example")
    answer = imported(desk, file_of(desk, table))
    kept = opened_refs(desk)
    assert {"P-1", "P-3"} <= set(kept)
    assert [fault["external_ref"] for fault in answer["faults"]] == [ref for ref in ("P-2",) if ref not in kept]


def test_progress_is_told_in_lines_where_there_is_no_terminal(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caseflow.cli.progress._LINE_EVERY", 2)
    monkeypatch.setattr(importing, "BATCH", 2)
    file = file_of(desk, rows(5))
    assert run(desk, file).err.splitlines() == ["2 no 5", "4 no 5"]
    assert run(desk, file, "--json").err == ""


def test_an_interruption_is_told_with_what_to_do(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(importing, "apply", interrupted)
    said = run(desk, file_of(desk, rows(1)))
    assert said.code == 1
    assert "pārtraukta" in said.err
