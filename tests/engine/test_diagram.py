"""Pictures of a workflow: true to the definition, accessible, and the same each time."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ElementTree

import pytest
from PIL import Image

from caseflow.engine.diagram import Lang, mermaid, png, svg
from caseflow.engine.load import load_workflow
from caseflow.engine.workflow import Workflow
from caseflow.rules import ParameterTable

SVG = "{http://www.w3.org/2000/svg}"
TEXT = """\
workflow: loan
version: 1
title: {lv: "Aizdevums \\"A&B\\": <tests>", en: "Loan \\"A&B\\": <test>"}
case_number: "{prefix}-{number}"
case: {}
states:
  asked: {kind: open, label: {lv: Prasīts; gaida, en: "Asked #1"}, public: {lv: A, en: A}}
  waiting: {kind: waiting, label: {lv: Gaida, en: Waiting}, public: {lv: A, en: A}}
  granted: {kind: decided, label: {lv: Piešķirts, en: Granted}, public: {lv: A, en: A}}
  over: {kind: closed, label: {lv: Beigts, en: Over}, public: {lv: A, en: A}}
transitions:
  - {trigger: open, label: {lv: Sākt, en: Open}, from: [], roles: [officer], to: [{state: asked}]}
  - {trigger: wait, label: {lv: Gaidīt, en: Wait}, from: [asked], roles: [officer], to: [{state: waiting}]}
  - {trigger: pause, label: {lv: Atlikt, en: Pause}, from: [asked], roles: [officer], to: [{state: waiting}]}
  - {trigger: grant, label: {lv: Piešķirt, en: Grant}, from: [waiting], roles: [head], to: [{state: granted}]}
  - {trigger: lapse, label: {lv: Izbeigt, en: Lapse}, from: [waiting], roles: [scheduler], to: [{state: over}]}
  - trigger: stop
    label: {lv: Pārtraukt, en: Stop}
    from: [asked, waiting, granted]
    roles: [head]
    to: [{state: over}]
deadlines:
  - name: answer
    label: {lv: Atbildes termiņš, en: Answer due}
    rule: X-1
    during: [waiting]
    term: 10 days
    calendar: LV-STAT
    from: "on"
    at_end: {trigger: lapse}
  - name: decision
    label: {lv: Lēmuma termiņš, en: Decision due}
    rule: X-2
    during: [asked]
    term: 1 month
    calendar: LV-STAT
    from: "on"
    at_end: {escalate: head}
