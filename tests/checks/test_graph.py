"""Ways and circles in a graph, against the plain definition of both."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from caseflow.checks.graph import circles, reachable, turned

Graph = dict[int, list[int]]
graphs = st.dictionaries(st.integers(0, 6), st.lists(st.integers(0, 6), max_size=4), max_size=7)


def closure(graph: Graph) -> set[tuple[int, int]]:
    """Every pair of nodes with a way of at least one arrow from the first to the second."""
    pairs = {(node, following) for node, nexts in graph.items() for following in nexts}
    while True:
        further = {(a, d) for a, b in pairs for c, d in pairs if b == c} - pairs
        if not further:
            return pairs
        pairs |= further


@settings(max_examples=200)
@given(graphs, st.sets(st.integers(0, 6), max_size=3))
def test_reaches_the_starts_and_all_that_follows_from_them(graph: Graph, starts: set[int]) -> None:
    pairs = closure(graph)
    assert reachable(graph, starts) == starts | {end for start, end in pairs if start in starts}


@settings(max_examples=200)
@given(graphs)
def test_turning_a_graph_turns_every_way(graph: Graph) -> None:
    assert closure(turned(graph)) == {(end, start) for start, end in closure(graph)}


@settings(max_examples=200)
@given(graphs)
def test_gives_one_true_circle_for_each_knot_and_none_beside(graph: Graph) -> None:
    pairs = closure(graph)
    knots = {frozenset(b for b in range(7) if {(a, b), (b, a)} <= pairs) for a in range(7) if (a, a) in pairs}
    found = circles(graph)
    for circle in found:
        assert all(end in graph[start] for start, end in zip(circle, (*circle[1:], circle[0]), strict=True))
    assert len(found) == len(knots)
    assert all(any(set(circle) <= knot for circle in found) for knot in knots)
