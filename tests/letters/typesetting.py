"""Sets letters as the office will (one PDF, both PDF/A and PDF/UA) and reads them back."""

from __future__ import annotations

import atexit
import io
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

import pypdf
import typst

# An empty root and no packages: Typst's read() reaches every file below its root.
_ROOT = Path(tempfile.mkdtemp(prefix="caseflow-letters-"))
atexit.register(shutil.rmtree, _ROOT)
_COMPILER = typst.Compiler(root=_ROOT, ignore_system_fonts=True, package_path=_ROOT, package_cache_path=_ROOT)


@lru_cache(maxsize=256)
def pdf(text: str) -> bytes:
    """The letter as PDF/A-2a and PDF/UA-1, set once however many tests read it. Raises `typst.TypstError`."""
    made = _COMPILER.compile(input=text.encode(), format="pdf", pdf_standards=["a-2a", "ua-1"])
    assert isinstance(made, bytes)
    return made


def png(text: str, page: int = 1) -> bytes:
    """One page of the letter as a picture."""
    made = _COMPILER.compile(input=text.encode(), format="png", ppi=100.0)
    pages = made if isinstance(made, list) else [made]
    picture = pages[page - 1]
    assert isinstance(picture, bytes)
    return picture


def reader(text: str) -> pypdf.PdfReader:
    """The set letter, opened."""
    return pypdf.PdfReader(io.BytesIO(pdf(text)))


def plain_text(text: str) -> str:
    """What a reader reads, line by line as it stands on the pages."""
    return "\n".join(page.extract_text() for page in reader(text).pages)
