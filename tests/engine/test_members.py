"""Members of a choice may be the codes of the law: `B-EXC-11`, `2a`, `7` stay text from the file to the letter."""

from __future__ import annotations

import pytest

from caseflow.engine.diagram import mermaid
from caseflow.engine.expression import Choice, type_of_field
from caseflow.engine.fields import read_form
from caseflow.engine.findings import BadDefinition
from caseflow.engine.outcome import Outcome
from caseflow.engine.workflow import Workflow
from tests.engine.cases import Case, changed, load, morning

REMARK = "remark: {type: text, label: {lv: Piezīme, en: Remark}}"
GROUND = """ground:
    type: choice
    label: {lv: Pamats, en: Ground}
    values:
      B-EXC-11: {lv: vienpadsmitais, en: eleventh}
      2a: {lv: otrais a, en: second a}
      7: {lv: septītais, en: seventh}"""
ENDS = """to:
      - {state: draft, when: "ground in ('2a', '7')"}
      - {state: refused, when: ground == 'B-EXC-11'}
      - {state: examined}"""


def workflow(ends: str = ENDS) -> Workflow:
    return load(changed(REMARK, GROUND, "[remark]", "[ground]", "to: [{state: draft}]", ends, " or remark is None", ""))


@pytest.mark.parametrize(("ground", "state"), [("2a", "draft"), ("7", "draft"), ("B-EXC-11", "refused")])
def test_a_code_is_entered_compared_and_kept_as_it_is_written(ground: str, state: str) -> None:
    case = Case(workflow(), morning("2024-03-04"))
    values, problems = read_form(workflow().transitions[0].form, {"ground": ground})
    assert problems == []
    outcome = case.do("open", values)
    assert isinstance(outcome, Outcome)
    assert (outcome.state, case.facts.data["ground"]) == (state, ground)
    assert outcome.record()["changed"] == {"ground": [None, ground]}


def test_a_code_that_is_no_member_is_refused_in_the_form_and_in_the_definition() -> None:
    _, (problem,) = read_form(workflow().transitions[0].form, {"ground": "2b"})
    assert problem.message.id == "engine.field.not_choice"
    with pytest.raises(BadDefinition) as bad:
        workflow(ENDS.replace("'B-EXC-11'", "'B-EXC-1'"))
    assert [f.code for f in bad.value.findings] == ["unknown-name"]


def test_a_member_is_a_word_or_a_code_and_nothing_else() -> None:
    for bad in ("'2 a'", "'-7'", "'ā'", "'a/b'"):
        with pytest.raises(BadDefinition) as found:
            load(changed(REMARK, GROUND.replace("2a:", f"{bad}:"), "[remark]", "[ground]", " or remark is None", ""))
        assert [f.code for f in found.value.findings] == ["shape"]


def test_its_type_holds_the_codes_and_the_diagram_is_drawn() -> None:
    found = type_of_field(workflow().fields["ground"], required=True)
    assert isinstance(found, Choice)
    assert list(found.values) == ["B-EXC-11", "2a", "7"]
    assert "refused" in mermaid(workflow(), "lv")
