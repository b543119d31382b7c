"""`caseflow rule`: lists the rules of law, shows one, and asks one with given facts."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from caseflow.app.json_text import json_text
from caseflow.app.rule_json import read_json_exactly, rule_answer_json, rule_for, rule_json, rules_named
from caseflow.app.work_shapes import RuleAnswerShape, RuleShape
from caseflow.cli.columns import columns
from caseflow.cli.output import show
from caseflow.cli.session import Json, Language
from caseflow.errors import BadInput
from caseflow.programmes.parameters import load_parameters
from caseflow.rules import call, rules
from caseflow.rules.types import parse_day
from caseflow.settings import find_home
from caseflow.words import Lang, as_lang, message, say

app = typer.Typer(help="The rules of law: list, show, ask.", no_args_is_help=True)

Id = Annotated[str, typer.Argument(metavar="ID", help="Rulebook ID (B-TAX-01) or name of the rule.")]


@app.command("list")
def list_rules(as_json: Json = False, lang: Language = "lv") -> None:
    """List every rule; with --json each with the JSON Schema of its input."""
    language = as_lang(lang)
    data = [rule_json(each, language) for each in rules()]
    show(data, as_json=as_json, text=lambda: columns([(d["rule"], d["name"], d["title"]) for d in data]))


@app.command("show")
def show_rule(id: Id, as_json: Json = False, lang: Language = "lv") -> None:
    """Show what a rule needs, which figures it reads and on which source it rests."""
    language = as_lang(lang)
    found = [rule_json(each, language) for each in rules_named(id)]
    data = found[0] if len(found) == 1 else found
    show(data, as_json=as_json, text=lambda: "\n\n".join("\n".join(_lines(each, language)) for each in found))


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
    rule = rule_for(id, inputs)
    answer = call(rule, inputs, load_parameters(find_home(), programme).on(day))
    data = rule_answer_json(rule, answer, language)
    show(data, as_json=as_json, text=lambda: "\n".join(_sentences(data, language)))
    raise typer.Exit(1 if answer.outcome == "failed" else 0)


def read_input(source: str) -> dict[str, Any]:
    """Read a JSON object from a file or, for `-`, standard input; decimals stay exact. Raises BadInput."""
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"--input {source}: cannot be read ({error}); name a readable UTF-8 file or -") from None
    try:
        value = read_json_exactly(text, "--input")
    except json.JSONDecodeError as error:
        raise BadInput(f"--input {source}:{error.lineno}:{error.colno}: no JSON: {error.msg}") from None
    if not isinstance(value, dict):
        raise BadInput(f'--input {source}: write a JSON object, such as {{"net_tax_debt": "150.00"}}')
    return value


def _sentences(data: RuleAnswerShape, lang: Lang) -> Iterator[str]:
    outcome = say(message(f"cli_rule.{data['outcome']}"), lang)
    yield f"{data['rule']} {data['name']}: {outcome}"
    if data["value"] is not None:
        yield json_text(data["value"])
    for reason in data["reasons"]:
        yield f"- {reason['text']} ({reason['rule']})"


def _lines(described: RuleShape, lang: Lang) -> Iterator[str]:
    yield f"{described['rule']} {described['name']}: {described['title']}"
    parts = {name: described[name] for name in ("covers", "reference", "figures", "revision", "reading", "source")}
    shown = {name: ", ".join(value) if isinstance(value, list) else value or "–" for name, value in parts.items()}
    rows = {"kind": say(message(f"cli_rule.{described['kind']}"), lang), **shown}
    rows["input"] = json.dumps(described["input"], ensure_ascii=False)
    yield columns([(f"  {say(message(f'cli_rule.{name}'), lang)}", str(value)) for name, value in rows.items()])
