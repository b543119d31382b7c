"""Trees of moves: cases that open cases, moves that tell moves, refusals that drop a whole tree, loops that end."""

from __future__ import annotations

import pytest

from caseflow.moves import Done, Request
from tests.moves.family import project, publish_family, started
from tests.moves.reading import assert_chained, case, codes, events, number_of, replayed, rows, tables
from tests.world import World

PROJECT, FIRST, SECOND = "PUA-P-2024-001", "PUA-D-2024-001", "PUA-D-2024-002"


@pytest.fixture(autouse=True)
def _family(world: World) -> None:
    publish_family(world)


def states(world: World) -> dict[str, str]:
    """The state of every case by its number."""
    return dict(rows(world, "SELECT ref, state FROM case_record ORDER BY ref"))


def test_a_move_opens_its_children_under_the_parent_in_the_same_organisation(world: World) -> None:
    assert started(world) == PROJECT
    assert states(world) == {PROJECT: "running", FIRST: "begun", SECOND: "begun"}
    found = rows(
        world,
        "SELECT c.ref, p.ref FROM case_record c JOIN case_record p ON p.id = c.parent_id "
        "AND p.organisation_id = c.organisation_id ORDER BY c.ref",
    )
    assert found == [(FIRST, PROJECT), (SECOND, PROJECT)]
    assert case(world, FIRST)["data"] == {"title": "Projekts"}


def test_the_childs_first_event_names_its_parent_and_the_move_that_opened_it(world: World) -> None:
    started(world)
    (opening,) = events(world, FIRST)
    ((parent,),) = rows(world, "SELECT id FROM case_record WHERE ref = ?", PROJECT)
    assert (opening["trigger"], opening["told_by"], opening["parent"]) == ("open", "start", str(parent))
    assert opening["actor"]["id"] == world.users["officer"].id
    assert (
        events(world, PROJECT)[-1]["outcome"]["opens"]
        == [{"workflow": "invented/part", "form": {"title": "Projekts"}}] * 2
    )


def test_a_child_is_opened_by_a_project_only(world: World) -> None:
    form = {"title": "Daļa"}
    refused = world.ask("officer", "open", workflow="invented/part", organisation="association", form=form)
    assert codes(refused) == ["role"]


def test_a_child_tells_its_parent_in_the_same_transaction_and_both_events_say_so(world: World) -> None:
    started(world)
    done = world.do("colleague", "finish", FIRST)
    assert (done.ref, done.state, done.seq) == (FIRST, "finished", 2)
    assert events(world, FIRST)[-1]["outcome"]["tells"] == [{"case": "parent", "trigger": "part_done", "form": {}}]
    told = events(world, PROJECT)[-1]
    assert (told["trigger"], told["told_by"], told["actor"]["id"]) == (
        "part_done",
        "finish",
        world.users["colleague"].id,
    )
    assert case(world, PROJECT)["version"] == 3
    for ref in (PROJECT, FIRST, SECOND):
        assert_chained(world, ref)


def test_a_told_move_carries_the_tellers_values_with_their_types(world: World) -> None:
    started(world)
    days = [{"on": "2024-03-01", "note": "diena"}, {"on": "2024-03-04", "note": None}]
    world.do("officer", "report", FIRST, form={"paid": "10.05", "days": days[:1]})
    world.do("colleague", "report", SECOND, form={"paid": "0.10", "days": days})
    data = case(world, PROJECT)["data"]
    assert (data["spent"], data["days"]) == ("10.15", days)
    assert events(world, PROJECT)[-1]["form"]["paid"] == {"=": "0.10"}
    assert [step.difference for step in replayed(world, PROJECT)] == [None] * 4


def test_nobody_makes_a_told_move_by_hand(world: World) -> None:
    started(world)
    assert codes(world.ask("head", "part_done", PROJECT)) == ["role"]


def test_whoever_told_counts_for_four_eyes_on_the_told_case(world: World) -> None:
    started(world)
    world.do("colleague", "finish", FIRST)
    assert codes(world.ask("colleague", "approve", PROJECT)) == ["four-eyes"]
    assert world.do("officer", "approve", PROJECT).state == "done"


