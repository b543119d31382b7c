"""Checks what stands on disk: all programmes of a home, or those that the given paths belong to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from caseflow.checks.programme import check_programme
from caseflow.engine.expression import Record
from caseflow.engine.findings import Finding
from caseflow.errors import BadInput
from caseflow.programmes.folder import SHARED, files_of, programmes

_FOLDERS = ("workflows", "letters")


def check_paths(home: Path, paths: Iterable[Path], namespaces: Mapping[str, Record]) -> list[Finding]:
    """All findings of the programmes that the paths belong to; without paths, of every programme.

    A path names a programme folder, a file in it or one of its letters (from the current folder, else from the
    home); what is shared belongs to every programme. Places in findings are relative to the home. Raises
    BadInput for a path that does not exist or belongs to no programme.
    """
    known = programmes(home)
    wanted = {slug for path in paths for slug in _programmes_of(home, path, known)} or set(known)
    shared = files_of(home, SHARED) if (home / _FOLDERS[0] / SHARED).is_dir() else []
    found: dict[str, Finding] = {}
    for slug in sorted(wanted):  # a fault in a shared file is one fault, however many programmes rest on it
        found.update({str(each): each for each in check_programme(slug, files_of(home, slug), shared, namespaces)})
    return sorted(found.values(), key=lambda each: (each.place.path, each.place.line, each.place.column))


def _programmes_of(home: Path, path: Path, known: list[str]) -> list[str]:
    full = path if path.exists() else home / path
    if not full.exists():
        raise BadInput(f"{path}: there is no such file or folder; name one below {home}/workflows or {home}/letters")
    if full.resolve() == home.resolve():
        return known
    try:
        top, *rest = full.resolve().relative_to(home.resolve()).parts
    except ValueError:
        raise BadInput(f"{path}: stands outside {home}; set CASEFLOW_HOME to the folder above `workflows`") from None
    if top not in _FOLDERS or (rest and rest[0] not in (SHARED, *known)):
        raise BadInput(f"{path}: belongs to no programme; known: {', '.join(known)}")
    return known if not rest or rest[0] == SHARED else [rest[0]]
