"""Files of either kind are read by their content; what cannot be read says what, where and how to mend it."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from caseflow.intake import csv_file, reading, xlsx_file
from caseflow.intake.cells import Number, Table, Unreadable
from caseflow.intake.csv_file import guarded, read_csv
from caseflow.intake.faults import BadFile
from caseflow.intake.reading import read_tables
from caseflow.words import say
from tests.intake.forms import COLUMNS, csv_bytes, xlsx_bytes

TWO = (("external_ref", "aid"), ("A", "1,5"))


def main(data: bytes) -> Table:
    (found,) = xlsx_file.read_xlsx(data, None, lambda title: COLUMNS.list_named(title) is not None)
    return found


def refused(data: bytes) -> str:
    """The id of the message; it can be said in both languages."""
    with pytest.raises(BadFile) as bad:
        read_csv(data)
    return told(bad.value)


def told(bad: BadFile) -> str:
    for each in bad.messages:
        assert say(each, "lv") != say(each, "en")
    return bad.messages[0].id


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_is_read_whatever_its_separator_and_mark(delimiter: str, encoding: str) -> None:
    data = csv_bytes(("external_ref", "Nosaukums, īsais"), ("A", "Ķekava; “x”"), delimiter=delimiter, encoding=encoding)
    found = read_csv(data)
    assert found.header == ("external_ref", "Nosaukums, īsais")
    assert [(row.line, row.cells) for row in found.rows] == [(2, ("A", "Ķekava; “x”"))]


def test_a_row_has_the_line_on_which_it_begins() -> None:
    data = 'external_ref;x\r\nA;"divās\r\nrindās"\r\n\r\n;\r\nB;2\r\n'.encode()
    assert [(row.line, row.cells) for row in read_csv(data).rows] == [(2, ("A", "divās\r\nrindās")), (6, ("B", "2"))]


def test_an_empty_cell_is_none_and_empty_columns_at_the_end_are_no_columns() -> None:
    found = read_csv(b"external_ref;x;;\nA; ;;\n")
    assert found.header == ("external_ref", "x")
    assert found.rows[0].cells == ("A", None, None, None)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "intake.empty"),
        (b"\xef\xbb\xbf\r\n \r\n", "intake.empty"),
        (b"x;" * 301 + b"y\n", "intake.no_header"),
        (b"\x00\x01\x02", "intake.not_text"),
        ("external_ref\nĶekava šķūņos\n".encode("cp1257"), "intake.windows_1257"),
        ("external_ref\ncafé\n".encode("latin-1"), "intake.not_utf8"),
        (b'a;b\n1;"x\n2;y\n', "intake.open_quote"),
        (b'a;b\n1;"x"y\n', "intake.bad_quote"),
    ],
)
def test_a_file_that_is_no_csv_is_refused(data: bytes, problem: str) -> None:
    assert refused(data) == problem


def test_a_cell_of_three_megabytes_is_refused_with_its_line() -> None:
    with pytest.raises(BadFile) as bad:
        read_csv(b"external_ref;x\nA;1\nB;" + b"x" * 3_000_000 + b"\n")
    assert bad.value.messages[0].args["line"] == 3


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_file, "MOST_ROWS", 2)
    monkeypatch.setattr(xlsx_file, "MOST_ROWS", 2)
    assert refused(csv_bytes(("a",), ("1",), ("2",), ("3",))) == "intake.too_many_rows"
    with pytest.raises(BadFile) as bad:
        main(xlsx_bytes(x=[["a"], ["1"], ["2"], ["3"]]))
    assert told(bad.value) == "intake.too_many_rows"


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-x", "@SUM(A1)", "\tx"])
def test_text_that_a_spreadsheet_would_run_is_guarded_and_read_again(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert read_csv(csv_bytes(("a", "b"), ("1", guarded(text)))).rows[0].cells == ("1", text)


@pytest.mark.parametrize("text", ["-12,50", "+371 60000001", "’x", "'x", "", "40003000017"])
def test_other_text_is_not_touched(text: str) -> None:
    assert guarded(text) == text
    assert read_csv(csv_bytes(("a", "b"), ("1", text))).rows[0].cells == ("1", text or None)


def test_cells_of_a_sheet_keep_their_types_and_lines() -> None:
    rows: list[list[object]] = [
        ["external_ref", "a", "b", "c", "d"],
        [],
        ["A", 336.1, date(2024, 6, 3), True, "01"],
        ["B", 7, datetime.fromisoformat("2024-06-03T12:05"), None, "=A1"],
    ]
    found = main(xlsx_bytes(Lietas=rows))
    assert found.name == ""
    first, second = found.rows
    assert (first.line, second.line) == (3, 4)
    assert first.cells == ("A", Number(Decimal("336.1"), "General"), date(2024, 6, 3), True, "01")
    assert second.cells[1] == Number(Decimal(7), "General")
    assert second.cells[3] is None
    time, formula = second.cells[2], second.cells[4]
    assert isinstance(time, Unreadable)
    assert isinstance(formula, Unreadable)
    assert (time.problem.id, formula.problem.id) == ("intake.has_time", "intake.formula")
    assert formula.problem.args["cell"] == "E4"


def test_sheets_that_are_named_like_a_list_hold_its_rows() -> None:
    data = xlsx_bytes(Kursi=[["external_ref"]], Lietas=[["external_ref"]], Piezīmes=[["x"]])
    tables = xlsx_file.read_xlsx(data, None, lambda title: COLUMNS.list_named(title) is not None)
    assert [table.name for table in tables] == ["", "Kursi"]
    chosen = xlsx_file.read_xlsx(data, "Piezīmes", lambda _: False)
    assert [table.header for table in chosen] == [("x",)]


def packed(**parts: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


BOMB = b'<?xml version="1.0"?><!-- ' + b"x" * 5_000 + b' --><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"PK\x03\x04 and no more", "intake.bad_xlsx"),
        (packed(readme=b"x"), "intake.not_workbook"),
        (packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "intake.ods"),
        (packed(**{"xl/workbook.xml": b"<broken"}), "intake.bad_xlsx"),
        (packed(**{"xl/workbook.xml": b"<workbook/>"}), "intake.bad_xlsx"),
        (packed(**{"xl/workbook.xml": BOMB}), "intake.bad_xlsx"),
        (xlsx_bytes(x=[]), "intake.empty"),
        (xlsx_bytes(x=[["a"] * 301]), "intake.too_many_columns"),
        (xlsx_bytes(x=[["external_ref"]], lines=[]), "intake.empty_sheet"),
    ],
)
def test_a_workbook_that_cannot_be_read_is_refused(data: bytes, problem: str) -> None:
    with pytest.raises(BadFile) as bad:
        main(data)
    assert told(bad.value) == problem


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed(**{"xl/workbook.xml": b"<a/>", "xl/bomb.xml": b"0" * 20_000_000})
    assert len(data) < 100_000
    monkeypatch.setattr(xlsx_file, "MOST_UNPACKED", 10_000_000)
    with pytest.raises(BadFile) as bad:
        main(data)
    assert told(bad.value) == "intake.unpacks_too_large"


def read(folder: Path, data: bytes, lines: bytes | None = None, sheet: str | None = None) -> list[Table]:
    file = folder / "fails"
    file.write_bytes(data)
    second = None
    if lines is not None:
        second = folder / "rindas.csv"
        second.write_bytes(lines)
    return read_tables(COLUMNS, file, second, sheet)


def test_the_content_tells_the_kind_of_file(tmp_path: Path) -> None:
    assert read(tmp_path, csv_bytes(*TWO))[0].rows[0].cells == ("A", "1,5")
    assert read(tmp_path, xlsx_bytes(x=TWO))[0].rows[0].cells == ("A", "1,5")
    tables = read(tmp_path, csv_bytes(*TWO), csv_bytes(("external_ref", "net"), ("A", "3")))
    assert [table.name for table in tables] == ["", "rindas.csv"]


def test_files_of_other_programs_are_refused_with_advice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(data: bytes, sheet: str | None = None) -> str:
        with pytest.raises(BadFile) as bad:
            read(tmp_path, data, sheet=sheet)
        return told(bad.value)

    assert answer(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 xls") == "intake.old_excel"
    assert answer(csv_bytes(*TWO), sheet="x") == "intake.no_sheets"
    assert answer(xlsx_bytes(x=TWO), sheet="y") == "intake.no_such_sheet"
    monkeypatch.setattr(reading, "MOST_BYTES", 10)
    assert answer(csv_bytes(*TWO)) == "intake.too_large"
    with pytest.raises(BadFile) as bad:
        read_tables(COLUMNS, tmp_path / "nav.csv")
    assert told(bad.value) == "intake.unreadable"
