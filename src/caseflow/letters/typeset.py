"""Sets a letter: Typst text becomes one file that is PDF/A-2a and PDF/UA-1, the same bytes for the same input."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Final, Literal

import typst

from caseflow.clock import RIGA
from caseflow.errors import CaseflowError
from caseflow.letters.registration import Registration, with_registration

STANDARDS: Final[tuple[Literal["a-2a", "ua-1"], ...]] = ("a-2a", "ua-1")
MEDIA_TYPE = "application/pdf"


class CannotTypeset(CaseflowError):
    """The text is no Typst document, or cannot be an accessible one: names Typst's own reason."""


class _Compilers(threading.local):
    """One compiler for each thread: it keeps its fonts and caches, and a new one for each letter leaks memory."""

    def __init__(self) -> None:
        root = _empty_root()
        self.compiler = typst.Compiler(
            root=root, ignore_system_fonts=True, package_path=root, package_cache_path=root, sys_inputs={}
        )


@cache
def _empty_root() -> Path:
    """A folder without any file: Typst's `read()` reaches every file below its root."""
    root = Path(tempfile.mkdtemp(prefix="caseflow-typst-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    return root


_compilers = _Compilers()


def typeset(text: str, registration: Registration, day: date) -> bytes:
    """The drafted text as PDF, with what registration supplies; `day` is written into the file as its date.

    The same text, registration and day give the same bytes under one version of Typst. A letter without a number
    is a preview: the same document, saying that it is not registered. Raises `CannotTypeset`.
    """
    with _faults_named():
        made = _compilers.compiler.compile(
            input=with_registration(text, registration).encode(),
            format="pdf",
            pdf_standards=list(STANDARDS),
            timestamp=_noon(day),
        )
    assert isinstance(made, bytes)
    return made


def picture(text: str, registration: Registration, day: date, dots_per_inch: float) -> list[bytes]:
    """The pages of the same document as PNG, for a screen. Raises `CannotTypeset`."""
    with _faults_named():
        made = _compilers.compiler.compile(
            input=with_registration(text, registration).encode(),
            format="png",
            ppi=dots_per_inch,
            timestamp=_noon(day),
        )
    pages = made if isinstance(made, list) else [made]
    return [page for page in pages if isinstance(page, bytes)]


@contextmanager
def _faults_named() -> Iterator[None]:
    try:
        yield
    except typst.TypstError as error:
        hints = "".join(f"; {hint}" for hint in error.hints)
        raise CannotTypeset(f"{error.message}{hints}") from None


def _noon(day: date) -> int:
    """An instant of the day in Riga that is the same day in UTC, in seconds since 1970."""
    return int(datetime(day.year, day.month, day.day, 12, tzinfo=RIGA).timestamp())
