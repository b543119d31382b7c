"""What nobody has confirmed yet: no fault, and nothing that keeps a programme from being published."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from caseflow.engine.findings import Finding
from caseflow.letters import BadTemplate, read_norms

_NORMS: Final = Path("workflows/_shared/norms.yaml")


def notes_of(home: Path) -> list[Finding]:
    """Norms whose article or point a lawyer has still to look up, in the order of the file; places as in findings."""
    file = home / _NORMS
    if not file.is_file():
        return []
    try:
        return read_norms(file.read_text(encoding="utf-8"), _NORMS.as_posix()).unknown_points()
    except BadTemplate:
        return []  # its faults are findings
