"""The rules of law as JSON values for scripts, which of them is asked, and JSON read without losing a digit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from caseflow.app.work_shapes import FigureShape, RuleAnswerShape, RuleShape
from caseflow.errors import BadInput
from caseflow.rules import Answer, FigureUse, Rule, rule_by_name, rules, rules_by_id
from caseflow.rules.json_form import to_json
from caseflow.words import Lang, say


def rule_json(rule: Rule, lang: Lang) -> RuleShape:
    """The contract of `rule list` and `rule show`."""
    return {
        "rule": rule.id,
        "name": rule.name,
        "title": say(rule.title, lang),
        "kind": rule.kind,
        "covers": list(rule.covers),
        "reference": rule.reference,
        "figures": list(rule.figures),
        "revision": rule.revision,
        "reading": rule.reading,
        "source": rule.source,
        "input": rule.input_schema(),
    }


def rule_answer_json(rule: Rule, answer: Answer[Any], lang: Lang) -> RuleAnswerShape:
    """The contract of `rule eval`: rule, outcome, value, reasons, parameters."""
    return {
        "rule": rule.id,
        "name": rule.name,
        "outcome": answer.outcome,
        "value": to_json(answer.value),
        "reasons": [
            {"rule": each.rule, "message": each.message.id, "text": say(each.message, lang)} for each in answer.reasons
        ],
        "parameters": [figure_json(each) for each in answer.figures],
    }


def figure_json(use: FigureUse) -> FigureShape:
    """One figure that a rule has read, with its source."""
    return {
        "key": use.key,
        "value": to_json(use.value),
        "from": to_json(use.valid_from),
        "to": to_json(use.valid_to),
        "source": use.source,
    }


def rules_named(id: str) -> tuple[Rule, ...]:
    """The rules under a rulebook ID, or the one of that name. Raises NotFound."""
    return rules_by_id(id) or (rule_by_name(id),)


def rule_for(id: str, inputs: Mapping[str, object]) -> Rule:
    """Of several rules under one ID, or covering it, the one that takes just these inputs.

    Raises BadInput where several do, NotFound.
    """
    own = rules_named(id)
    for known in (own, tuple(each for each in rules() if id in each.covers)):
        fitting = [each for each in known if set(each.required) <= set(inputs) <= set(each.inputs)]
        if len(fitting) == 1:
            return fitting[0]
    if len(own) > 1:
        raise BadInput(f"{id} has several rules, name one of them: {', '.join(each.name for each in own)}")
    return own[0]


def read_json_exactly(text: str, where: str) -> Any:
    """JSON with its decimals as they were written; a name that stands twice is refused.

    Raises BadInput for that and for `NaN` and its like, json.JSONDecodeError for what is no JSON. `where` begins
    the message.
    """

    def no_constant(word: str) -> Any:
        raise BadInput(f"{where}: {word} is no number of JSON; write digits")

    def without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in pairs]
        if twice := sorted({key for key in keys if keys.count(key) > 1}):
            raise BadInput(f"{where}: {', '.join(twice)} stands twice in one object; keep one")
        return dict(pairs)

    return json.loads(text, parse_float=Decimal, parse_constant=no_constant, object_pairs_hook=without_duplicates)
