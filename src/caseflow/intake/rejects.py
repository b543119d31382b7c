"""The rows that were not imported, as a CSV that can be corrected and imported again."""

from __future__ import annotations

import csv
import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

from caseflow.intake.cells import Cell, shown
from caseflow.intake.columns import IGNORED, REFERENCE, Column
from caseflow.intake.csv_file import guarded
from caseflow.intake.entries import Entry, Part
from caseflow.intake.faults import Fault


def write_rejects(
    file: Path,
    columns: Sequence[Column],
    rejected: Iterable[tuple[Entry, Sequence[Fault]]],
    say: Callable[[Fault], str],
) -> None:
    """Write the file whole or not at all, readable by its owner only: it may hold personal data.

    One row for each row of a case's lists, the case's own data in the first; `;`, UTF-8 with BOM, amounts and text
    as they were given, text that a spreadsheet would run as a formula behind an apostrophe.
    """
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as out:
            writer = csv.writer(out, delimiter=";")
            writer.writerow([*(column.name for column in columns), IGNORED])
            for entry, faults in rejected:
                writer.writerows(_rows(columns, entry, faults, say))
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _rows(
    columns: Sequence[Column], entry: Entry, faults: Sequence[Fault], say: Callable[[Fault], str]
) -> Iterator[list[str]]:
    reasons: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for fault in faults:
        reasons[fault.sheet, fault.line].append(say(fault))
    for number, parts in enumerate(zip_longest(*entry.lists.values(), fillvalue=None) if entry.lists else [()]):
        nested = [part for part in parts if part]
        own = [entry.head, *nested] if number == 0 else nested
        cells: dict[Column, Cell] = {column: cell for part in own for column, cell in part.cells.items()}
        said = [reason for place in _places(own) for reason in reasons.pop(place, [])]
        if number == 0:  # what is said of rows that are not written again stands in the first
            written = {(part.sheet, part.line) for part in entry.parts()}
            said += [reason for place in list(reasons) if place not in written for reason in reasons.pop(place)]
        texts = [entry.ref if column is REFERENCE else shown(cells.get(column)) for column in columns]
        yield [*map(guarded, texts), guarded(" ".join(said))]


def _places(parts: Sequence[Part]) -> list[tuple[str, int]]:
    return list(dict.fromkeys((part.sheet, part.line) for part in parts))
