"""The fields of a workflow file, compiled."""

from __future__ import annotations

from collections.abc import Mapping

from caseflow.engine.fields import Field
from caseflow.engine.model import FieldModel


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
    )


def _item(name: str, model: FieldModel) -> Field:
    """What each value of a list without columns is: it must be there, and is called as the list is."""
    assert model.of is not None
    return _field(name, model.model_copy(update={"type": model.of, "of": None, "required": True, "personal": False}))
