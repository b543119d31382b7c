"""The invented office of a bench: one association, one officer, one applicant, and an application of about 1 kB."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from io import StringIO
from itertools import count
from typing import Any

from caseflow.engine.check_digits import registration_number_valid

WORKFLOW = "enterprise-skills/beneficiary"
ORGANISATION = "bench"
NOW = datetime(2024, 3, 4, 8, tzinfo=UTC)
"""A Monday, 10.00 in Riga: the bench's clock stands still, so that every run makes the same moves."""

PROFILE: Mapping[str, Any] = {
    "letterhead": {
        "nosaukums": "Biedrība “Mēraukla”",
        "nosaukums_gen": "biedrības “Mēraukla”",
        "nosaukums_dat": "biedrībai “Mēraukla”",
        "nosaukums_lok": "biedrībā “Mēraukla”",
        "turp": {"nom": "Biedrība", "gen": "Biedrības", "dat": "Biedrībai", "acc": "Biedrību", "lok": "Biedrībā"},
        "reg_nr": "40008000013",
        "adrese": "Mēra iela 1, Rīga, LV-1000",
        "talrunis": "60000001",
        "epasts": "birojs@meraukla.example",
        "vieta_lok": "Rīgā",
        "otra_limena_iestade_lok": "Centrālajā finanšu un līgumu aģentūrā",
        "projekta_ligums": {"nr": "2.3.1.2.i.0/2/23/A/000"},
        "e_signs": True,
        "privatuma_saite": "meraukla.example/privatums",
    },
    "channel": "email",
    "signatory": {"name": "M. Mērniece", "office": "Valdes priekšsēdētāja"},
    "contact": {"vards_iss": "Birojs", "talrunis": "60000001", "epasts": "birojs@meraukla.example"},
    "programmes": {
        "enterprise-skills": {
            "programma_lok": "2.3.1.2.i. investīcijas “Uzņēmumu digitālo prasmju attīstība” 2. kārtā",
        }
    },
}
OFFICER: Mapping[str, str] = {"vards_iss": "M. Mērniece", "talrunis": "60000002", "epasts": "m@meraukla.example"}
EARLY = "Pārbaude veikta iesniegšanas dienā."
GRANTED_FROM = date(2024, 1, 1)


def application(registration_number: str) -> dict[str, Any]:
    """The form of the opening move: a whole application with one employee and one course."""
    return {
        "round": "r2",
        "applicant": {
            "kind": "merchant",
            "registration_number": registration_number,
            "name": "SIA “Mērvienība”",
            "address": "Svaru iela 2, Cēsis, LV-4100",
            "email": "birojs@mervieniba.example",
        },
        "size": "small",
        "region": "vidzeme",
        "description": "Biroja darbinieku digitālās prasmes: datu drošība, izklājlapas un pārskatu sagatavošana.",
        "needs": "Uzņēmums pāriet uz elektronisko dokumentu apriti.",
        "location": "Cēsis",
        "starts_on": "2024-06-03",
        "ends_on": "2024-06-28",
        "regime": "gber",
        "aid_asked": "336.00",
        "lines": [
            {
                "line": "1",
                "employee": "Anna Kalniņa",
                "person_code": "32000000017",
                "course": "Datu drošība",
                "provider": "SIA “Kursi”",
                "starts_on": "2024-06-03",
                "ends_on": "2024-06-07",
                "net": "480.00",
                "vat": "100.80",
            }
        ],
    }


def application_file(registration_numbers: Sequence[str]) -> bytes:
    """The same applications as a CSV file to import, each by its registration number."""
    out = StringIO(newline="")
    rows = [{"external_ref": number, **_flat(application(number))} for number in registration_numbers]
    writer = csv.DictWriter(out, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _flat(form: Mapping[str, Any]) -> dict[str, str]:
    row: dict[str, str] = {}
    for name, value in form.items():
        inner = value[0] if isinstance(value, list) else value
        row |= {f"{name}.{part}": of for part, of in inner.items()} if isinstance(inner, dict) else {name: value}
    return row


def tax_form(total_debt: str, printout: str) -> dict[str, Any]:
    """The form of `record_tax_check`, with data of the day."""
    return {"total_debt": total_debt, "data_date": "2024-03-04", "printout": printout, "sheets": 1, "early": EARLY}


def registration_numbers() -> Iterator[str]:
    """Registration numbers with a valid check digit, each another one."""
    return filter(registration_number_valid, map(str, count(40003000000)))
