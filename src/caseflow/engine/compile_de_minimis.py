"""What a branch does in the register of de minimis aid, compiled: one act, with the expressions that it takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from caseflow.engine.expression import (
    BOOL,
    DATE,
    MONEY,
    TEXT,
    Choice,
    ListOf,
    Record,
    Scope,
    Type,
    optional,
)
from caseflow.engine.model import DeMinimisModel
from caseflow.engine.reader import Path as Steps
from caseflow.engine.workflow import Clause, DeMinimisSpec

if TYPE_CHECKING:
    from caseflow.engine.compile_parts import Compiler

REGULATIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "dm1407": {"lv": "Regula Nr. 1407/2013", "en": "Regulation 1407/2013"},
    "dm2831": {"lv": "Regula 2023/2831", "en": "Regulation 2023/2831"},
}
_REGIMES: Final = Choice({**REGULATIONS, "gber": {}})
_ENTRY: Final = Record(
    {
        "registration_number": TEXT,
        "regulation": Choice(REGULATIONS),
        "grantor": TEXT,
        "reference": TEXT,
        "granted_on": DATE,
        "amount": MONEY,
    }
)
_MEMBER: Final = Record({"registration_number": TEXT, "name": TEXT})
_TYPES: Final[Mapping[str, Type]] = {
    "reserve": MONEY,
    "correct": MONEY,
    "enter": optional(ListOf(_ENTRY)),
    "regulation": optional(_REGIMES),
    "road_freight": BOOL,
    "members": optional(ListOf(_MEMBER)),
    "years": optional(ListOf(DATE)),
}
_TAKES: Final[Mapping[str, frozenset[str]]] = {
    "reserve": frozenset({"regulation", "road_freight"}),
    "confirm": frozenset({"regulation"}),
    "release": frozenset(),
    "correct": frozenset({"regulation"}),
    "enter": frozenset({"members", "years"}),
}


def de_minimis(compiler: Compiler, model: DeMinimisModel | None, steps: Steps, scope: Scope) -> DeMinimisSpec | None:
    """The act and its expressions; None without the clause, or with findings."""
    if model is None:
        return None
    given = [name for name in model.model_fields_set if getattr(model, name) is not None]
    acts: list[Any] = [model.act] if model.act else []
    acts += [name for name in ("reserve", "correct", "enter") if name in given]
    if len(acts) != 1:
        compiler.note(steps, "de-minimis", "engine_de_minimis.one_act")
        return None
    act = acts[0]
    for name in sorted(set(given) - {"act", act} - _TAKES[act]):
        compiler.note((*steps, name), "de-minimis", "engine_de_minimis.not_with", name=name, act=act)
    if act == "reserve" and model.regulation is None:
        compiler.note(steps, "de-minimis", "engine_de_minimis.which_regulation")
    clauses: dict[str, Clause | None] = {
        name: compiler.clause((*steps, name), scope, _TYPES[name]) for name in given if name != "act"
    }
    return DeMinimisSpec(act=act, amount=clauses.pop(act, None), **clauses)
