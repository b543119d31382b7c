"""The register of rules: pure functions of the law with rulebook ID, figures, reading and source."""

from __future__ import annotations

import functools
import inspect
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, ParamSpec, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from caseflow.errors import BadInput, CaseflowError, NotFound
from caseflow.rules.answer import Answer, stamped
from caseflow.rules.figures import Figures
from caseflow.words import Message, message

P = ParamSpec("P")
T = TypeVar("T")


class BadRuleError(CaseflowError):
    """A function cannot be a rule as it stands: a name taken twice, or figures read but not declared."""


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A rule of law as the house knows it.

    `id` is the rulebook ID, `covers` further IDs it implements, `reading` the recommended reading it rests
    on, `reference` the reference date whose figures it uses (X-PAR-01), `inputs` name -> annotation in
    order, `required` those without a default, `returns` the annotation of a computation's value.
    """

    id: str
    name: str
    kind: Literal["check", "computation"]
    reference: str
    figures: tuple[str, ...]
    revision: int
    reading: str | None
    source: str
    covers: tuple[str, ...]
    function: Callable[..., Answer[Any]]
    inputs: Mapping[str, Any]
    required: tuple[str, ...]
    returns: Any

    @property
    def subject(self) -> str:
        """The file of the law it stands in (`tax`); its texts are in the catalogue `rules_<subject>`."""
        return self.function.__module__.rpartition(".")[2]

    @property
    def title(self) -> Message:
        """What the rule claims or computes, in words."""
        return message(f"rules_{self.subject}.{self.name}.title")

    def input_schema(self) -> dict[str, Any]:
        """The JSON Schema of the input object."""
        return _input_model(self).model_json_schema()


_rules: dict[str, Rule] = {}


def rule(
    id: str,
    *,
    source: str,
    reference: str = "decision_day",
    figures: tuple[str, ...] = (),
    revision: int = 1,
    reading: str | None = None,
    covers: tuple[str, ...] = (),
) -> Callable[[Callable[P, Answer[T]]], Callable[P, Answer[T]]]:
    """Enter a pure function in the register under its own name; raise `revision` whenever its answers change.

    The function takes positional-or-keyword inputs typed from `caseflow.rules.types`, then keyword-only
    `figures: Figures` exactly if it declares any. Raises BadRuleError at import.
    """

    def enter(function: Callable[P, Answer[T]]) -> Callable[P, Answer[T]]:
        answer = _stamping(function, id, figures)
        inputs, required, returns = _signature(function)
        found = Rule(
            id=id,
            name=function.__name__,
            kind="check" if returns is type(None) else "computation",
            reference=reference,
            figures=figures,
            revision=revision,
            reading=reading,
            source=source,
            covers=covers,
            function=answer,
            inputs=inputs,
            required=required,
            returns=returns,
        )
        _register(found)
        return answer

    return enter


def _stamping(function: Callable[P, Answer[T]], id: str, figures: tuple[str, ...]) -> Callable[P, Answer[T]]:
    """The same function, its reasons carrying the rule's ID and the figures that this very call has read."""

    @functools.wraps(function)
    def answer(*args: P.args, **kwargs: P.kwargs) -> Answer[T]:
        given = kwargs.get("figures")
        if not isinstance(given, Figures):
            return stamped(function(*args, **kwargs), id, ())
        own = given.declaring(figures)
        kwargs["figures"] = own
        result = function(*args, **kwargs)
        given.note(own.used)
        return stamped(result, id, own.used)

    return answer


def _register(found: Rule) -> None:
    if found.name in _rules:
        raise BadRuleError(f"{found.name} is already the rule {_rules[found.name].id}; give {found.id} another name")
    if bool(found.figures) != ("figures" in inspect.signature(found.function).parameters):
        raise BadRuleError(f"{found.name}: declare figures and take `figures: Figures`, or neither")
    _rules[found.name] = found


def _signature(function: Callable[..., Any]) -> tuple[Mapping[str, Any], tuple[str, ...], Any]:
    hints = typing.get_type_hints(function, include_extras=True)
    parameters = inspect.signature(function).parameters
    inputs = {name: hints[name] for name in parameters if name != "figures"}
    required = tuple(name for name in inputs if parameters[name].default is inspect.Parameter.empty)
    return MappingProxyType(inputs), required, typing.get_args(hints["return"])[0]


def rules() -> tuple[Rule, ...]:
    """Every rule, by rulebook ID and name."""
    return tuple(sorted(_rules.values(), key=lambda each: (each.id, each.name)))


def rule_by_name(name: str) -> Rule:
    """Return the rule of that name. Raises NotFound."""
    if name not in _rules:
        raise NotFound(
            f"no rule is called {name!r}; `caseflow rule list` shows them all", message("unknown.rule", name=name)
        )
    return _rules[name]


def rules_by_id(id: str) -> tuple[Rule, ...]:
    """Return the rules entered under a rulebook ID, else those that cover it; empty when there is none."""
    own = tuple(each for each in rules() if each.id == id)
    return own or tuple(each for each in rules() if id in each.covers)


def call(rule: Rule, inputs: Mapping[str, object], figures: Figures) -> Answer[Any]:
    """Check and convert the inputs (records from mappings, dates and money from text), then ask the rule.

    Raises BadInput that names rule, field, value and remedy; MissingFigure when a figure is not in force.
    """
    try:
        checked = _input_model(rule).model_validate(_thawed(inputs))
    except ValidationError as error:
        raise BadInput("; ".join(_complaint(rule, each) for each in error.errors(include_url=False))) from None
    arguments = {name: getattr(checked, name) for name in rule.inputs}
    if rule.figures:
        arguments["figures"] = figures
    return rule.function(**arguments)


def _thawed(value: object) -> Any:
    """Frozen facts come as mappings and tuples; records and lists are made of dicts and lists."""
    if isinstance(value, dict | Mapping):  # dict first: it needs no look at the registry of abstract classes
        return {name: _thawed(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_thawed(each) for each in value]
    return value


@functools.cache
def _input_model(rule: Rule) -> type[BaseModel]:
    parameters = inspect.signature(rule.function).parameters
    fields: dict[str, Any] = {
        name: (annotation, ... if name in rule.required else parameters[name].default)
        for name, annotation in rule.inputs.items()
    }
    config = ConfigDict(strict=True, extra="forbid", frozen=True)
    return create_model(rule.name, __config__=config, **fields)


def _complaint(rule: Rule, error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"])
    if error["type"] == "missing":
        return f"{rule.name}: {where} is missing; give it"
    if error["type"] == "extra_forbidden":
        return f"{rule.name}: {where} is not known here; the rule takes {', '.join(rule.inputs)}"
    if error["type"].startswith("bad_"):
        return f"{rule.name}: {where}: {error['msg']}"
    return f"{rule.name}: {where}: {error['msg']}, not {error['input']!r}"
