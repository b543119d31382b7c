"""Lines of a list with their columns one below the other."""

from __future__ import annotations

from collections.abc import Sequence

from caseflow.words import unmarked

_GAP = "  "


def columns(rows: Sequence[Sequence[str]]) -> str:
    """The rows as lines; each column is as wide as its widest text, the last one as long as it is."""
    if not rows:
        return ""
    rows = [[unmarked(text) for text in row] for row in rows]
    widths = [max(len(row[number]) for row in rows) for number in range(len(rows[0]))]
    return "\n".join(
        _GAP.join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
