"""Evidence that a move records: dated answers of registers or officers, as the definition names their kinds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from caseflow.engine.asking import Asking
from caseflow.engine.expression import evaluate
from caseflow.engine.field_types import Field
from caseflow.engine.fields import stored
from caseflow.engine.workflow import Clause, EvidenceKind, EvidenceSpec, Workflow

NAME: Final = "evidence"
"""The namespace: `evidence.KIND.data_date`, `evidence.KIND.total` ..."""

RECORD: Final = "record_evidence"
"""The built-in move by which an officer, or the adapter of a register, adds evidence to a case."""

KIND: Final = "kind"
OWN: Final[Mapping[str, Field]] = {
    field.name: field
    for field in (
        Field("source", "text", {"lv": "Avots", "en": "Source"}),
        Field("data_date", "date", {"lv": "Datu datums", "en": "Date of the data"}),
        Field("reference_day", "date", {"lv": "Diena, uz kuru attiecas", "en": "Day that it is for"}),
        Field("valid_until", "date", {"lv": "Izmantojams līdz", "en": "May be used until"}),
        Field("document", "document", {"lv": "Dokuments", "en": "Document"}),
    )
}
"""What every kind of evidence has beside its answer; definitions read it under the same names."""
OBTAINED: Final = Field("obtained_on", "date", {"lv": "Iegūts", "en": "Obtained"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """One dated answer; `answer` holds the values of its kind's fields, personal ones as sealed references."""

    kind: str
    source: str
    data_date: date | None
    reference_day: date | None
    valid_until: date | None
    document: str | None
    answer: Mapping[str, Any]

    def record(self) -> dict[str, Any]:
        """The parts that are given, as JSON values."""
        given = {name: stored(getattr(self, name)) for name in OWN}
        return {"kind": self.kind, **{n: v for n, v in given.items() if v is not None}, "answer": stored(self.answer)}


def evidence_of(specs: Iterable[EvidenceSpec], asking: Asking) -> tuple[Evidence, ...]:
    """What the move records, evaluated on the case as the move leaves it."""
    return tuple(_recorded(spec, asking.workflow.evidence[spec.kind], asking) for spec in specs)


def _recorded(spec: EvidenceSpec, kind: EvidenceKind, asking: Asking) -> Evidence:
    own = {name: _value(clause, asking) for name, clause in spec.own.items()}
    answer = {name: _value(spec.answer.get(name), asking) for name in kind.fields}
    return _made(kind, own, answer)


def entered(workflow: Workflow, form: Mapping[str, Any]) -> Evidence:
    """What the built-in move records from its form."""
    kind = workflow.evidence[form[KIND]]
    return _made(kind, {name: form.get(name) for name in OWN}, {name: form.get(name) for name in kind.fields})


def _made(kind: EvidenceKind, own: Mapping[str, Any], answer: Mapping[str, Any]) -> Evidence:
    source = own.get("source") or kind.label.get("lv", kind.name)
    rest = {name: own.get(name) for name in OWN if name != "source"}
    return Evidence(kind=kind.name, source=source, answer=answer, **rest)


def form_of(workflow: Workflow, given: Mapping[str, Any]) -> dict[str, Field]:
    """The form of the built-in move: the kind, what all evidence has, and the answer of the kind that is given."""
    kinds = {name: kind.label for name, kind in workflow.evidence.items()}
    kind = Field(KIND, "choice", {"lv": "Pierādījuma veids", "en": "Kind of evidence"}, required=True, values=kinds)
    chosen = workflow.evidence.get(str(given.get(KIND)))
    return {KIND: kind, **OWN, **(chosen.fields if chosen else {})}


def _value(clause: Clause | None, asking: Asking) -> Any:
    return None if clause is None else evaluate(clause.expression, asking.values, asking)
