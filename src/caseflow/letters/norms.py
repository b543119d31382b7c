"""The dated register of legal norms: which text of law stands behind a rule on a given day.

Point numbers of a regulation never stand in a template. A norm whose point nobody has looked up yet says
`point: unknown` and is described by its subject instead; a lawyer fills it in without touching a letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from caseflow.engine.findings import BadDefinition, Finding
from caseflow.engine.reader import Document, Path, read_yaml
from caseflow.errors import BadInput, Place
from caseflow.letters.errors import BadTemplate, finding
from caseflow.letters.markup import NBSP

UNKNOWN = "unknown"
_KEYS = {"act", "subject", "point"}
_LIMITS = {"from", "to"}


@dataclass(frozen=True, slots=True)
class Norm:
    """One version of the norm behind a rule, in force from `valid_from` to `valid_to`, both included."""

    rule: str
    nom: str
    point: str | None
    valid_from: date
    valid_to: date
    place: Place

    def in_force(self, day: date) -> bool:
        """Whether this version applies on the day."""
        return self.valid_from <= day <= self.valid_to


@dataclass(frozen=True, slots=True)
class NormRegister:
    """All norms by rule ID, each rule's versions in order of time."""

    norms: Mapping[str, tuple[Norm, ...]]

    def norma(self, rule: str, day: date) -> str:
        """The norm in the nominative, as the list of applied norms prints it. Raises `BadInput`."""
        if rule not in self.norms:
            raise BadInput(f"norms.yaml has no norm for the rule {rule}; add it")
        for norm in self.norms[rule]:
            if norm.in_force(day):
                return norm.nom
        raise BadInput(f"norms.yaml has no norm for the rule {rule} on {day}; add that version")

    def unknown_points(self) -> list[Finding]:
        """Norms whose article or point nobody has looked up yet, each version by itself: work for a lawyer."""
        unknown = (norm for norms in self.norms.values() for norm in norms if norm.point is None)
        return [finding(norm.place, "unconfirmed-point", rule=norm.rule, norm=norm.nom) for norm in unknown]


def read_norms(text: str, path: str) -> NormRegister:
    """Read the register: `acts` (title in `nom` and `gen`) and `norms` (rule ID: versions, oldest first).

    Raises `BadTemplate` with every fault: unknown acts, missing or unknown keys, days that do not exist,
    versions that overlap.
    """
    try:
        document = read_yaml(text, path)
    except BadDefinition as error:
        raise BadTemplate(error.findings) from None
    top = document.value
    acts = top.get("acts") if isinstance(top, dict) else None
    rules = top.get("norms") if isinstance(top, dict) else None
    if not isinstance(acts, dict) or not isinstance(rules, dict):
        raise BadTemplate([finding(document.place(), "norms-shape")])
    findings: list[Finding] = []
    titles = _titles(acts, document, findings)
    norms = {rule: _versions(rule, versions, titles, document, findings) for rule, versions in rules.items()}
    if findings:
        raise BadTemplate(findings)
    return NormRegister(norms)


def _titles(acts: Mapping[str, object], document: Document, findings: list[Finding]) -> Mapping[str, tuple[str, str]]:
    """Each act's title in the nominative (alone) and the genitive (before its point)."""
    titles = {}
    for name, act in acts.items():
        if isinstance(act, dict) and set(act) == {"nom", "gen"}:
            titles[name] = (str(act["nom"]), str(act["gen"]))
        else:
            findings.append(finding(document.key_place(("acts", name)), "act-shape", act=name))
    return titles


def _versions(
    rule: str,
    versions: object,
    titles: Mapping[str, tuple[str, str]],
    document: Document,
    findings: list[Finding],
) -> tuple[Norm, ...]:
    where: Path = ("norms", rule)
    if not isinstance(versions, list) or not versions:
        findings.append(finding(document.key_place(where), "norm-shape", rule=rule))
        return ()
    norms = []
    for index, version in enumerate(versions):
        place: Path = (*where, index)
        if not isinstance(version, dict) or set(version) - _LIMITS != _KEYS or set(version) - _KEYS - _LIMITS:
            findings.append(finding(document.place(place), "norm-shape", rule=rule))
        elif str(version["act"]) not in titles:
            findings.append(finding(document.place((*place, "act")), "unknown-act", act=str(version["act"])))
        else:
            begins = _day(version, "from", date.min, document, place, findings)
            ends = _day(version, "to", date.max, document, place, findings)
            nom, gen = titles[str(version["act"])]
            point = None if version["point"] == UNKNOWN else str(version["point"])
            text = f"{gen} {point}" if point else f"{nom} ({version['subject']})"
            norms.append(Norm(rule, text.replace("~", NBSP), point, begins, ends, document.place((*place, "point"))))
    if any(norm.valid_to < norm.valid_from for norm in norms) or any(
        later.valid_from <= earlier.valid_to for earlier, later in pairwise(norms)
    ):
        findings.append(finding(document.key_place(where), "norms-overlap", rule=rule))
    return tuple(norms)


def _day(
    version: Mapping[str, object],
    key: str,
    absent: date,
    document: Document,
    place: Path,
    findings: list[Finding],
) -> date:
    if key not in version:
        return absent
    try:
        return date.fromisoformat(str(version[key]))
    except ValueError:
        found = finding(document.place((*place, key)), "not-a-day", written=str(version[key]))
        findings.append(found)
        return absent
