"""What a drafted text leaves open until it is signed and registered, and the first line that supplies it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseflow.letters.filters import dat, dat_isi
from caseflow.letters.markup import literal

NOT_REGISTERED = "vēl nav reģistrēts"
NOT_DATED = "datums vēl nav noteikts"
NOT_SIGNED = "paraksttiesīgā persona vēl nav noteikta"


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs: name and surname, and the office in the nominative and the right gender."""

    name: str
    office: str


@dataclass(frozen=True, slots=True)
class Registration:
    """Number, day of signing and signatory of a letter; what is None is shown as not yet known (preview)."""

    number: str | None = None
    day: date | None = None
    signatory: Signatory | None = None


def with_registration(text: str, registration: Registration) -> str:
    """The drafted text with its first line `#let reg = (...)`, ready for Typst."""
    return f"#let reg = ({_fields(registration)})\n{text}"


def _fields(registration: Registration) -> str:
    day, signatory = registration.day, registration.signatory
    fields = {
        "number": literal(registration.number or NOT_REGISTERED),
        "date": f"datetime(year: {day.year}, month: {day.month}, day: {day.day})" if day else "auto",
        "day": literal(dat(day, "lok") if day else NOT_DATED),
        "day_short": literal(dat_isi(day) if day else NOT_DATED),
        "signatory": literal(signatory.name if signatory else NOT_SIGNED),
        "office": literal(signatory.office if signatory else ""),
    }
    return ", ".join(f"{name}: {value}" for name, value in fields.items())
