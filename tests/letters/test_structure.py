"""What a reader that reads aloud, and an archive, need of every letter: tags, order, language, title, fonts, claims.

No validator of PDF/A or PDF/UA is at hand here; these are the demands that can be read off the file itself.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from caseflow.letters import Library, with_registration
from tests.letters import typesetting
from tests.letters.filled import LETTERS

# What text may stand in, and the groups that hold such parts (PDF 1.7, 14.8.4).
LEAVES = {"/P", "/H1", "/H2", "/Lbl", "/LBody", "/TH", "/TD", "/Span", "/Strong", "/Em", "/Link", "/Reference"}
GROUPS = {"/Document", "/Part", "/Sect", "/Div", "/NonStruct", "/L", "/LI", "/Table", "/THead", "/TBody", "/TR"}
WITHIN = {
    "/LI": {"/L"},
    "/Lbl": {"/LI"},
    "/LBody": {"/LI"},
    "/TR": {"/Table", "/THead", "/TBody"},
    "/TH": {"/TR"},
    "/TD": {"/TR"},
    "/THead": {"/Table"},
    "/TBody": {"/Table"},
}
SHOWING = {"Tj", "TJ", "'", '"'}


@pytest.mark.parametrize("golden", sorted({name: golden for golden, (name, _, _) in LETTERS.items()}.values()))
def test_every_letter_can_be_read_aloud_and_archived(library: Library, golden: str) -> None:
    name, context, registration = LETTERS[golden]
    text = with_registration(library.template("enterprise-skills", name).draft(context), registration)
    with pikepdf.open(io.BytesIO(typesetting.pdf(text))) as document, document.open_metadata() as meta:
        assert not document.is_encrypted
        root = document.Root
        assert (str(root.Lang), bool(root.MarkInfo.Marked)) == ("lv-LV", True)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert not {"/AA", "/OpenAction", "/JavaScript", "/EmbeddedFiles", "/AcroForm"} & set(root.keys())
        claims = [str(meta[key]) for key in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")]
        assert claims == ["2", "A", "1"]
        assert str(meta["dc:title"]).strip() == str(document.docinfo["/Title"])
        assert root.OutputIntents[0].S == "/GTS_PDFA1"
        tagged = list(_tagged(root.StructTreeRoot.K, "/StructTreeRoot"))
        printed: set[tuple[int, int]] = set()
        for number, page in enumerate(document.pages):
            assert page.Tabs == "/S"
            printed |= {(number, mark) for mark in _marked(page)}
            assert all(_has_its_font(font) for font in page.Resources.Font.values())
        pages: dict[Any, int] = {page.objgen: number for number, page in enumerate(document.pages)}
        read = [(pages[page], mark) for page, mark in tagged]
        assert len(read) > 15
        assert read == sorted(printed), f"{name}: text stands outside the tags, or is read in another order"


def _tagged(node: Any, parent: str) -> Iterator[tuple[tuple[int, int], int]]:
    """Every marked piece of text by page and mark, in the order in which it is read."""
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from _tagged(each, parent)
        return
    kind = str(node.S)
    assert kind in LEAVES | GROUPS, f"{kind} is no tag of a letter"
    assert kind not in WITHIN or parent in WITHIN[kind], f"{kind} stands in {parent}"
    if kind in ("/Figure", "/Formula"):
        assert str(node.Alt)
    for each in node.K if isinstance(node.get("/K"), pikepdf.Array) else [node.get("/K")]:
        if isinstance(each, int):
            assert kind in LEAVES, f"text stands in {kind}"
            yield node.Pg.objgen, each
        elif isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/MCR":
            assert kind in LEAVES, f"text stands in {kind}"
            yield each.get("/Pg", node.get("/Pg")).objgen, int(each.MCID)
        elif isinstance(each, pikepdf.Dictionary) and "/S" in each:
            yield from _tagged(each, kind)


def _marked(page: Any) -> Iterator[int]:
    """The marks of all text on the page; text without one is decoration, and is declared as such."""
    open_marks: list[int | None] = []
    decoration = 0
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), instruction.operands
        if operator in ("BDC", "BMC"):
            artifact = operands[0] == "/Artifact"
            decoration += artifact
            properties = operands[1] if operator == "BDC" and not artifact else None
            mark = properties.get("/MCID") if isinstance(properties, pikepdf.Dictionary) else None
            open_marks.append(-1 if artifact else None if mark is None else int(mark))
            if mark is not None:
                yield int(mark)
        elif operator == "EMC":
            decoration -= open_marks.pop() == -1
        elif operator in SHOWING:
            assert decoration or any(mark is not None and mark >= 0 for mark in open_marks), "text without a tag"


def _has_its_font(font: Any) -> bool:
    """Whether the font's shapes are in the file, and its characters can be copied and read aloud."""
    inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    shapes = {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys())
    return bool(shapes) and "/ToUnicode" in font
