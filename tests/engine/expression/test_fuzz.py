"""Random well-formed expressions: what passes the checker runs without any surprise."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from caseflow.engine.expression import BadValue, Expression, evaluate, explain, judge, reads
from caseflow.engine.findings import BadDefinition
from caseflow.words import say
from tests.engine.expression.examples import SCOPE, Heard, build

_ORDER = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
_NAMES = "debt paid days ratio rate part today title agreed status code codes lines agreement.limit 'x' None"
_WILD = st.sampled_from(_NAMES.split())
Texts = st.SearchStrategy[str]
_AMOUNT = st.sampled_from(["paid", "form.total_debt", "P.tax.limit", "sum_of(lines, 'net')", "net_debt(paid, 7)"])
_CONDITION = st.sampled_from(["agreed", "day is None", "has(codes)", "title in P.sectors", "complete()", "rate <= 70"])


def amounts(amount: Texts, condition: Texts) -> Texts:
    return st.one_of(
        st.tuples(amount, st.sampled_from("+-"), amount).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
        amount.map(lambda part: f"-{part} * days"),
        st.tuples(amount, condition, amount).map(lambda p: f"({p[0]} if {p[1]} else {p[2]})"),
        st.tuples(amount, amount).map(lambda p: f"min({p[0]}, 2.50, {p[1]})"),
    )


def conditions(amount: Texts, condition: Texts) -> Texts:
    return st.one_of(
        st.tuples(amount, _ORDER, amount).map(lambda p: f"({' '.join(p)})"),
        st.tuples(_WILD, _ORDER, _WILD).map(lambda p: f"({' '.join(p)})"),
        amount.map(lambda part: f"(debt is not None and debt <= {part})"),
        st.tuples(condition, st.sampled_from(["and", "or"]), condition).map(lambda p: f"({' '.join(p)})"),
        condition.map(lambda part: f"(not {part})"),
        amount.map(lambda part: f"any_failed(within_limit({part}), complete())"),
    )


def nested(levels: int) -> Texts:
    """Conditions and amounts within each other, so many levels deep."""
    amount, condition = _AMOUNT, _CONDITION
    for _ in range(levels):
        amount, condition = amounts(amount, condition), conditions(amount, condition)
    return st.one_of(amount, condition)


_PARTS = st.one_of(_WILD, *(nested(levels) for levels in range(4)))
_CASES: list[dict[str, Any]] = [
    {},
    {
        "debt": Decimal("150.00"),
        "paid": Decimal("150.01"),
        "days": 3,
        "ratio": Decimal("0.5"),
        "rate": Decimal(70),
        "part": Decimal("0.7"),
        "day": date(2024, 1, 1),
        "today": date(2024, 1, 2),
        "title": "x",
        "agreed": True,
        "maybe": False,
        "status": "open",
        "code": {"vault": "1"},
        "codes": ["x"],
        "lines": [{"net": Decimal(1), "hours": 2}],
        "form": {"total_debt": Decimal(5)},
        "agreement": {"status": "closed", "limit": None},
    },
]
_FIGURES = {"P.tax.limit": Decimal("150.00"), "P.sectors": ("x",)}


def built(text: str) -> Expression | None:
    try:
        return build(text)
    except BadDefinition:
        return None


@settings(max_examples=300)
@given(_PARTS)
def test_what_passes_the_checker_runs_reads_only_the_scope_and_can_be_said(text: str) -> None:
    expression = built(text)
    if expression is None:
        return
    assert {path[0] for path in reads(expression)} <= set(SCOPE.names)
    assert say(explain(expression), "lv")
    full = Heard(figures=_FIGURES)
    evaluate(expression, _CASES[1], full)  # with every required value there, nothing can be missing
    outcomes = [outcome(expression, values) for values in _CASES]
    assert BadValue not in outcomes[1:]


def outcome(expression: Expression, values: dict[str, Any]) -> object:
    """What running it gives: the verdict or value, or the one error that missing values may cause."""
    answers = Heard(figures=_FIGURES)
    try:
        if expression.why_not is None:
            return evaluate(expression, values, answers)
        found = judge(expression, values, answers)
    except BadValue:
        return BadValue
    assert all(say(reason.message, "lv") for reason in found.reasons)
    return found.holds


def test_the_strategy_reaches_both_sides() -> None:
    assert built("(paid > 7)") is not None
    assert built("(paid > 'x')") is None
