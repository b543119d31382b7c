"""Every page that shows something: what it says, in both languages, to whom, and at what cost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from caseflow.moves.registration import register
from caseflow.moves.sending import send
from tests.moves.test_statements import counting, is_write
from tests.web.conftest import PASSWORDS
from tests.web.lint import faults
from tests.web.seat import Seat, seat_at
from tests.world import BENEFICIARY, MERCHANT, World

Sit = Callable[[str], Seat]
MOST_STATEMENTS = 16
WAY = ("behind", "here", "ahead")
FORM = f"/new/form?workflow={BENEFICIARY}&organisation=association"


def refused(world: World) -> str:
    """The number of a case with a long story: refused for its tax debt, letters out, the refusal signed."""
    ref = world.submitted()
    world.do("officer", "assign", ref, form={"assignee": "colleague"})
    world.do("officer", "record_tax_check", ref, form=world.tax_form("812.40"))
    world.do("head", "sign_refusal", ref)
    world.clock.set(datetime.fromisoformat("2024-03-05T09:00:00+00:00"))
    register(world.office)
    send(world.office)
    return ref


def pages(ref: str) -> list[str]:
    sections = ["", "/data", "/deadlines", "/letters", "/history", "/related"]
    moves = ["record_clarification", "correct", "correct?field=description", "reopen", "assign"]
    return [
        "/", "/?tab=done", "/tasks", "/tasks?everyone=true", "/letters", FORM, "/nowhere",
        *(f"/cases/{ref}{section}" for section in sections),
        *(f"/cases/{ref}/moves/{trigger}" for trigger in moves),
    ]  # fmt: skip


@pytest.mark.parametrize("lang", ["lv", "en"])
def test_every_page_can_be_read_by_anybody(world: World, sit: Sit, lang: str) -> None:
    for ref in (refused(world), world.submitted(), world.opened()):
        head = sit("head")
        head.post("/language", {"lang": lang, "next": "/"})
        for path in pages(ref):
            page = head.get(path)
            assert page.status in (200, 404, 409), (path, page.text)
            assert faults(page) == [], path
            assert f'<html lang="{lang}"' in page.html


def test_no_page_costs_more_than_sixteen_statements_or_writes(world: World, officer: Seat) -> None:
    ref = refused(world)
    for number in range(3):
        world.submitted(applicant={**MERCHANT, "name": f"SIA “Cits {number}”"})
    for path in pages(ref):
        officer.get(path)  # whatever is kept in memory has been read now
        with counting() as sent:
            officer.get(path)
        assert len(sent) <= MOST_STATEMENTS, (path, len(sent), sent)
        assert [sql for sql in sent if is_write(sql)] == [], path


def test_the_worklist_tells_the_case_at_a_glance(world: World, officer: Seat) -> None:
    ref = world.submitted()
    text = officer.get("/").text
    for word in (
        ref,
        "SIA “Vēja dēļi”",
        "40003000017",
        "Iesniegts",
        "06.03.2024.",
        "2 dienas",
    ):
        assert word in text
    assert "tikko" in text


def test_tabs_and_filters_are_queries(world: World, officer: Seat) -> None:
    draft, mine = world.opened(), world.submitted(applicant={**MERCHANT, "name": "SIA “Otrs”"})
    world.do("officer", "assign", mine, form={"assignee": "officer"})
    found = {
        "/": [mine, draft],
        "/?tab=mine": [mine],
        "/?tab=soon": [mine],
        "/?tab=waiting": [],
        "/?tab=done": [],
        "/?state=draft": [draft],
        "/?organisation=hub": [],
        f"/?q={draft}": [draft],
        "/?q=40003000017": [mine, draft],
        "/?tab=mine&q=nekas": [],
    }
    for path, wanted in found.items():
        page = officer.get(path)
        assert [ref for ref in (mine, draft) if f'href="/cases/{ref}"' in page.html] == wanted, path
    assert "Manas 1" in officer.get("/").text
    assert 'value="40003000017"' in officer.get("/?q=40003000017").html


def test_goes_from_page_to_page_and_forgets_no_filter(world: World, officer: Seat) -> None:
    refs = {world.opened() for _ in range(53)}
    first = officer.get("/?state=draft")
    (more,) = [given["href"] for tag, given in first.read.elements if given.get("rel") == "next"]
    assert "state=draft" in more
    second = officer.get(more)
    seen = [{ref for ref in refs if f'href="/cases/{ref}"' in page.html} for page in (first, second)]
    assert (len(seen[0]), len(seen[1]), seen[0] | seen[1]) == (50, 3, refs)
    assert officer.get("/?after=nonsense").status == 200


def test_a_case_of_another_organisation_is_not_there(world: World, sit: Sit) -> None:
    ref = world.submitted()
    stranger = sit("stranger")
    assert ref not in stranger.get("/").text
    letter = world.office.database
    with letter.read() as tx:
        ((id,),) = tx.fetchall("SELECT id FROM letter")
    for path in (f"/cases/{ref}", f"/cases/{ref}/history", f"/cases/{ref}/moves/submit", f"/letters/{id}/pdf"):
        page = stranger.get(path)
        assert (page.status, "Šādas lapas nav" in page.text) == (404, True)
        assert ref not in page.text
    assert stranger.get("/new").text.count("Jūs nevarat sākt nevienu lietu") == 1


def test_the_rail_says_what_may_be_done_and_why_the_rest_may_not(world: World, officer: Seat, head: Seat) -> None:
    ref = world.submitted()
    world.do("officer", "record_tax_check", ref, form=world.tax_form("812.40"))
    shown = officer.get(f"/cases/{ref}")
    assert f"/cases/{ref}/moves/record_clarification" in shown.html
    assert f'href="/cases/{ref}/moves/sign_refusal"' not in shown.html
    assert "Parakstīt atteikumu" in shown.text
    assert "struktūrvienības vadītājs" in shown.text
    assert f'href="/cases/{ref}/moves/sign_refusal"' in head.get(f"/cases/{ref}").html


def test_a_deadline_opens_as_its_derivation(world: World, officer: Seat) -> None:
    text = officer.get(f"/cases/{world.submitted()}/deadlines").text
    for words in ("Nodokļu parāda pārbaude", "B-TAX-05", "2 darba dienas", "trešdiena, 06.03.2024."):
        assert words in text, words
    assert "Termiņam beidzoties:" in text


def test_personal_data_are_sealed_until_they_are_opened_and_that_is_logged(world: World, officer: Seat) -> None:
    ref = world.submitted()
    closed = officer.get(f"/cases/{ref}/data")
    assert "Anna Kalniņa" not in closed.text
    opened = officer.press(closed)
    assert "Anna Kalniņa" in opened.text
    assert "320000-00017" in opened.text
    assert faults(opened) == []
    with world.office.database.read() as tx:
        rows = tx.fetchall("SELECT actor, purpose FROM vault_reading")
    assert len(rows) == 2
    assert {actor for actor, _ in rows} == {world.users["officer"].id}


def test_history_shows_machines_otherwise_than_people(world: World, officer: Seat) -> None:
    page = officer.get(f"/cases/{refused(world)}/history")
    kinds = [given["class"] for tag, given in page.read.elements if tag == "li" and "class" in given]
    assert {"machine", "person"} == set(kinds)
    assert kinds[-1] == "person"  # the opening stands at the end
    assert "B-TAX-01" in page.text
    assert "Ierosināts atteikums" in page.text
    assert page.text.count("Vēstule: Par pieteikuma saņemšanu") == 2  # drafted, registered


def test_a_letter_that_has_not_gone_says_until_when_its_move_can_be_taken_back(world: World, officer: Seat) -> None:
    page = officer.get(f"/cases/{world.submitted()}/letters")
    assert "reģistrēs pēc 04.03.2024. plkst. 10.10" in page.text


def test_the_filter_names_only_ones_own_organisations(sit: Sit) -> None:
    assert "organisation" not in sit("officer").get("/").form.fields


def test_a_letter_is_shown_as_the_registered_bytes(world: World, officer: Seat) -> None:
    refused(world)
    page = officer.get("/letters")
    assert page.text.count("Par pieteikuma saņemšanu") == 1
    links = [given["href"] for tag, given in page.read.elements if given.get("href", "").endswith("/pdf")]
    for link in links:
        pdf = officer.get(link)
        assert pdf.content.startswith(b"%PDF-")
        assert pdf.headers["content-type"] == "application/pdf"
        assert "sandbox" in pdf.headers["content-security-policy"]
    with world.office.database.read() as tx:
        stored = {bytes(content) for (content,) in tx.fetchall("SELECT content FROM blob")}
    assert any(officer.get(link).content in stored for link in links)


def test_a_document_is_shown_to_whoever_may_see_its_case_and_no_other_bytes_are(world: World, officer: Seat) -> None:
    ref = world.submitted()
    world.do("officer", "record_tax_check", ref, form=world.tax_form("0.00"))
    shown = officer.get(f"/cases/{ref}/documents/{world.printout}")
    assert (shown.status, shown.content) == (200, b"%PDF-1.7 printout")
    assert officer.get(f"/cases/{world.opened()}/documents/{world.printout}").status == 404


def test_practice_time_is_in_the_header(world: World) -> None:
    with seat_at(world, PASSWORDS, practice=True) as sit:
        assert "Mācību laiks: 04.03.2024. plkst. 10.00" in sit("officer").get("/").text


def test_the_overview_tells_where_the_case_stands(world: World, officer: Seat) -> None:
    ref = refused(world)
    page = officer.get(f"/cases/{ref}")
    stops = [given["class"] for tag, given in page.read.elements if tag == "li" and given.get("class") in WAY]
    assert stops == ["behind", "behind", "behind", "here"]  # draft, submitted, refusal proposed; refused is an end
    for words in ("Pieprasītais atbalsts", "Pēdējā vēstule", "Tuvākais termiņš", "Atvērtie uzdevumi", "Ko darīt tālāk"):
        assert words in page.text, words
    ahead = officer.get(f"/cases/{world.submitted()}")
    assert "Nodokļi pārbaudīti iespējams tālāk" in ahead.text
    assert "Termiņam beidzoties:" in ahead.text


def test_the_rail_stands_on_every_tab_and_names_who_is_waited_for(world: World, officer: Seat, sit: Sit) -> None:
    ref = world.submitted()
    for section in ("", "/data", "/deadlines", "/letters", "/history", "/related"):
        assert f'href="/cases/{ref}/moves/record_tax_check"' in officer.get(f"/cases/{ref}{section}").html
    evaluator = sit("evaluator")
    assert "Lieta gaida lietas vadītāju." in evaluator.get(f"/cases/{ref}").text
    assert "gaida lietas vadītāju" in evaluator.get("/").text
    world.do("officer", "record_tax_check", ref, form=world.tax_form("812.40"))
    assert "Lieta gaida vadītāju." in officer.get(f"/cases/{ref}").text


def test_a_case_that_is_not_there_is_said_in_the_language_of_the_reader(sit: Sit) -> None:
    seat = sit("officer")
    assert "Šādas lapas nav" in seat.get("/cases/PUA-1999-001").text
    assert "Lietas" in seat.get("/nowhere/at/all").text  # with the way on of somebody who is signed in
