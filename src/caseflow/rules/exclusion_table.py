"""What excludes a merchant, as data: grounds of the text and rows of the query table (S001 1.3, B-EXC)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Act = Literal["criminal_law", "tax_law", "competition_law", "immigration_law", "labour_law"]
Decision = Literal["penal_order", "judgment", "authority_decision"]
Persons = Literal["merchant", "officer"]
Ground = Literal[
    "B-EXC-11",
    "B-EXC-12",
    "B-EXC-13",
    "B-EXC-14",
    "B-EXC-15",
    "B-EXC-16",
    "B-EXC-17",
    "B-EXC-18",
    "B-EXC-21",
    "B-EXC-22",
    "B-EXC-30",
    "B-EXC-50",
]

_BOTH: Final[frozenset[Persons]] = frozenset({"merchant", "officer"})
_MERCHANT: Final[frozenset[Persons]] = frozenset({"merchant"})
_CRIME: Final[frozenset[Decision]] = frozenset({"penal_order", "judgment"})
_FINE: Final[frozenset[Decision]] = frozenset({"authority_decision", "judgment"})
_ANY: Final[frozenset[Decision]] = _CRIME | _FINE


@dataclass(frozen=True, slots=True)
class GroundOfText:
    """Whom a ground of the text names, and by which kinds of decision it must be established."""

    persons: frozenset[Persons]
    decisions: frozenset[Decision]


@dataclass(frozen=True, slots=True)
class Row:
    """A provision of the query table, whom it is asked for, and the grounds of the text it stands for."""

    act: Act
    provision: str
    persons: frozenset[Persons]
    grounds: tuple[Ground, ...]


GROUNDS: Final[dict[Ground, GroundOfText]] = {
    "B-EXC-11": GroundOfText(_BOTH, _CRIME),
    "B-EXC-12": GroundOfText(_BOTH, _CRIME),
    "B-EXC-13": GroundOfText(_BOTH, _CRIME),
    "B-EXC-14": GroundOfText(_BOTH, _CRIME),
    "B-EXC-15": GroundOfText(_BOTH, _CRIME),
    "B-EXC-16": GroundOfText(_BOTH, _CRIME),
    "B-EXC-17": GroundOfText(_BOTH, _CRIME),
    "B-EXC-18": GroundOfText(_BOTH, _CRIME),
    "B-EXC-21": GroundOfText(_BOTH, _ANY),
    "B-EXC-22": GroundOfText(_MERCHANT, _FINE),
    "B-EXC-30": GroundOfText(_BOTH, _FINE),
    "B-EXC-50": GroundOfText(_MERCHANT, _FINE),
}

_CRIMES: Final[tuple[tuple[str, Ground], ...]] = (
    ("79.1", "B-EXC-15"),
    ("79.2", "B-EXC-15"),
    ("79.3", "B-EXC-15"),
    ("79.4", "B-EXC-15"),
    ("79.5", "B-EXC-15"),
    ("79.6", "B-EXC-15"),
    ("89.1", "B-EXC-11"),
    ("154.1", "B-EXC-16"),
    ("177", "B-EXC-13"),
    ("177.1", "B-EXC-13"),
    ("178", "B-EXC-13"),
    ("179", "B-EXC-13"),
    ("184(3)", "B-EXC-11"),  # extortion in an organised group: part three only
    ("190.1", "B-EXC-17"),
    ("195", "B-EXC-13"),
    ("198", "B-EXC-12"),
    ("199", "B-EXC-12"),
    ("218", "B-EXC-14"),
    ("320", "B-EXC-12"),
    ("321", "B-EXC-12"),
    ("322", "B-EXC-12"),  # only proceedings opened before P.exc.s322_before (B-DL-09)
    ("323", "B-EXC-12"),
    ("326", "B-EXC-18"),
    ("326.1", "B-EXC-12"),
    ("326.2", "B-EXC-12"),
    ("326.3", "B-EXC-12"),
)

ROWS: Final[tuple[Row, ...]] = (
    *(Row("criminal_law", provision, _BOTH, (ground,)) for provision, ground in _CRIMES),
    Row("tax_law", "142(2)", _BOTH, ("B-EXC-50",)),
    Row("competition_law", "11(1)", _MERCHANT, ("B-EXC-30",)),
    Row("immigration_law", "68.4(1)", _MERCHANT, ("B-EXC-21", "B-EXC-22")),
    Row("immigration_law", "68.4(2)", _MERCHANT, ("B-EXC-21", "B-EXC-22")),
    Row("immigration_law", "68.4(3)", _MERCHANT, ("B-EXC-21", "B-EXC-22")),
    Row("labour_law", "158", _MERCHANT, ("B-EXC-22",)),
)


def row_of(act: Act, provision: str) -> Row | None:
    """The row for a finding; a finding under a part or item of a provision falls under the whole provision."""
    rows = [row for row in ROWS if row.act == act and _under(provision, row.provision)]
    return max(rows, key=lambda row: len(row.provision), default=None)


def _under(provision: str, whole: str) -> bool:
    return provision == whole or provision.startswith(f"{whole}(")
