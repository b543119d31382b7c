"""A scope, values and answers as a programme would have them, and short ways to use them in tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from caseflow.engine.expression import (
    ANSWER,
    BOOL,
    DATE,
    DOCUMENT,
    INTEGER,
    MONEY,
    NUMBER,
    PARTY,
    PERCENT,
    PERSON_CODE,
    SHARE,
    TEXT,
    Choice,
    Expression,
    ListOf,
    Record,
    RuleSignature,
    Scope,
    Type,
    Verdict,
    compile_expression,
    evaluate,
    judge,
    optional,
)
from caseflow.engine.findings import BadDefinition
from caseflow.engine.source_text import SourceText
from caseflow.errors import Place
from caseflow.rules.answer import Answer, computed, failed, manual, passed
from caseflow.words import say
from caseflow.words.message import Message

PLACE = Place("w.yaml", 10, 5)
TITLE = Message("engine_expression.type_document")
STATUS = Choice({"open": {"lv": "atvērts", "en": "open"}, "closed": {"lv": "slēgts", "en": "closed"}, "void": {}})

CHECKED = ListOf(Record({"line": TEXT, "eligible": MONEY, "faults": ListOf(TEXT)}))


def signature(name: str, returns: Type, **inputs: tuple[Type, bool]) -> RuleSignature:
    kind = "check" if returns == ANSWER else "computation"
    return RuleSignature(name, "B-TAX-01", inputs, returns, "check" if kind == "check" else "computation", TITLE)


SCOPE = Scope(
    names={
        "debt": optional(MONEY),
        "paid": MONEY,
        "days": INTEGER,
        "ratio": NUMBER,
        "rate": PERCENT,
        "part": SHARE,
        "day": optional(DATE),
        "today": DATE,
        "title": TEXT,
        "agreed": BOOL,
        "maybe": optional(BOOL),
        "status": STATUS,
        "code": PERSON_CODE,
        "party": PARTY,
        "codes": ListOf(TEXT),
        "lines": ListOf(Record({"net": MONEY, "hours": INTEGER, "late": optional(MONEY)})),
        "courses": ListOf(Record({"line": TEXT, "who": PERSON_CODE, "net": MONEY, "note": optional(TEXT)})),
        "cases": ListOf(Record({"status": STATUS})),
        "form": Record({"total_debt": MONEY, "printout": optional(DOCUMENT)}),
        "agreement": optional(Record({"status": STATUS, "limit": optional(MONEY)})),
    },
    rules={
        each.name: each
        for each in (
            signature("within_limit", ANSWER, debt=(MONEY, True)),
            signature("data_usable", ANSWER, day=(optional(DATE), False)),
            signature("complete", ANSWER),
            signature("status_fits", ANSWER, status=(STATUS, True), share=(SHARE, False)),
            signature("checked_lines", CHECKED, lines=(ListOf(Record({"line": TEXT, "net": MONEY})), True)),
            signature("net_debt", MONEY, total=(MONEY, True), extended=(MONEY, True)),
        )
    },
    parameters={"P.tax.limit": MONEY, "P.sectors": ListOf(TEXT)},
    labels={
        "debt": {"lv": "Nodokļu parāds", "en": "Tax debt"},
        "day": {"lv": "Atsauces diena", "en": "Reference day"},
        "status": {"lv": "Statuss", "en": "Status"},
        "agreed": {"lv": "Piekrišana", "en": "Consent"},
        "P.tax.limit": {"lv": "Parāda robeža", "en": "Debt limit"},
    },
)

RESULTS: dict[str, Answer[Any]] = {
    "within_limit": passed(),
    "data_usable": manual(Message("engine_expression.missing")),
    "complete": failed(Message("engine_expression.not_shown")),
    "status_fits": passed(),
}


@dataclass
class Heard:
    """Answers from a table, remembering what was asked in which order."""

    results: Mapping[str, Answer[Any]] = field(default_factory=lambda: RESULTS)
    figures: Mapping[str, Any] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)

    def rule(self, name: str, args: Mapping[str, Any]) -> Answer[Any]:
        self.asked.append((name, dict(args)))
        if name == "net_debt" and name not in self.results:
            return computed(args["total"] - args["extended"])
        return self.results[name]

    def parameter(self, key: str) -> Any:
        self.asked.append((key, {}))
        return self.figures[key]


def build(text: str, wanted: Type | None = None, scope: Scope = SCOPE) -> Expression:
    return compile_expression(SourceText(text, PLACE), scope, wanted)


def value(text: str, answers: Heard | None = None, wanted: Type | None = None, **values: Any) -> Any:
    return evaluate(build(text, wanted), values, answers or Heard())


def verdict(text: str, answers: Heard | None = None, **values: Any) -> Verdict:
    return judge(build(text, BOOL), values, answers or Heard())


def findings(text: str, wanted: Type | None = None) -> list[tuple[str, int, str]]:
    """The findings as (code, offset, English sentence); each must be sayable in both languages."""
    with pytest.raises(BadDefinition) as caught:
        build(text, wanted)
    for each in caught.value.findings:
        assert say(each.message, "lv")
        assert each.place.line == PLACE.line
    return [(f.code, f.place.column - PLACE.column, say(f.message, "en")) for f in caught.value.findings]


def faults(text: str, wanted: Type | None = None) -> list[tuple[str, int]]:
    return [(code, at) for code, at, _ in findings(text, wanted)]
