"""Draws a workflow: Mermaid and PNG for documents, an accessible SVG for screens; the same each time."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

import pygraphviz

from caseflow.engine.workflow import NEW, SCHEDULER, State, Workflow

Lang = Literal["lv", "en"]

MANY = 2
"""From more states than this a move is drawn as one box that names them, not as so many arrows."""
CLOCK = "◷"
_FONT = "Helvetica,Arial,sans-serif"
_LINE = 24
_PNG_DPI = "80"
_GAP = "\u00a0\u00a0"
_SHAPES = {
    "open": {"shape": "box", "style": "rounded,filled", "fillcolor": "#ffffff"},
    "waiting": {"shape": "hexagon", "style": "filled", "fillcolor": "#fff6dd"},
    "decided": {"shape": "octagon", "style": "filled", "fillcolor": "#e6f0fb"},
    "closed": {"shape": "box", "style": "filled", "fillcolor": "#eeeeee", "peripheries": "2"},
}


@dataclass(frozen=True, slots=True)
class Arrow:
    """A way from some states to one; `by_clock` when the end of a deadline takes it."""

    sources: tuple[str, ...]
    target: str
    label: str
    by_clock: bool


def arrows(workflow: Workflow, lang: Lang) -> list[Arrow]:
    """Every way that a person or a deadline can take, in the order of the file."""
    return [*_by_people(workflow, lang), *_by_deadlines(workflow, lang)]


def _by_people(workflow: Workflow, lang: Lang) -> Iterator[Arrow]:
    for transition in workflow.transitions:
        if transition.roles == {SCHEDULER} and not transition.told:
            continue
        for target in dict.fromkeys(branch.state for branch in transition.branches):
            yield Arrow(transition.sources, target, transition.label[lang], by_clock=False)


def _by_deadlines(workflow: Workflow, lang: Lang) -> Iterator[Arrow]:
    for deadline in workflow.deadlines.values():
        sources: dict[str, list[str]] = {}
        for state in workflow.states:
            transition = workflow.find(deadline.trigger or "", state) if state in deadline.during else None
            for branch in transition.branches if transition else ():
                sources.setdefault(branch.state, []).append(state)
        for target, states in sources.items():
            yield Arrow(tuple(dict.fromkeys(states)), target, f"{CLOCK} {deadline.label[lang]}", by_clock=True)


def mermaid(workflow: Workflow, lang: Lang) -> str:
    """The workflow as a Mermaid state diagram; deadlines carry a clock, closed states end the diagram."""
    lines = ["---", f"title: {json.dumps(workflow.title[lang], ensure_ascii=False)}", "---", "stateDiagram-v2"]
    lines += [f'    state "{_mermaid_text(s.label[lang])}" as {s.name}' for s in workflow.states.values()]
    for arrow in arrows(workflow, lang):
        for source in arrow.sources:
            start = "[*]" if source == NEW else source
            lines.append(f"    {start} --> {arrow.target} : {_mermaid_text(arrow.label)}")
    left = {source for transition in workflow.transitions for source in transition.sources}
    lines += [f"    {name} --> [*]" for name in workflow.states if name not in left]
    lines += [f"    class {state.name} {state.kind}" for state in workflow.states.values()]
    return "\n".join(lines) + "\n"


def _mermaid_text(text: str) -> str:
    """Mermaid reads quotes, colons and semicolons itself, so they are written as character codes."""
    return re.sub(r'[#";:<>]', lambda found: f"#{ord(found.group())};", text)


def svg(workflow: Workflow, lang: Lang) -> str:
    """The workflow as one SVG element for a page.

    Each state is a group whose id is its name and whose classes are `state` and its kind, so that a style sheet
    can mark the current one; arrows of deadlines are dashed and of class `clock`. No fonts or links are fetched.
    """
    graph = _graph(workflow, lang)
    drawn: bytes = graph.draw(format="svg", prog="dot")
    return _accessible(drawn.decode(), workflow, lang)


def png(workflow: Workflow, lang: Lang) -> bytes:
    """The workflow as a picture on white, for documents that cannot hold the SVG."""
    graph = _graph(workflow, lang)
    graph.graph_attr.update(bgcolor="#ffffff", dpi=_PNG_DPI, pad="0.2")
    drawn: bytes = graph.draw(format="png", prog="dot")
    return drawn


def _graph(workflow: Workflow, lang: Lang) -> pygraphviz.AGraph:
    graph = pygraphviz.AGraph(directed=True, strict=False, name=workflow.name)
    graph.graph_attr.update(rankdir="TB", bgcolor="transparent", nodesep="0.35", ranksep="0.45", fontname=_FONT)
    graph.node_attr.update(fontname=_FONT, fontsize="12", margin="0.15,0.1")
    graph.edge_attr.update(fontname=_FONT, fontsize="10", arrowsize="0.7")
    for state in workflow.states.values():
        graph.add_node(state.name, **_node(workflow, state, lang), **_SHAPES[state.kind])
    found = arrows(workflow, lang)
    if any(NEW in arrow.sources for arrow in found):
        graph.add_node(NEW, id=NEW, label="", shape="circle", width="0.2", style="filled", fillcolor="#000000")
    for number, arrow in enumerate(found):
        if len(arrow.sources) > MANY:
            _add_many(graph, arrow, f"move-{number}", [workflow.states[source].label[lang] for source in arrow.sources])
    for (source, target, by_clock), labels in _joined(found).items():
        graph.add_edge(source, target, label=_beside(labels), **_edge(by_clock))
    return graph


def _node(workflow: Workflow, state: State, lang: Lang) -> dict[str, str]:
    """A state's box: its label, and below it in small the deadlines that run there and move nothing by themselves."""
    clocks = [
        f"{CLOCK} {deadline.label[lang]}"
        for deadline in workflow.deadlines.values()
        if deadline.trigger is None and state.name in deadline.during
    ]
    label = _box(state.label[lang], clocks)
    return {"id": state.name, "class": f"state {state.kind}", "label": label}


