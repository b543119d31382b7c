"""What a letter must carry to stand in court: the parts of a written act, one decision, one way to complain.

Source: Z-ADM-01 (contents of a written act), Z-ADM-03 and Q-30 (who is told what about complaints).
"""

from __future__ import annotations

import re

from caseflow.engine.findings import Finding
from caseflow.errors import Place
from caseflow.letters.analysis import Reading
from caseflow.letters.errors import finding
from caseflow.letters.front_matter import CONTRACT_PARTS, LEGAL_PARTS, FrontMatter
from caseflow.letters.sources import Source

_COMPLAINT = re.compile(r"S\d+")
_DECISION = re.compile(r"D[1-9]\d*[a-z]?")
# Whether the decision followed from law alone (V2) or was weighed (V3).
_REASONING = ("V2", "V3")
# Nobody contests an act of a private-law body: these words would promise a way that does not exist.
_PUBLIC_LAW_WORDS = re.compile(r"administratīv\w+\s+akt\w*|apstrīd\w*|pārsūd\w*", re.IGNORECASE)


def legal_findings(source: Source, front: FrontMatter, reading: Reading) -> list[Finding]:
    """Every legal part that is missing, doubled or does not fit the kind of letter."""
    place = source.place(1)
    findings = [finding(place, "part-empty", part=part) for part in front.legal_parts if part not in reading.filled]
    if front.is_act:
        missing = [part for part in LEGAL_PARTS if part not in front.legal_parts]
        findings += [finding(place, "part-missing", part=part) for part in missing]
        findings += _act_findings(source, front, reading)
    if front.document_type == "LĪGUMS":
        missing = [part for part in CONTRACT_PARTS if part not in front.legal_parts]
        findings += [finding(place, "part-missing", part=part) for part in missing]
    if front.kind not in ("certificate", "declaration", "contract") and "kopsavilkums" not in reading.filled:
        findings.append(finding(place, "part-missing", part="kopsavilkums"))
    return findings + _complaint_findings(source, front, reading)


def _act_findings(source: Source, front: FrontMatter, reading: Reading) -> list[Finding]:
    place = source.place(1)
    findings = []
    decisions = [phrase for phrase in reading.phrases if _DECISION.fullmatch(phrase)]
    if len(decisions) != 1:
        findings.append(finding(place, "one-decision", found=", ".join(decisions) or "-"))
    reasonings = sum(phrase in _REASONING for phrase in reading.phrases)
    if reasonings > 1 or (reasonings == 0 and not front.favourable):
        findings.append(finding(place, "one-reasoning"))
    if not reading.norms:
        findings.append(finding(place, "no-norms"))
    if front.as_act and "E3" not in reading.phrases:
        findings.append(finding(place, "no-effect"))
    if front.as_act:
        findings += [
            finding(_line_of(word, where), "public-law-word", word=word.group())
            for where, text in reading.texts
            for word in _PUBLIC_LAW_WORDS.finditer(text)
        ]
    return findings


def _line_of(word: re.Match[str], where: Place) -> Place:
    """The line of a word in a fixed text that begins at `where`."""
    return Place(where.path, where.line + word.string.count("\n", 0, word.start()), 1)


def _complaint_findings(source: Source, front: FrontMatter, reading: Reading) -> list[Finding]:
    fitting = _fitting(front)
    found = [phrase for phrase in reading.phrases if _COMPLAINT.fullmatch(phrase)]
    if (len(found) == 1 and found[0] in fitting) or (not found and "-" in fitting):
        return []
    args = {"found": ", ".join(found) or "-", "fitting": ", ".join(fitting)}
    return [finding(source.place(1), "one-complaint", **args)]


def _fitting(front: FrontMatter) -> tuple[str, ...]:
    """The S-phrases of which a letter of this kind carries exactly one; `-` where it may have none."""
    if front.as_act:
        return ("S4",)
    return {
        "info": ("S0",),
        "decision": ("S5", "S6"),
        "administrative_act": ("S1", "S2", "S3"),
        "opinion": ("S0", "S5"),
        "contract": ("-", "S6"),
    }.get(front.kind, ("-",))
