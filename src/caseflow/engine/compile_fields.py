"""Fields as a definition writes them, made into the fields that forms, cases and evidence have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from caseflow.engine.fields import Field
from caseflow.engine.model import FieldModel, SectionModel
from caseflow.engine.reader import Path
from caseflow.engine.workflow import Section

if TYPE_CHECKING:
    from caseflow.engine.compile_parts import Compiler


def fields_of(models: Mapping[str, FieldModel]) -> dict[str, Field]:
    """Field models as fields; a field without a label is called by its name."""
    return {name: _field(name, model) for name, model in models.items()}


def _field(name: str, model: FieldModel) -> Field:
    label = model.label.model_dump() if model.label else {"lv": name, "en": name}
    return Field(
        name=name,
        type=model.type,
        label=label,
        required=model.required,
        personal=model.personal or model.type in ("person_code", "person_name"),
        negative=model.negative,
        values={value: text.model_dump() for value, text in model.values.items()},
        fields=fields_of(model.fields),
        item=_item(name, model) if model.of is not None else None,
        help=model.help.model_dump() if model.help else None,
    )


def _item(name: str, model: FieldModel) -> Field:
    """What each value of a list without columns is: it must be there, and is called as the list is."""
    assert model.of is not None
    return _field(name, model.model_copy(update={"type": model.of, "of": None, "required": True, "personal": False}))


def sections_of(
    compiler: Compiler, models: Iterable[SectionModel], form: Mapping[str, Field], steps: Path
) -> tuple[Section, ...]:
    """The groups of a form; each field must exist, and stands in one of them at most."""
    sections: list[Section] = []
    seen: set[str] = set()
    for number, model in enumerate(models):
        for place, name in enumerate(model.fields):
            at = (*steps, number, "fields", place)
            if name not in form:
                compiler.note(at, "unknown-field", "engine.unknown_field", name=name)
            elif name in seen:
                compiler.note(at, "twice", "engine.field_twice", name=name)
            seen.add(name)
        help = model.help.model_dump() if model.help else None
        sections.append(Section(model.title.model_dump(), help, tuple(model.fields)))
    return tuple(sections)