def _box(large: str, small: Iterable[str]) -> str:
    """A label of two sizes, in Graphviz's own markup."""
    lines = "".join(f'<br/><font point-size="9">{_wrapped(text)}</font>' for text in small)
    return f"<{_wrapped(large)}{lines}>"


def _wrapped(text: str) -> str:
    """Text over lines of a readable length, for Graphviz's markup."""
    lines = textwrap.wrap(text, _LINE, break_long_words=False, break_on_hyphens=False)
    return "<br/>".join(escape(line) for line in lines)


def _edge(by_clock: bool) -> dict[str, str]:
    return {"style": "dashed", "class": "clock"} if by_clock else {"class": "move"}


def _joined(found: Iterable[Arrow]) -> dict[tuple[str, str, bool], list[str]]:
    """The labels of all arrows between the same two states, so that one line carries them."""
    joined: dict[tuple[str, str, bool], list[str]] = {}
    for arrow in found:
        if len(arrow.sources) <= MANY:
            for source in arrow.sources:
                joined.setdefault((source, arrow.target, arrow.by_clock), []).append(arrow.label)
    return joined


def _add_many(graph: pygraphviz.AGraph, arrow: Arrow, name: str, states: list[str]) -> None:
    """A plain box for a move that many states offer, with their names."""
    label = _box(arrow.label, [", ".join(states)])
    shape = {"shape": "note", "fontsize": "10", "style": "dashed" if arrow.by_clock else "solid"}
    graph.add_node(name, id=name, label=label, **{"class": "many"}, **shape)
    graph.add_edge(name, arrow.target, **_edge(arrow.by_clock))


def _beside(labels: list[str]) -> str:
    """The labels of one line, a little off it; several are told apart by a dash."""
    mark = "– " if len(labels) > 1 else ""
    lines = "<br/>".join(_wrapped(mark + label) for label in labels).split("<br/>")
    return "<" + "<br/>".join(f"{_GAP}{line}{_GAP}" for line in lines) + ">"


def _accessible(drawn: str, workflow: Workflow, lang: Lang) -> str:
    """Graphviz's file as an element that screen readers can name: without prolog, with titles in words."""
    titles = _titles(workflow, lang)

    def titled(found: re.Match[str]) -> str:
        words = titles.get(unescape(found.group(1)))
        return f"<title>{escape(words)}</title>\n" if words else ""

    element = re.sub(r"<title>([^<]*)</title>\n?", titled, drawn[drawn.index("<svg") :])
    head, rest = element.split(">", 1)
    title = workflow.title[lang]
    return f'{head} role="img" lang="{lang}" aria-label={quoteattr(title)}>\n<title>{escape(title)}</title>{rest}'


def _titles(workflow: Workflow, lang: Lang) -> dict[str, str]:
    """What to call each node by its name: states by their label, moves from many states with these states."""
    labels = {state.name: state.label[lang] for state in workflow.states.values()}
    many = {
        f"move-{number}": f"{arrow.label}: {', '.join(labels[source] for source in arrow.sources)}"
        for number, arrow in enumerate(arrows(workflow, lang))
        if len(arrow.sources) > MANY
    }
    return {**labels, **many}
