"""Walks a letter with all that it extends and includes: plain constructs only, every name declared and used.

The language of letters is small on purpose: text, variables, filters, `if`, `for`, `block`, `extends` and
`include`. There are no calls, so nothing that a letter is given can be made to act.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from caseflow.engine.findings import Finding
from caseflow.errors import Place
from caseflow.letters.errors import BadTemplate, finding
from caseflow.letters.expressions import Expressions
from caseflow.letters.norms import NormRegister
from caseflow.letters.scope import LOOP, Named, Scope, outer_scope, unused
from caseflow.letters.sources import Source
from caseflow.letters.variables import ListOf

_PHRASE = re.compile(r"_shared/phrases/([A-Z]+\d+[a-z]?)\.typ")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a walk found: files used, phrases in the order printed, filled blocks, fixed text."""

    files: frozenset[str]
    phrases: tuple[str, ...]
    filled: frozenset[str]
    texts: tuple[tuple[Place, str], ...]
    norms: frozenset[str]
    findings: tuple[Finding, ...]


def parsed(environment: SandboxedEnvironment, sources: Mapping[str, Source]) -> Mapping[str, nodes.Template]:
    """Parse every file. Raises `BadTemplate` with each syntax error, by file and line."""
    templates: dict[str, nodes.Template] = {}
    findings: list[Finding] = []
    for name, source in sources.items():
        try:
            templates[name] = environment.parse(source.body, name)
        except TemplateSyntaxError as error:
            findings.append(finding(source.place(error.lineno), "syntax", why=error.message or ""))
    if findings:
        raise BadTemplate(findings)
    return templates


