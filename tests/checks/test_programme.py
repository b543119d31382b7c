"""A programme's own files: read as far as they can be, with every fault at its place."""

from __future__ import annotations

import pytest

from caseflow.engine.programme_model import read_programme
from tests.checks.good import FILES, PROGRAMME, assert_found, findings_of, replaced

FILE = "workflows/trial/programme.yaml"
GRANT = "workflows/trial/grant.yaml"


def test_finds_a_programme_without_its_file() -> None:
    found = findings_of({path: text for path, text in FILES.items() if path != FILE})
    assert [(each.code, str(each.place)) for each in found] == [("no-programme", f"{FILE}:1:1")]


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        ("programme: trial", "programme: trail", "other-name", "programme: ▸trail"),
        ("ceiling: P.total", "ceiling: P.sum", "unknown-figure", "ceiling: ▸P.sum"),
        ("2025-12-31: P.target", "2025-12-31: P.goal", "unknown-figure", "2025-12-31: ▸P.goal"),
        ("call: r1, ceiling", "call: r9, ceiling", "unknown-call", "call: ▸r9"),
        ("call: r1, targets", "call: r9, targets", "unknown-call", "call: ▸r9"),
    ],
)
def test_finds_what_the_programme_names_and_does_not_have(old: str, new: str, code: str, at: str) -> None:
    assert_found((old, new), code=code, at=at, file=FILE)


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("round: 1", "round: 0", "round: ▸0"),
        ("2025-12-31:", "31.12.2025:", "▸P.target"),
        ("{number:03}", "{nummer}", '▸"{prefix}'),
        ("title: {lv: Kopā, en: Total}", "title: {lv: Kopā}", "title: ▸{lv: Kopā}"),
    ],
)
def test_finds_a_programme_file_of_another_shape(old: str, new: str, at: str) -> None:
    assert_found((old, new), code="shape", at=at, file=FILE)


def test_finds_a_workflow_under_another_files_name() -> None:
    assert_found(("workflow: grant", "workflow: grants"), code="other-name", at="workflow: ▸grants", file=GRANT)


def test_passes_on_what_compiling_finds_and_goes_on_with_the_other_files() -> None:
    other = replaced(FILES[GRANT], "workflow: grant", "workflow: loan")
    faulty = replaced(other, "amount <= P.limit", "amuont <= P.limit")
    files = {**FILES, "workflows/trial/loan.yaml": faulty, GRANT: replaced(FILES[GRANT], "    not_by: [assess]\n", "")}
    found = findings_of(files)
    assert [each.place.path for each in found] == [GRANT, "workflows/trial/loan.yaml"]
    assert found[0].code == "four-eyes"


def test_finds_a_file_that_is_no_yaml() -> None:
    found = findings_of({**FILES, GRANT: "workflow: [grant\n"})
    assert [(each.code, each.place.path) for each in found] == [("yaml-syntax", GRANT)]


def test_places_a_figure_that_cannot_be_read_where_it_stands() -> None:
    path = "workflows/trial/parameters.yaml"
    found = findings_of({**FILES, path: replaced(FILES[path], '"100.00"', "hundred")})
    assert [(each.code, each.place.path, each.place.line) for each in found] == [("unreadable", path, 3)]


def test_findings_come_in_the_order_of_file_and_line() -> None:
    text = replaced(FILES[GRANT], "    not_by: [assess]\n", "")
    text = replaced(text, "    at_end: {escalate: head}", "    at_end: {escalate: clerk}")
    found = findings_of({**FILES, GRANT: text, FILE: replaced(PROGRAMME, "ceiling: P.total", "ceiling: P.sum")})
    assert [each.code for each in found] == ["four-eyes", "unknown-role", "unknown-figure"]


def test_reads_the_programme_with_its_titles_in_both_languages() -> None:
    programme, _ = read_programme(PROGRAMME, FILE)
    assert (programme.title.lv, programme.title.en) == ("Izmēģinājums", "Trial")
    assert list(programme.roles) == ["officer", "head", "applicant"]
    assert programme.accounts[0].ceiling == "P.total"
