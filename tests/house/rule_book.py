"""Writes docs/rules.md, every rule with its figures, readings and tests: `python -m tests.house.rule_book`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from caseflow.programmes.parameters import load_parameters
from caseflow.rules import Rule, rules
from caseflow.rules.json_form import to_json
from caseflow.rules.readings import READINGS
from caseflow.words import say

HOME = Path(__file__).resolve().parents[2]
PAGE = HOME / "docs" / "rules.md"
TESTS = HOME / "tests" / "rules"

_OPENING = """# The rules

Every rule of law that caseflow knows: a pure function with the ID of the rulebook, the dated figures that it reads, the
reading on which it rests where its source leaves a choice, and its tests. `caseflow rule show ID` says the same of one
rule, `caseflow rule eval ID` asks it. [P] marks what no source sets and we propose.

This page is made by `python -m tests.house.rule_book`; a test says when it is stale.
"""


def tests_of(rule: Rule) -> list[str]:
    """The files of tests/rules that name the rule's function."""
    word = re.compile(rf"\b{rule.name}\b")
    return [path.name for path in sorted(TESTS.glob("test_*.py")) if word.search(path.read_text(encoding="utf-8"))]


def readings_of(rule: Rule) -> list[str]:
    """The IDs of the readings on which the rule rests."""
    return sorted({id for id in (rule.reading, *rule.covers) if id is not None and id.startswith("Q-")})


def page() -> str:
    """The whole page as Markdown."""
    parts = [_OPENING, *map(_chapter, rules()), "\n".join(_readings()), "\n".join(_proposals()), "\n".join(_figures())]
    return "\n".join(parts)


def _chapter(rule: Rule) -> str:
    covers = [id for id in rule.covers if id != rule.id and not id.startswith("Q-")]
    facts = {
        "Covers": ", ".join(covers),
        "Function": f"`{rule.function.__module__}.{rule.name}`",
        "Kind": f"{rule.kind}, revision {rule.revision}",
        "Reference date": f"`{rule.reference}`",
        "Figures": ", ".join(f"`{key}`" for key in rule.figures),
        "Reading": " ".join(f"{id}: {READINGS[id]}" for id in readings_of(rule)),
        "Source": rule.source,
        "Tests": ", ".join(f"`tests/rules/{name}`" for name in tests_of(rule)),
    }
    lines = [f"- {name}: {text}" for name, text in facts.items() if text]
    return "\n".join([f"## {rule.id}: {say(rule.title, 'en')}", "", *lines, ""])


def _readings() -> Iterator[str]:
    yield from ("## Readings", "", "| ID | Where the sources leave a choice, we read |", "|---|---|")
    yield from (f"| {id} | {text} |" for id, text in READINGS.items())
    yield ""


def _proposals() -> Iterator[str]:
    """Every place of a workflow file that is marked [P]: the part that it stands in, and what the mark says."""
    yield from ("## Proposals in the workflows [P]", "")
    for path in sorted((HOME / "workflows").glob("*/*.yaml")):
        if path.name == "parameters.yaml":
            continue
        where, part = f"{path.parent.name}/{path.stem}", ""
        for line in path.read_text(encoding="utf-8").splitlines():
            named = re.match(r"  (?:- (?:trigger|name): |)([a-z_]+)(?::? |:$|$)", line)
            part = named[1] if named else part
            mark = re.search(r'(?:#|rule:) ?"?(.*\[P\][^"]*)', line)
            if mark and part:
                yield f"- `{where}`, `{part}`: {mark[1].strip()}"
    yield ""


def _figures() -> Iterator[str]:
    yield from ("## Figures", "", "| Key | Value | From | To | Source |", "|---|---|---|---|---|")
    table = load_parameters(HOME)
    for key in table.keys:
        for each in table.versions(key):
            days = f"{each.valid_from or ''} | {each.valid_to or ''}"
            yield f"| `{key}` | {_value(to_json(each.value))} | {days} | {each.source} |"
    yield ""


def _value(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE}: {len(rules())} rules")
