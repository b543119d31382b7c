"""Kinds of evidence and what transitions record of them, compiled: each answer's fields, and the expressions behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from caseflow.engine import evidence
from caseflow.engine import expression as language
from caseflow.engine.compile_fields import fields_of
from caseflow.engine.expression import DATE, DOCUMENT, TEXT, Record, Scope, Type, optional
from caseflow.engine.model import EvidenceModel, RecordModel
from caseflow.engine.reader import Path as Steps
from caseflow.engine.workflow import EvidenceKind, EvidenceSpec

if TYPE_CHECKING:
    from caseflow.engine.compile_parts import Compiler

_OWN: Final[Mapping[str, Type]] = {
    "source": optional(TEXT),
    "data_date": optional(DATE),
    "reference_day": optional(DATE),
    "valid_until": optional(DATE),
    "document": optional(DOCUMENT),
}


def kinds_of(models: Mapping[str, EvidenceModel]) -> dict[str, EvidenceKind]:
    """The kinds of a definition by name."""
    return {
        name: EvidenceKind(name, model.label.model_dump(), fields_of(model.answer)) for name, model in models.items()
    }


def namespace_of(kinds: Mapping[str, EvidenceKind]) -> dict[str, Record]:
    """The namespace `evidence`, if there are kinds: all of it may be missing, for nothing may have been recorded."""
    if not kinds:
        return {}
    own = {**_OWN, evidence.OBTAINED.name: optional(DATE)}
    seen = {
        name: Record({**own, **{n: language.type_of_field(f, required=False) for n, f in kind.fields.items()}})
        for name, kind in kinds.items()
    }
    return {evidence.NAME: Record(dict(seen))}


def check_kinds(compiler: Compiler, kinds: Mapping[str, EvidenceKind]) -> None:
    """An answer's names must be free: they stand beside what all evidence has."""
    for kind in kinds.values():
        for name in kind.fields:
            if name in evidence.OWN or name in (evidence.OBTAINED.name, evidence.KIND):
                compiler.note(("evidence", kind.name, "answer", name), "twice", "engine.field_twice", name=name)
    if kinds and evidence.NAME in compiler.fields:
        compiler.note(("case", evidence.NAME), "twice", "engine.field_twice", name=evidence.NAME)


def records_of(
    compiler: Compiler, models: Sequence[RecordModel], steps: Steps, scope: Scope, kinds: Mapping[str, EvidenceKind]
) -> tuple[EvidenceSpec, ...]:
    """What a transition records, in the order of the file."""
    found = (_record(compiler, model, (*steps, n), scope, kinds) for n, model in enumerate(models))
    return tuple(spec for spec in found if spec is not None)


def _record(
    compiler: Compiler, model: RecordModel, steps: Steps, scope: Scope, kinds: Mapping[str, EvidenceKind]
) -> EvidenceSpec | None:
    kind = kinds.get(model.evidence)
    if kind is None:
        compiler.note((*steps, "evidence"), "unknown-evidence", "engine.unknown_evidence", name=model.evidence)
        return None
    own = {
        name: clause
        for name, wanted in _OWN.items()
        if getattr(model, name) is not None and (clause := compiler.clause((*steps, name), scope, wanted)) is not None
    }
    answer = {}
    for name in model.answer:
        if name not in kind.fields:
            compiler.note((*steps, "answer", name), "unknown-field", "engine.unknown_field", name=name)
            continue
        wanted = language.type_of_field(kind.fields[name], required=False)
        clause = compiler.clause((*steps, "answer", name), scope, wanted)
        if clause is not None:
            answer[name] = clause
    return EvidenceSpec(kind.name, own, answer)