def test_only_the_latest_teller_is_barred(world: World) -> None:
    started(world)
    world.do("colleague", "finish", FIRST)
    world.do("officer", "finish", SECOND)
    assert codes(world.ask("officer", "approve", PROJECT)) == ["four-eyes"]
    assert world.do("colleague", "approve", PROJECT).state == "done"


def test_a_parent_tells_all_its_children_and_no_others(world: World) -> None:
    started(world)
    other = started(world)
    world.do("officer", "stop", PROJECT)
    assert states(world) == {
        PROJECT: "done",
        FIRST: "stopped",
        SECOND: "stopped",
        other: "running",
        "PUA-D-2024-003": "begun",
        "PUA-D-2024-004": "begun",
    }


def test_a_refusal_in_a_told_case_drops_the_whole_tree_and_answers_the_move_that_began_it(world: World) -> None:
    started(world)
    world.do("officer", "finish", SECOND)
    before = tables(world)
    refused = world.ask("officer", "stop", PROJECT)  # the first part would stop, the second is finished already
    assert codes(refused) == ["not-from-here"]
    assert refused.ref == PROJECT
    assert tables(world) == before


def test_a_dropped_tree_leaves_the_other_moves_of_the_batch_alone(world: World) -> None:
    started(world)
    frozen = started(world)
    world.do("officer", "freeze", frozen)
    results = world.ask_all(
        "officer", [Request("finish", FIRST), Request("finish", "PUA-D-2024-003"), Request("finish", SECOND)]
    )
    assert [type(result).__name__ for result in results] == ["Done", "Refused", "Done"]
    assert codes(results[1]) == ["not-from-here"]
    assert states(world) == {
        PROJECT: "running",
        FIRST: "finished",
        SECOND: "finished",
        frozen: "frozen",
        "PUA-D-2024-003": "begun",
        "PUA-D-2024-004": "begun",
    }
    assert [e["trigger"] for e in events(world, PROJECT)] == ["open", "start", "part_done", "part_done"]
    assert_chained(world, PROJECT)


def test_a_suspended_parent_refuses_what_its_child_tells(world: World) -> None:
    started(world)
    world.do("officer", "suspend", PROJECT, reason="Pārbaude")
    assert codes(world.ask("officer", "finish", FIRST)) == ["suspended"]
    assert states(world)[FIRST] == "begun"


def test_a_loop_of_tells_is_stopped_with_an_answer_and_leaves_nothing(world: World) -> None:
    started(world)
    before = tables(world)
    assert codes(world.ask("officer", "ping", FIRST)) == ["endless"]
    assert tables(world) == before


def test_children_opened_earlier_in_the_batch_are_told_too(world: World) -> None:
    ref = project(world)
    results = world.ask_all("officer", [Request("start", ref), Request("split", ref), Request("stop", ref)])
    assert all(isinstance(result, Done) for result in results)
    assert sorted(states(world).values()) == ["done", "stopped", "stopped", "stopped"]
    for child in (FIRST, SECOND, "PUA-D-2024-003"):
        assert [e["trigger"] for e in events(world, child)] == ["open", "stop_part"]
        assert_chained(world, child)


def test_every_case_of_a_tree_replays_by_itself(world: World) -> None:
    started(world)
    world.do("officer", "split", PROJECT)
    world.do("colleague", "finish", FIRST)
    world.do("officer", "finish", SECOND)
    for ref in (PROJECT, FIRST, SECOND, "PUA-D-2024-003"):
        assert [r.difference for r in replayed(world, ref)] == [None] * len(events(world, ref))


def test_a_move_that_told_others_is_not_taken_back(world: World) -> None:
    started(world)
    world.do("officer", "finish", FIRST)
    number = number_of(world, "event")
    assert codes(world.ask("officer", "withdraw_before_dispatch", FIRST, reason="Par agru")) == ["cannot-undo"]
    assert codes(world.ask("officer", "withdraw_before_dispatch", PROJECT, reason="Par agru")) == ["cannot-undo"]
    assert number_of(world, "event") == number
