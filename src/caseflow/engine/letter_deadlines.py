"""The deadlines that every workflow has for its letters: presumed delivery, and the time to contest an act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from caseflow.calendar import Term
from caseflow.engine.expression import DATE, Scope, compile_expression
from caseflow.engine.facts import Running
from caseflow.engine.source_text import SourceText
from caseflow.engine.workflow import Clause, DeadlineSpec, TermSpec
from caseflow.errors import Place

NOTICE, ACT, BARE_ACT, CONTEST = "notice", "act_notice", "bare_act_notice", "contest"
CONTEST_TERMS: Final[Mapping[str, tuple[str, str]]] = {
    ACT: ("P.appeal.months", "months"),
    BARE_ACT: ("P.appeal.nonotice_years", "years"),
}
"""How long an act may be contested once delivered: with, and without, saying where and when (Z-ADM-03)."""

_MARK: Final = ":"
_DELIVERY = ("Z-NOT", {"lv": "Vēstules paziņošana", "en": "Delivery of a letter"}, "notice", "notice_effective")
_CONTEST = ("Z-ADM-03", {"lv": "Apstrīdēšanas termiņš", "en": "Time to contest"}, "term", "contest_ended")
_KINDS: Final = {NOTICE: _DELIVERY, ACT: _DELIVERY, BARE_ACT: _DELIVERY, CONTEST: _CONTEST}


def name_of(letter: str, *, act: bool, clause: bool) -> str:
    """The name of a letter's notice; it keeps whether an act follows and whether that says how to contest it."""
    kind = NOTICE if not act else ACT if clause else BARE_ACT
    return f"{kind}{_MARK}{letter}"


def parts_of(name: str) -> tuple[str, str]:
    """Kind and letter of a name that `name_of` made; the letter is empty for a deadline of a definition."""
    kind, _, letter = name.partition(_MARK)
    return kind, letter


def is_letters(name: str) -> bool:
    """Whether the deadline belongs to a letter: names in definitions have no colon."""
    return _MARK in name


def of_letter(deadlines: Iterable[Running], letter: str) -> tuple[Running, ...]:
    """The deadlines of one letter."""
    return tuple(d for d in deadlines if is_letters(d.name) and parts_of(d.name)[1] == letter)


class Deadlines(dict[str, DeadlineSpec]):
    """The deadlines of a definition; asked by name, it also knows those that every workflow has for its letters."""

    def __missing__(self, name: str) -> DeadlineSpec:
        return spec_of(name)


@lru_cache(maxsize=4096)
def spec_of(name: str) -> DeadlineSpec:
    """The built-in deadline of that name. Raises KeyError."""
    rule, label, kind, trigger = _KINDS[parts_of(name)[0]]
    return DeadlineSpec(
        name=name,
        label=label,
        rule=rule,
        during=frozenset(),
        term=TermSpec("1 day", Term.parse("1 days"), None, None),
        cap=None,
        calendar="LV-STAT",
        anchor=_ON,
        kind="notice" if kind == "notice" else "term",
        reentry="restart",
        through_suspension=True,
        repeats=None,
        opens_edge=None,
        opens_task=None,
        warnings=(),
        trigger=trigger,
        escalate=None,
        place=_ON.place,
    )


def _clause() -> Clause:
    place = Place("built-in", 1, 1)
    return Clause(compile_expression(SourceText("on", place), Scope({"on": DATE})), place)


_ON: Final = _clause()
