"""What whole cases need of the desk: long forms, cases without a party, and the likely next move first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tests.journeys import aid
from tests.journeys.evaluation import SOUND, in_evaluation
from tests.journeys.ways import maturity_tested, tax_checked
from tests.web.lint import faults
from tests.web.seat import Seat
from tests.world import World

Sit = Callable[[str], Seat]
SECTORS = ["domestic_goods", "other"]


def posted(form: Mapping[str, Any], path: str = "f") -> Iterator[tuple[str, str]]:
    """A form as a browser posts it: rows and plain values under numbers."""
    for name, value in form.items():
        at = f"{path}.{name}"
        if isinstance(value, list):
            yield f"{at}.#", "1"
            for number, row in enumerate(value):
                yield from posted(row, f"{at}.{number}") if isinstance(row, dict) else [(f"{at}.{number}", str(row))]
        else:
            yield at, str(value).lower() if isinstance(value, bool) else str(value)


def test_an_evaluator_fills_in_the_whole_evaluation(world: World, sit: Sit) -> None:
    ref, seat = in_evaluation(world), sit("evaluator")
    page = seat.get(f"/cases/{ref}/moves/record_evaluation")
    assert faults(page) == []
    fields = {**page.form.fields, **dict(posted({**SOUND, "aided_sectors": SECTORS, "test_areas": []}))}
    fields["f.test_areas"] = "datu drošība\n\n tīmekļvietnes \n"
    kept = seat.post(page.form.action, {**fields, "_do": "add:f.courses"})
    assert kept.form.fields["f.test_areas"] == "datu drošība\ntīmekļvietnes"
    ticked = [value for name, value in kept.form.fields.items() if name.startswith("f.aided_sectors.") and value != "1"]
    assert ticked == SECTORS
    shown = seat.post(page.form.action, {**fields, "_do": "check"})
    done = seat.press(shown, "confirm")
    assert "done=" in done.url
    told = seat.get(f"/cases/{ref}/data").text
    assert "datu drošība un tīmekļvietnes" in told
    assert "Evaluator" in told  # the evaluator's name, not an id


def test_boxes_that_nobody_ticked_are_an_empty_list_and_not_a_missing_one(world: World, sit: Sit) -> None:
    ref, seat = in_evaluation(world), sit("evaluator")
    page = seat.get(f"/cases/{ref}/moves/record_evaluation")
    answer = seat.post(page.form.action, {**page.form.fields, "_do": "check"})
    assert answer.status == 422
    told = answer.html.partition('role="alert"')[2].partition("</div>")[0]
    assert "Aizpildiet lauku “Dibināts”" in told
    assert "Citas komersanta nozares" not in told
    assert told.index("Iesniedzēja veids") < told.index("“Regula”") < told.index("Dibināts")  # as the form asks


def test_a_claim_is_a_case_without_a_party_of_its_own(world: World, sit: Sit) -> None:
    _, claim = aid.claimed(aid.staffed(world))
    for section in ("", "/data", "/history", "/related"):
        page = sit("officer").get(f"/cases/{claim}{section}")
        assert page.status == 200
        assert faults(page) == []


def first_button(seat: Seat, ref: str) -> str:
    """The primary button of the case's rail."""
    html = seat.get(f"/cases/{ref}").html
    return html.partition('class="button primary"')[2].partition("/moves/")[2].partition('"')[0]


def test_the_likely_move_is_the_first_button(world: World, sit: Sit) -> None:
    officer, head = sit("officer"), sit("head")
    assert first_button(officer, world.opened()) == "submit"
    assert first_button(officer, world.submitted()) == "record_tax_check"
    assert first_button(officer, tax_checked(world)) == "record_maturity"
    assert first_button(head, maturity_tested(world)) == "assign_evaluators"
    assert first_button(head, tax_checked(world, "150.01")) == "sign_refusal"


def test_the_worklist_names_the_next_step(world: World, officer: Seat) -> None:
    world.submitted()
    page = officer.get("/")
    assert "Nākamais solis" in page.text
    assert "Ierakstīt nodokļu parāda pārbaudi" in page.text


def test_a_letter_that_is_drafted_and_signed_at_once_is_shown_once(world: World, sit: Sit) -> None:
    ref, seat = maturity_tested(world), sit("evaluator")
    world.do("head", "assign_evaluators", ref, form={"assigned": [{"person": "evaluator", "part": "expert"}]})
    shown = seat.press(seat.get(f"/cases/{ref}/moves/declare_interest"), "check")
    assert shown.html.count('class="preview"') == 1
