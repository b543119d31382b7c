"""Typesetting: one file that is PDF/A-2a and PDF/UA-1, the same bytes for the same input, closed to the outside."""

from __future__ import annotations

import io
import resource
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pikepdf
import pypdf
import pytest

from caseflow.letters import Registration, Signatory
from caseflow.letters.typeset import CannotTypeset, typeset

DAY = date(2024, 4, 5)
TEXT = """#set document(title: "Par lietu", author: "Biedrība", date: reg.date)
#set text(font: "Libertinus Serif", lang: "lv")
= Par lietu
#reg.day Nr.~#reg.number

Glāžšķūņa rūķīši dzērumā čiepj Baha koncertflīģeļu vākus: 1 234,50 EUR.

#table(columns: 2, table.header[Kurss][Cena], [Datu drošība], [480,00 EUR])

#reg.office #reg.signatory
"""
REGISTRATION = Registration("4-2/118", DAY, Signatory("Vija Ozoliņa", "valdes priekšsēdētāja"))
_MEMORY_MB = 12


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return typeset(TEXT, REGISTRATION, DAY)


def words(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(page.extract_text() for page in pages).replace("\u00a0", " ")


def test_the_file_says_that_it_is_pdf_a_2a_and_pdf_ua_1(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_metadata() as meta:
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
        assert meta["pdfuaid:part"] == "1"
        assert "Par lietu" in str(meta["dc:title"])


def test_the_file_is_tagged_names_its_language_and_shows_its_title(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root
        assert str(root.Lang) in ("lv", "lv-LV")
        assert bool(root.MarkInfo.Marked)
        assert root.StructTreeRoot.K is not None
        assert bool(root.ViewerPreferences.DisplayDocTitle)


def test_every_font_is_embedded(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        descriptors = [o for o in document.objects if isinstance(o, pikepdf.Dictionary) and "/FontName" in o]
        assert descriptors
        assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(o.keys()) for o in descriptors)


def test_the_file_prints_what_registration_supplies(pdf: bytes) -> None:
    assert "2024. gada 5. aprīlī Nr. 4-2/118" in words(pdf)
    assert "valdes priekšsēdētāja Vija Ozoliņa" in words(pdf)
    assert "Glāžšķūņa rūķīši dzērumā čiepj Baha koncertflīģeļu vākus" in words(pdf)


def test_a_preview_is_the_same_document_and_says_that_it_is_not_registered() -> None:
    preview = words(typeset(TEXT, Registration(), DAY))
    assert "vēl nav reģistrēts" in preview
    assert "Glāžšķūņa rūķīši" in preview


def test_the_same_input_gives_the_same_bytes_in_every_thread(pdf: bytes) -> None:
    with ThreadPoolExecutor(2) as pool:
        again = list(pool.map(lambda _: typeset(TEXT, REGISTRATION, DAY), range(4)))
    assert set(again) == {pdf}


def test_a_number_of_one_letter_never_shows_in_another() -> None:
    others = [typeset(TEXT, Registration(f"4-2/{n}", DAY, None), DAY) for n in (1, 2, 1)]
    assert others[0] == others[2] != others[1]
    assert "4-2/118" not in words(others[0])


def test_a_text_that_is_no_document_is_refused_with_typsts_reason() -> None:
    with pytest.raises(CannotTypeset, match="no-such-function"):
        typeset("#no-such-function()", REGISTRATION, DAY)


def test_a_document_that_nobody_could_read_aloud_is_refused() -> None:
    with pytest.raises(CannotTypeset):
        typeset('#set text(lang: "lv")\n= Virsraksts', REGISTRATION, DAY)  # no title


@pytest.mark.parametrize("what", ['read("/etc/passwd")', 'read("../../../../etc/passwd")', 'image("/x.png")'])
def test_a_text_reaches_no_file_of_the_machine(what: str) -> None:
    with pytest.raises(CannotTypeset):
        typeset(f"#set document(title: [x])\n#{what}", REGISTRATION, DAY)


def test_memory_stays_flat_over_many_letters() -> None:
    def one(number: int) -> None:
        typeset(TEXT.replace("rūķīši", f"rūķīši {number}"), Registration(f"4-2/{number}", DAY, None), DAY)

    for number in range(100):
        one(number)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number in range(100, 500):
        one(number)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < _MEMORY_MB * 1024
