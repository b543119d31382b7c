"""What a definition may ask of a move: who makes it, where the case came from, which words and people it lists."""

from __future__ import annotations

from typing import Any

import pytest

from caseflow.programmes.folder import File
from caseflow.programmes.publish import publish
from tests.moves.reading import case, codes, events, replayed
from tests.world import START, World

REVIEW = """
workflow: review
version: 1
title: {lv: Apskats, en: Review}
case_number: "{prefix}-R-{year}-{number:03}"
case:
  topics: {type: list, of: text, required: true, label: {lv: Temati, en: Topics}}
  readers: {type: list, of: user, label: {lv: Lasītāji, en: Readers}}
  lead: {type: user, required: true, label: {lv: Vadītājs, en: Lead}}
  evaluators:
    type: list
    label: {lv: Vērtētāji, en: Evaluators}
    fields:
      person: {type: user, required: true, label: {lv: Lietotājs, en: User}}
states:
  begun: {kind: open, label: {lv: Sākts, en: Begun}, public: {lv: Sākts, en: Begun}}
  read: {kind: open, label: {lv: Izlasīts, en: Read}, public: {lv: Izlasīts, en: Read}}
  contested: {kind: open, label: {lv: Apstrīdēts, en: Contested}, public: {lv: Apstrīdēts, en: Contested}}
transitions:
  - trigger: open
    label: {lv: Sākt, en: Open}
    from: []
    roles: [officer]
    edits: [topics, readers, lead, evaluators]
    demands: "'drošība' in topics and count(topics) <= 3"
    to: [{state: begun}]
  - trigger: declare_interest
    label: {lv: Apliecināt, en: Declare}
    from: [begun]
    roles: [officer, evaluator]
    requires: evaluators is not None and any_equals(evaluators, "person", actor.id) and not lead == actor.id
    to: [{state: begun}]
  - trigger: finish_reading
    label: {lv: Izlasīt, en: Read}
    from: [begun]
    roles: [officer, evaluator]
    requires: readers is not None and actor.id in readers
    to: [{state: read}]
  - trigger: contest
    label: {lv: Apstrīdēt, en: Contest}
    from: [begun, read]
    roles: [officer]
    to: [{state: contested}]
  - trigger: note
    label: {lv: Pierakstīt, en: Note}
    from: [contested]
    roles: [officer]
    to: [{state: contested}]
  - trigger: dismiss
    label: {lv: Noraidīt, en: Dismiss}
    from: [contested]
    roles: [head]
    to:
      - {state: read, when: case.came_from == 'read'}
      - {state: begun}
"""
FORM: dict[str, Any] = {
    "topics": ["drošība", " mākslīgais intelekts "],
    "readers": ["officer", "evaluator"],
    "lead": "head",
    "evaluators": [{"person": "colleague"}, {"person": "head"}],
}


@pytest.fixture(autouse=True)
def _published(world: World) -> None:
    with world.office.database.write() as tx:
        publish(tx, [File("workflow", "invented", "review", "workflows/invented/review.yaml", REVIEW)], "tests", START)


def opened(world: World, **changes: Any) -> str:
    form = {**FORM, **changes}
    return world.do("officer", "open", workflow="invented/review", organisation="association", form=form).ref


def test_words_and_users_of_an_opening_form_are_kept_users_by_their_ids(world: World) -> None:
    data = case(world, opened(world))["data"]
    ids = {name: actor.id for name, actor in world.users.items()}
    assert data == {
        "topics": ["drošība", "mākslīgais intelekts"],
        "readers": [ids["officer"], ids["evaluator"]],
        "lead": ids["head"],
        "evaluators": [{"person": ids["colleague"]}, {"person": ids["head"]}],
    }


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"lead": "nobody"}, "lead"),
        ({"readers": ["officer", "nobody"]}, "readers.2"),
        ({"evaluators": [{"person": "nobody"}]}, "evaluators.1.person"),
        ({"topics": ["drošība", " "]}, "topics.2"),
        ({"topics": "drošība"}, "topics"),
    ],
)
def test_whom_and_what_an_opening_form_cannot_name_is_said_at_its_place(
    world: World, changes: dict[str, Any], where: str
) -> None:
    form = {**FORM, **changes}
    refused = world.ask("officer", "open", workflow="invented/review", organisation="association", form=form)
    assert codes(refused) == ["bad-value"]
    assert [reason.field for reason in refused.reasons] == [where]  # type: ignore[union-attr]


def test_words_are_judged_as_a_list(world: World) -> None:
    form = {**FORM, "topics": ["dati"]}
    refused = world.ask("officer", "open", workflow="invented/review", organisation="association", form=form)
    assert codes(refused) == ["demands"]


def test_only_a_listed_person_acts_for_himself_and_the_lead_does_not(world: World) -> None:
    ref = opened(world)
    for who in ("officer", "evaluator", "head"):
        assert codes(world.ask(who, "declare_interest", ref)) == ["requires"]
    assert world.do("colleague", "declare_interest", ref).state == "begun"
    assert codes(world.ask("colleague", "finish_reading", ref)) == ["requires"]
    assert world.do("evaluator", "finish_reading", ref).state == "read"


@pytest.mark.parametrize("before", ["begun", "read"])
def test_a_case_goes_back_to_where_it_came_from_whatever_happened_in_between(world: World, before: str) -> None:
    ref = opened(world)
    if before == "read":
        world.do("officer", "finish_reading", ref)
    world.do("officer", "contest", ref)
    world.do("officer", "note", ref)
    world.do("head", "assign", ref, form={"assignee": "officer"})
    assert world.do("head", "dismiss", ref).state == before
    assert [step.difference for step in replayed(world, ref)] == [None] * len(events(world, ref))