@dataclass(slots=True)
class Walk:
    """One letter's walk through its files."""

    sources: Mapping[str, Source]
    templates: Mapping[str, nodes.Template]
    expressions: Expressions
    blocks: dict[str, tuple[Source, nodes.Block]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    filled: set[str] = field(default_factory=set)
    texts: list[tuple[Place, str]] = field(default_factory=list)
    _inside: list[str] = field(default_factory=list)
    _outer: Scope = field(default_factory=lambda: Scope({}))

    def letter(self, source: Source) -> Reading:
        """Walk the letter from its outermost layout inwards."""
        assert source.front is not None
        variables = source.front.variables
        self._outer = outer_scope(variables)
        chain = self._chain(source)
        for file in chain:
            for block in self.templates[file.name].find_all(nodes.Block):
                self.blocks.setdefault(block.name, (file, block))
        for file in chain[:-1]:
            self._check_only_blocks(file, chain)
        root = chain[-1]
        self._body(self.templates[root.name].body, root, self._outer)
        for name in unused(variables, frozenset(self.expressions.used)):
            self.expressions.findings.append(finding(source.place(1), "unused", name=name))
        return Reading(
            frozenset(self.files),
            tuple(self.phrases),
            frozenset(self.filled),
            tuple(self.texts),
            frozenset(self.expressions.norms_used),
            tuple(self.expressions.findings),
        )

    def _chain(self, source: Source) -> list[Source]:
        """The letter, what it extends, and so on to the layout that extends nothing."""
        chain = [source]
        while True:
            self.files.append(chain[-1].name)
            extends = list(self.templates[chain[-1].name].find_all(nodes.Extends))
            if not extends:
                return chain
            target = self._target(extends[0], extends[0].template, chain[-1])
            if len(extends) > 1 or target is None or target in chain:
                if target is not None:
                    self.expressions.fault(chain[-1], extends[-1], "extends-loop")
                return chain
            chain.append(target)

    def _target(self, node: nodes.Node, template: nodes.Expr, source: Source) -> Source | None:
        """The file that `extends` or `include` names; it is named in quotes and is a part, not a letter."""
        name = template.value if isinstance(template, nodes.Const) else None
        target = self.sources.get(name) if isinstance(name, str) else None
        if target is None or target.front is not None:
            self.expressions.fault(source, node, "no-such-part", name=str(name))
            return None
        return target

    def _check_only_blocks(self, source: Source, chain: list[Source]) -> None:
        """A file that extends another prints through blocks alone; each has a place further out."""
        outer = {
            block.name
            for file in chain[chain.index(source) + 1 :]
            for block in self.templates[file.name].find_all(nodes.Block)
        }
        for node in self.templates[source.name].body:
            match node:
                case nodes.Extends():
                    continue
                case nodes.Block() if node.name in outer:
                    continue
                case nodes.Block():
                    self.expressions.fault(source, node, "block-without-place", name=node.name)
                case nodes.Output() if _is_blank(node):
                    continue
                case _:
                    self.expressions.fault(source, node, "outside-blocks")

    def _body(self, body: list[nodes.Node], source: Source, scope: Scope) -> None:
        for node in body:
            self._node(node, source, scope)

    def _node(self, node: nodes.Node, source: Source, scope: Scope) -> None:
        match node:
            case nodes.Output():
                self._output(node, source, scope)
            case nodes.If():
                self._if(node, source, scope)
            case nodes.For():
                self._for(node, source, scope)
            case nodes.Block():
                self._block(node)
            case nodes.Include():
                self._include(node, source, scope)
            case nodes.Extends():
                pass
            case _:
                what = type(node).__name__.lower()
                self.expressions.fault(source, node, "not-allowed", what=what)

    def _output(self, node: nodes.Output, source: Source, scope: Scope) -> None:
        for part in node.nodes:
            if isinstance(part, nodes.TemplateData):
                self.texts.append((source.place(part.lineno), part.data))
                if not part.data.strip():
                    continue
            else:
                self.expressions.printed(part, source, scope)
            self.filled.update(self._inside)

    def _if(self, node: nodes.If, source: Source, scope: Scope) -> None:
        known = self.expressions.asked(_expression(node.test), source, scope)
        self._body(node.body, source, scope.knowing(known))
        for other in node.elif_:
            self._if(other, source, scope)
        self._body(node.else_, source, scope)

    def _for(self, node: nodes.For, source: Source, scope: Scope) -> None:
        items = self.expressions.named(_expression(node.iter), source, scope)
        if node.test is not None or node.recursive or not isinstance(node.target, nodes.Name):
            self.expressions.fault(source, node, "not-allowed", what="for ... if, recursive, several names")
            return
        if items is None:
            return
        if not isinstance(items.type, ListOf):
            self.expressions.fault(source, node, "not-a-list", name=items.path or "")
            return
        names = {node.target.name: Named(items.type.item, f"{items.path}[]"), "loop": Named(LOOP, "loop")}
        self._body(node.body, source, scope.naming(**names))
        self._body(node.else_, source, scope)

    def _block(self, node: nodes.Block) -> None:
        """A block prints its innermost definition, which sees no loop around it."""
        source, block = self.blocks[node.name]
        self._inside.append(node.name)
        self._body(block.body, source, self._outer)
        self._inside.pop()

    def _include(self, node: nodes.Include, source: Source, scope: Scope) -> None:
        target = self._target(node, node.template, source)
        if target is None:
            return
        if node.ignore_missing or not node.with_context or f"include {target.name}" in self._inside:
            self.expressions.fault(source, node, "include-plainly", name=target.name)
            return
        self.files.append(target.name)
        phrase = _PHRASE.fullmatch(target.name)
        if phrase:
            self.phrases.append(phrase[1])
        self._inside.append(f"include {target.name}")
        self._body(self.templates[target.name].body, target, scope)
        self._inside.pop()


def read_letter(
    source: Source,
    sources: Mapping[str, Source],
    templates: Mapping[str, nodes.Template],
    norms: NormRegister,
) -> Reading:
    """Walk one letter; the reading carries every fault as a finding."""
    return Walk(sources, templates, Expressions(norms)).letter(source)


def _expression(node: nodes.Node) -> nodes.Expr:
    """Jinja's stubs call every child a node; these are expressions."""
    assert isinstance(node, nodes.Expr)
    return node


def _is_blank(node: nodes.Output) -> bool:
    return all(isinstance(part, nodes.TemplateData) and not part.data.strip() for part in node.nodes)
