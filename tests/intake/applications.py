"""Files of invented applications, and the commands that import them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

from caseflow.bench.invented import registration_numbers
from tests.cli.desk import Desk, Said
from tests.intake.forms import csv_bytes
from tests.world import BENEFICIARY

HEADER = (
    "external_ref",
    "round",
    "applicant.kind",
    "applicant.registration_number",
    "applicant.name",
    "applicant.address",
    "applicant.email",
    "size",
    "description",
    "location",
    "starts_on",
    "ends_on",
    "regime",
    "aid_asked",
    "lines.line",
    "lines.employee",
    "lines.person_code",
    "lines.course",
    "lines.provider",
    "lines.starts_on",
    "lines.ends_on",
    "lines.net",
    "lines.vat",
)
FIRST_OF_LINE = HEADER.index("lines.line")
LINE = (
    "K1",
    "Anna Kalniņa",
    "320000-00017",
    "Datu drošība",
    "SIA “Kursi”",
    "03.06.2024.",
    "07.06.2024",
    "480,00",
    "100,80",
)
HEAD = (
    "birojs@mers.example",
    "mazais",
    "Biroja darbinieku digitālās prasmes.",
    "Cēsis",
    "03.06.2024.",
    "28.06.2024.",
    "gber",
    "1 336,00",
)


def rows(count: int, prefix: str = "P") -> list[list[str]]:
    """Whole applications with one line each, as an officer of this country writes them."""
    return [
        [f"{prefix}-{place}", "r2", "komersants", number, f"SIA “Mērs {place}”", "Svaru iela 2, Cēsis", *HEAD, *LINE]
        for place, number in enumerate(islice(registration_numbers(), count), start=1)
    ]


def changed(row: Sequence[str], **cells: str) -> list[str]:
    """The row with other cells; a column's dots are written as two underscores."""
    places = {HEADER.index(name.replace("__", ".")): value for name, value in cells.items()}
    return [places.get(place, cell) for place, cell in enumerate(row)]


def file_of(desk: Desk, table: Sequence[Sequence[str]], name: str = "pieteikumi.csv") -> str:
    """The file with these rows below the header."""
    return desk.file(csv_bytes(HEADER, *table), name)


def run(desk: Desk, file: str, *words: str) -> Said:
    """The import of that file."""
    return desk("case", "import", file, "--workflow", BENEFICIARY, "--organisation", "association", *words)


def imported(desk: Desk, file: str, *words: str) -> Any:
    """The JSON that the import answers, whatever its exit code."""
    return run(desk, file, *words, "--json").json


def opened_refs(desk: Desk) -> list[str]:
    """The external references of all cases, sorted; each has its case with its party, events and sealed values."""
    with desk.world.office.database.read() as tx:
        found = tx.fetchall(
            "SELECT e.ref FROM external_reference e JOIN case_record c ON c.id = e.case_id "
            "JOIN party p ON p.id = c.party_id JOIN event v ON v.case_id = c.id AND v.seq = 1 ORDER BY e.ref"
        )
        cases = tx.fetchone("SELECT count(*) FROM case_record")
    assert cases == (len(found),)
    return [ref for (ref,) in found]
