"""The programme folders on disk: which files belong to a programme, and their texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from caseflow.errors import BadInput, NotFound
from caseflow.words.message import message

SHARED = "_shared"
_NOT_WORKFLOWS = {
    "programme.yaml": "programme",
    "parameters.yaml": "parameters",
    "norms.yaml": "norms",
    "calendar.yaml": "calendar",
}


@dataclass(frozen=True, slots=True)
class File:
    """One file of a programme: its kind, its name within the programme, its path as findings show it."""

    kind: str
    programme: str
    name: str
    path: str
    text: str


def programmes(home: Path) -> list[str]:
    """The slugs of all programme folders, the shared one not among them."""
    return sorted(f.name for f in (home / "workflows").iterdir() if f.is_dir() and not f.name.startswith("_"))


def files_of(home: Path, programme: str) -> list[File]:
    """All files of one programme folder (or `_shared`), workflows and letters. Raises NotFound, BadInput."""
    if not (home / "workflows" / programme).is_dir():
        raise NotFound(
            f"workflows/{programme}: no such programme; known: {', '.join(programmes(home))}",
            message("unknown.programme", name=programme, known=list(programmes(home))),
        )
    return [*_workflow_files(home, programme), *_letter_files(home, programme)]


def _workflow_files(home: Path, programme: str) -> Iterator[File]:
    for file in sorted((home / "workflows" / programme).glob("*.yaml")):
        kind = _NOT_WORKFLOWS.get(file.name, "workflow")
        name = file.stem if kind == "workflow" else file.name
        yield File(kind, programme, name, f"workflows/{programme}/{file.name}", _read(file))


def _letter_files(home: Path, programme: str) -> Iterator[File]:
    folder = home / "letters" / programme
    for file in sorted(folder.rglob("*.typ")) if folder.is_dir() else ():
        name = file.relative_to(folder).as_posix()
        yield File("letter", programme, name, f"letters/{programme}/{name}", _read(file))


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(f"{file}: not UTF-8 text (byte {error.start}); save it as UTF-8") from None
