"""`caseflow rule`: lists the rules of law, shows one, and asks one with given facts."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer

from caseflow.cli.columns import columns
from caseflow.cli.output import json_text, show
from caseflow.errors import BadInput
from caseflow.programmes.parameters import load_parameters
from caseflow.rules import Answer, FigureUse, Rule, call, rule_by_name, rules, rules_by_id
from caseflow.rules.json_form import to_json
from caseflow.rules.types import parse_day
from caseflow.settings import find_home
from caseflow.words.catalogue import say
from caseflow.words.language import Lang, as_lang

app = typer.Typer(help="The rules of law: list, show, ask.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Language = Annotated[str, typer.Option("--lang", help="lv or en.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="Rulebook ID (B-TAX-01) or name of the rule.")]


@app.command("list")
def list_rules(as_json: Json = False, lang: Language = "lv") -> None:
    """List every rule; with --json each with the JSON Schema of its input."""
    language = as_lang(lang)
    data = [_described(each, language) for each in rules()]
    show(data, as_json=as_json, text=lambda: columns([(d["rule"], d["name"], d["title"]) for d in data]))


@app.command("show")
def show_rule(id: Id, as_json: Json = False, lang: Language = "lv") -> None:
    """Show what a rule needs, which figures it reads and on which source it rests."""
    language = as_lang(lang)
    found = [_described(each, language) for each in _candidates(id)]
    data = found[0] if len(found) == 1 else found
    show(data, as_json=as_json, text=lambda: "\n\n".join("\n".join(_lines(each)) for each in found))


@app.command("eval")
def eval_rule(
    id: Id,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="Day whose figures count.")],
    input: Annotated[str, typer.Option("--input", metavar="FILE|-", help="JSON object of the inputs.")],
    programme: Annotated[str | None, typer.Option("--programme", help="Whose figures; default all.")] = None,
    as_json: Json = False,
    lang: Language = "lv",
) -> None:
    """Ask a rule. Exit code 1 when it failed, 0 when it passed, computed or left it to a person."""
    language, day = as_lang(lang), parse_day(on)
    if day is None:
        raise BadInput(f"--on {on!r} is no date; write it as 2024-01-31")
    inputs = read_input(input)
    rule = _asked(id, inputs)
    answer = call(rule, inputs, load_parameters(find_home(), programme).on(day))
    data = answered(rule, answer, language)
    show(data, as_json=as_json, text=lambda: "\n".join(_sentences(data)))
    raise typer.Exit(1 if answer.outcome == "failed" else 0)


def read_input(source: str) -> dict[str, Any]:
    """Read a JSON object from a file or, for `-`, standard input; decimals stay exact. Raises BadInput."""
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"--input {source}: cannot be read ({error}); name a readable UTF-8 file or -") from None
    try:
        value = json.loads(
            text, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_without_duplicates
        )
    except json.JSONDecodeError as error:
        raise BadInput(f"--input {source}:{error.lineno}:{error.colno}: no JSON: {error.msg}") from None
    if not isinstance(value, dict):
        raise BadInput(f'--input {source}: write a JSON object, such as {{"net_tax_debt": "150.00"}}')
    return value


def answered(rule: Rule, answer: Answer[Any], lang: Lang) -> dict[str, Any]:
    """The contract of `rule eval --json`: rule, outcome, value, reasons, parameters."""
    return {
        "rule": rule.id,
        "name": rule.name,
        "outcome": answer.outcome,
        "value": to_json(answer.value),
        "reasons": [
            {"rule": each.rule, "message": each.message.id, "text": say(each.message, lang)} for each in answer.reasons
        ],
        "parameters": [_parameter(each) for each in answer.figures],
    }


def _parameter(use: FigureUse) -> dict[str, Any]:
    return {
        "key": use.key,
        "value": to_json(use.value),
        "from": to_json(use.valid_from),
        "to": to_json(use.valid_to),
        "source": use.source,
    }


def _candidates(id: str) -> tuple[Rule, ...]:
    found = rules_by_id(id)
    return found or (rule_by_name(id),)


def _asked(id: str, inputs: Mapping[str, object]) -> Rule:
    """Of several rules under one ID, or covering it, the one that takes just these inputs."""
    own = _candidates(id)
    for known in (own, tuple(each for each in rules() if id in each.covers)):
        fitting = [each for each in known if set(each.required) <= set(inputs) <= set(each.inputs)]
        if len(fitting) == 1:
            return fitting[0]
    if len(own) > 1:
        raise BadInput(f"{id} has several rules, name one of them: {', '.join(each.name for each in own)}")
    return own[0]


def _described(rule: Rule, lang: Lang) -> dict[str, Any]:
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


def _sentences(data: dict[str, Any]) -> Iterator[str]:
    yield f"{data['rule']} {data['name']}: {data['outcome']}"
    if data["value"] is not None:
        yield json_text(data["value"])
    for reason in data["reasons"]:
        yield f"- {reason['text']} ({reason['rule']})"


def _lines(described: dict[str, Any]) -> Iterator[str]:
    yield f"{described['rule']} {described['name']}: {described['title']}"
    for name in ("kind", "covers", "reference", "figures", "revision", "reading", "source"):
        value = described[name]
        yield f"  {name:<10}{', '.join(value) if isinstance(value, list) else value or '-'}"
    yield f"  input     {json.dumps(described['input'], ensure_ascii=False)}"


def _no_constant(word: str) -> Any:
    raise BadInput(f"--input: {word} is no number of JSON; write digits")


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    if twice := sorted({key for key in keys if keys.count(key) > 1}):
        raise BadInput(f"--input: {', '.join(twice)} stands twice in one object; keep one")
    return dict(pairs)