"""


@pytest.fixture(scope="module")
def workflow() -> Workflow:
    """A workflow with every kind of state and a move that three states offer."""
    return load_workflow(TEXT, "loan.yaml", "trial", ParameterTable([]), {})


def groups(drawn: str) -> dict[str, ElementTree.Element]:
    """The groups of the picture by their id."""
    root = ElementTree.fromstring(drawn)
    return {group.attrib["id"]: group for group in root.iter(f"{SVG}g") if "id" in group.attrib}


def words(group: ElementTree.Element) -> str:
    """What a group shows, its lines joined."""
    return " ".join(" ".join(text.itertext()).strip() for text in group.iter(f"{SVG}text"))


def title(group: ElementTree.Element) -> str | None:
    return group.findtext(f"{SVG}title")


@pytest.mark.parametrize("lang", ["lv", "en"])
def test_the_same_workflow_gives_the_same_bytes(workflow: Workflow, lang: Lang) -> None:
    assert svg(workflow, lang) == svg(workflow, lang)
    assert mermaid(workflow, lang) == mermaid(workflow, lang)


def test_each_state_can_be_marked_by_its_name_and_styled_by_its_kind(workflow: Workflow) -> None:
    found = groups(svg(workflow, "en"))
    for state in workflow.states.values():
        assert {"state", state.kind} <= set(found[state.name].attrib["class"].split())


def test_kinds_are_told_apart_by_their_shape_too(workflow: Workflow) -> None:
    found = groups(svg(workflow, "en"))
    shapes = {
        name: [
            (part.tag, len(part.attrib.get("points", "").split())) for part in found[name] if part.tag != f"{SVG}text"
        ]
        for name in workflow.states
    }
    assert len({str(shape) for shape in shapes.values()}) == len(workflow.states)


def test_a_reader_who_cannot_see_hears_the_titles(workflow: Workflow) -> None:
    drawn = svg(workflow, "lv")
    root = ElementTree.fromstring(drawn)
    assert drawn.startswith("<svg ")
    assert (root.attrib["role"], root.attrib["lang"]) == ("img", "lv")
    assert root.attrib["aria-label"] == root.findtext(f"{SVG}title") == 'Aizdevums "A&B": <tests>'
    assert title(groups(drawn)["asked"]) == "Prasīts; gaida"


def test_moves_and_states_speak_the_language_asked_for(workflow: Workflow) -> None:
    latvian, english = svg(workflow, "lv"), svg(workflow, "en")
    assert "Piešķirts" in words(groups(latvian)["granted"])
    assert "Granted" in words(groups(english)["granted"])
    assert "Piešķirt" not in english


def test_several_moves_between_two_states_share_one_line(workflow: Workflow) -> None:
    lines = [words(group) for group in groups(svg(workflow, "en")).values() if "move" in group.attrib["class"].split()]
    shared = [line.replace("\u00a0", "") for line in lines if "Wait" in line]
    assert shared == ["– Wait – Pause"]


def test_the_end_of_a_deadline_is_a_dashed_line_with_its_name(workflow: Workflow) -> None:
    (clock,) = (group for group in groups(svg(workflow, "en")).values() if "clock" in group.attrib["class"].split())
    assert "◷ Answer due" in words(clock)
    assert clock.find(f"{SVG}path[@stroke-dasharray]") is not None
    assert "Lapse" not in svg(workflow, "en")  # only the clock takes this way: it is drawn once


def test_a_deadline_that_moves_nothing_stands_in_the_box_of_its_state(workflow: Workflow) -> None:
    assert "◷ Decision due" in words(groups(svg(workflow, "en"))["asked"])


def test_a_move_from_many_states_is_one_box_that_names_them(workflow: Workflow) -> None:
    boxes = [group for group in groups(svg(workflow, "en")).values() if "many" in group.attrib["class"].split()]
    assert [title(box) for box in boxes] == ["Stop: Asked #1, Waiting, Granted"]
    assert words(boxes[0]).startswith("Stop Asked #1, Waiting,")


def test_the_picture_fetches_nothing(workflow: Workflow) -> None:
    root = ElementTree.fromstring(svg(workflow, "lv"))
    assert [part.tag for part in root.iter() if part.tag.rpartition("}")[2] in ("a", "image", "style", "script")] == []


def test_mermaid_shows_every_way_and_writes_its_own_signs_as_codes(workflow: Workflow) -> None:
    assert (
        mermaid(workflow, "en")
        == """\
---
title: "Loan \\"A&B\\": <test>"
---
stateDiagram-v2
    state "Asked #35;1" as asked
    state "Waiting" as waiting
    state "Granted" as granted
    state "Over" as over
    [*] --> asked : Open
    asked --> waiting : Wait
    asked --> waiting : Pause
    waiting --> granted : Grant
    asked --> over : Stop
    waiting --> over : Stop
    granted --> over : Stop
    waiting --> over : ◷ Answer due
    over --> [*]
    class asked open
    class waiting waiting
    class granted decided
    class over closed
"""
    )


@pytest.mark.parametrize("lang", ["lv", "en"])
def test_the_picture_is_a_png_that_fits_a_page(workflow: Workflow, lang: Lang) -> None:
    with Image.open(io.BytesIO(png(workflow, lang))) as picture:
        assert picture.format == "PNG"
        assert 100 < picture.width < 3000
    assert png(workflow, lang) == png(workflow, lang)
