"""Ways through a directed graph: what can be reached, and where one can go in a circle."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def reachable(graph: Mapping[Node, Iterable[Node]], starts: Iterable[Node]) -> set[Node]:
    """Every node that some way from `starts` leads to, the starts themselves included."""
    found = set(starts)
    waiting = list(found)
    while waiting:
        for node in graph.get(waiting.pop(), ()):
            if node not in found:
                found.add(node)
                waiting.append(node)
    return found


def turned(graph: Mapping[Node, Iterable[Node]]) -> dict[Node, list[Node]]:
    """The same graph with every arrow turned round."""
    back: dict[Node, list[Node]] = {}
    for node, nexts in graph.items():
        for following in nexts:
            back.setdefault(following, []).append(node)
    return back


def circles(graph: Mapping[Node, Iterable[Node]]) -> list[tuple[Node, ...]]:
    """One shortest circle for each knot of the graph, beginning at the knot's first node in the order given."""
    found: list[tuple[Node, ...]] = []
    told: set[Node] = set()
    back = turned(graph)
    for node in graph:
        if node in told:
            continue
        circle = _shortest_way_back(graph, node)
        if circle is not None:
            found.append(circle)
            forth, home = reachable(graph, [node]), reachable(back, [node])
            told |= forth & home
    return found


def _shortest_way_back(graph: Mapping[Node, Iterable[Node]], start: Node) -> tuple[Node, ...] | None:
    """The nodes of the shortest circle through `start`, `start` first and not repeated at the end."""
    before: dict[Node, Node] = {}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for following in graph.get(node, ()):
            if following == start:
                way = [node]
                while way[-1] != start:
                    way.append(before[way[-1]])
                return tuple(reversed(way))
            if following not in before:
                before[following] = node
                waiting.append(following)
    return None
