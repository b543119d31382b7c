"""What the clauses of a transition may read: the paths that its event stores the values of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from caseflow.engine import expression as language
from caseflow.engine.expression import DATE, optional
from caseflow.engine.findings import BadDefinition
from caseflow.engine.reader import Path as Steps
from caseflow.engine.workflow import DE_MINIMIS, Branch, Clause, EvidenceSpec, Path

if TYPE_CHECKING:
    from caseflow.engine.compile_parts import Compiler


def clauses_of(branches: Iterable[Branch], records: Iterable[EvidenceSpec]) -> list[Clause | None]:
    """Every clause of a transition's ends, and of the evidence that it records."""
    found: list[Clause | None] = [c for each in records for c in (*each.own.values(), *each.answer.values())]
    for branch in branches:
        found.append(branch.when)
        for use in branch.letters:
            found.extend(use.variables.values())
        for form in (*(t.form for t in branch.tells), *(o.form for o in branch.opens)):
            found.extend(form.values())
        found.extend(posting.amount for posting in branch.postings)
        found.extend(branch.de_minimis.clauses if branch.de_minimis else ())
    return found


def paths_read(
    compiler: Compiler, used: Iterable[Clause | None], branches: Iterable[Branch], sources: Iterable[str]
) -> frozenset[Path]:
    """Every path that these clauses, their rules' reference dates and the anchors of the ends' deadlines may read."""
    paths: set[Path] = set()
    for clause in used:
        if clause is not None:
            paths |= language.reads(clause.expression)
    if any(branch.de_minimis for branch in branches):
        paths.add((DE_MINIMIS,))
    for name in compiler.model.reference_dates:
        paths |= {(name,)} if name in compiler.fields else set()
        paths |= _text_reads(compiler, ("reference_dates", name))
    targets = {state for branch in branches for state in ([branch.state] if branch.state else sources)}
    for number, deadline in enumerate(compiler.model.deadlines):
        if "from_" in deadline.model_fields_set and targets & set(compiler.members(deadline.during)):
            paths |= _text_reads(compiler, ("deadlines", number, "from"))
    return frozenset(paths)


def _text_reads(compiler: Compiler, steps: Steps) -> set[Path]:
    try:
        expression = language.compile_expression(compiler.document.text(steps), compiler.scope, optional(DATE))
    except BadDefinition:
        return set()  # reported where it is compiled for use
    return set(language.reads(expression))
