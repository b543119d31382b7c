"""Moves by form: what is typed is kept, what binds is shown first, what is sent twice is done once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.web.lint import faults
from tests.web.seat import PASSWORD, Page, Seat
from tests.world import APPLICATION, BENEFICIARY, LINE, MERCHANT, World

Sit = Callable[[str], Seat]
NEW = f"/new/form?workflow={BENEFICIARY}&organisation=association"
PDF = {"f.printout": ("izdruka.pdf", b"%PDF-1.7 printout of the desk", "application/pdf")}
EXE = {"f.printout": ("izdruka.pdf", b"MZ\x90\x00 not at all a PDF", "application/pdf")}
TAX = {"f__data_date": "2024-03-04", "f__sheets": "1", "f__early": "Komersants lūdz paātrināt"}


def application(**changes: str) -> dict[str, str]:
    """The world's application as it is typed."""
    typed = {f"f.{name}": str(value) for name, value in APPLICATION.items() if isinstance(value, str)}
    typed |= {f"f.applicant.{name}": value for name, value in MERCHANT.items()}
    typed |= {
        f"f.lines.0.{name}": value.replace(".", ",") if name in ("net", "vat") else value
        for name, value in LINE.items()
    }
    return {**typed, **changes}


def count(world: World, table: str) -> int:
    with world.office.database.read() as tx:
        ((number,),) = tx.fetchall(f"SELECT count(*) FROM {table}")
    return int(number)


def tax_form(officer: Seat, ref: str) -> Page:
    return officer.get(f"/cases/{ref}/moves/record_tax_check")


def test_opens_a_case_by_form_with_rows_added_and_removed(officer: Seat) -> None:
    page = officer.get("/new")  # a single choice leads straight to its form
    assert page.url.startswith("/new/form")
    two = officer.press(officer.press(page, "add:f.lines"), "add:f.lines")
    assert "2. rinda" in two.text
    assert faults(two) == []
    one = officer.press(two, "remove:f.lines:0", f__lines__1__course="Paliek")
    assert one.form.fields["f.lines.0.course"] == "Paliek"
    assert "2. rinda" not in one.text
    done = officer.press(one, "check", **application())
    assert "/cases/PUA-2024-001" in done.url
    assert "Melnraksts" in done.text
    shown = officer.get("/cases/PUA-2024-001/data").text
    assert "336,00 EUR" in shown
    assert "SIA “Vēja dēļi”" in shown


def test_nothing_typed_is_lost_and_every_problem_stands_at_its_input(officer: Seat, world: World) -> None:
    wrong = application(**{"f.aid_asked": "daudz", "f.lines.0.person_code": "123", "f.applicant.email": "nav"})
    form = officer.press(officer.get(NEW), "add:f.lines")
    page = officer.press(form, "check", **wrong)
    assert page.status == 422
    assert faults(page) == []
    assert {name: page.form.fields[name] for name in wrong} == wrong
    errors = {given["id"] for _, given in page.read.elements if given.get("id", "").endswith("-fault")}
    assert errors == {"f-aid_asked-fault", "f-lines-0-person_code-fault", "f-applicant-email-fault"}
    links = {given["href"] for tag, given in page.read.elements if given.get("href", "").startswith("#f-")}
    assert links == {"#f-aid_asked", "#f-lines-0-person_code", "#f-applicant-email"}
    assert "1 234,50" in page.text
    assert "123" not in page.read.text.replace("1 234,50", "")  # a personal value is not quoted
    assert count(world, "case_record") == 0


def test_a_passing_check_is_shown_before_it_is_made(world: World, officer: Seat) -> None:
    ref = world.submitted()
    page = officer.press(tax_form(officer, ref), "check", PDF, f__total_debt="150,00", **TAX)
    assert "Pārbaudiet pirms izpildes" in page.text
    assert "Nodokļi pārbaudīti" in page.text
    assert "neviena vēstule netiks sagatavota" in page.text
    assert faults(page) == []
    assert "Iesniegts" in officer.get(f"/cases/{ref}").text
    done = officer.press(page, "confirm")
    assert done.url.startswith(f"/cases/{ref}?done=")
    assert "Izdarīts. Lietas stāvoklis: Nodokļi pārbaudīti." in done.text


def test_a_refusal_shows_its_letter_as_it_would_be_and_binds_only_when_confirmed(world: World, officer: Seat) -> None:
    ref = world.submitted()
    before = count(world, "event"), count(world, "letter")
    page = officer.press(tax_form(officer, ref), "check", PDF, f__total_debt="1 234,50", **TAX)
    assert "Ierosināts atteikums" in page.text
    assert "Par atteikumu piešķirt atbalstu nodokļu parāda dēļ" in page.text
    assert page.html.count("data:image/png;base64,") >= 1
    assert faults(page) == []
    pdf = officer.press(page, "letter:0")
    assert pdf.content.startswith(b"%PDF-")
    assert (count(world, "event"), count(world, "letter")) == before
    officer.press(page, "confirm")
    assert count(world, "letter") == before[1] + 1
    with world.office.database.read() as tx:
        ((id,),) = tx.fetchall("SELECT id FROM letter WHERE name = 'refusal_tax_debt'")
    assert officer.get(f"/letters/{id}/pdf").content == pdf.content


def test_going_back_from_the_preview_keeps_everything_the_document_too(world: World, officer: Seat) -> None:
    ref = world.submitted()
    page = officer.press(tax_form(officer, ref), "check", PDF, f__total_debt="1 234,50", **TAX)
    back = officer.press(page, "back")
    assert back.form.fields["f.total_debt"] == "1 234,50"
    assert "Pievienots: izdruka.pdf" in back.text
    assert "Nodokļi pārbaudīti" in officer.press(back, "check", f__total_debt="0").text


def test_the_signing_head_sees_the_letter_with_name_and_day(world: World, head: Seat) -> None:
    ref = world.submitted()
    world.do("officer", "record_tax_check", ref, form=world.tax_form("812.40"))
    page = head.press(head.get(f"/cases/{ref}/moves/sign_refusal"), "check")
    assert "Par atteikumu piešķirt atbalstu" in page.text
    assert "Atteikts" in head.press(page, "confirm").text


def test_a_form_that_is_sent_twice_is_done_once(world: World, officer: Seat) -> None:
    form = officer.press(officer.get(NEW), "add:f.lines")
    first = officer.press(form, "check", **application())
    again = officer.press(form, "check", **application())
    assert first.url == again.url
    assert count(world, "case_record") == 1


def test_a_refused_form_may_be_sent_again(officer: Seat) -> None:
    form = officer.press(officer.get(NEW), "add:f.lines")
    refused = officer.press(form, "check", **application(**{"f.aid_asked": "x"}))
    assert refused.status == 422
    assert officer.press(refused, "check", **{"f.aid_asked": "336"}).url.startswith("/cases/")


def test_a_stale_page_explains_what_happened_and_keeps_what_was_typed(world: World, officer: Seat) -> None:
    ref = world.submitted()
    page = tax_form(officer, ref)
    world.do("colleague", "correct", ref, form={"location": "Valmiera"}, reason="Pārrakstīšanās kļūda.")
    stale = officer.press(page, "check", PDF, f__total_debt="5", **TAX)
    assert (stale.status, faults(stale)) == (409, [])
    assert "Lieta pa to laiku ir mainījusies" in stale.text
    assert "Labot pārrakstīšanās kļūdu Colleague" in stale.text
    assert "Valmiera" in stale.text
    assert "Reģistrēt iesniegto pieteikumu" not in stale.text  # what had been seen is not told again
    again = officer.press(stale, "back")
    assert again.form.fields["f.total_debt"] == "5"
    assert "Pārbaudiet pirms izpildes" in officer.press(again, "check").text


def test_the_back_button_after_a_decision_changes_nothing(world: World, officer: Seat) -> None:
    ref = world.submitted()
    page = officer.press(tax_form(officer, ref), "check", PDF, f__total_debt="0", **TAX)
    officer.press(page, "confirm")
    events = count(world, "event")
    assert officer.press(page, "confirm").url.startswith(f"/cases/{ref}?done=")  # the same answer again
    late = officer.get(f"/cases/{ref}/moves/record_tax_check")
    assert late.status == 409
    assert "Pašlaik nevar" in late.text
    assert count(world, "event") == events


def test_another_persons_move_is_refused_with_the_reason(world: World, sit: Sit) -> None:
    ref = world.submitted()
    page = sit("auditor").get(f"/cases/{ref}/moves/record_tax_check")
    assert (page.status, faults(page)) == (409, [])
    assert "lietas vadītājs" in page.text


def test_an_earlier_legal_date_needs_a_reason(world: World, officer: Seat) -> None:
    ref = world.opened()
    form = officer.get(f"/cases/{ref}/moves/submit")
    assert officer.press(form, "check", on="rīt").status == 422
    refused = officer.press(form, "check", on="05.03.2024.")
    assert "on-fault" in refused.html
    assert officer.press(form, "check", on="04.03.2024.").status == 200


def test_what_was_typed_outlives_a_session_that_ended_meanwhile(world: World, sit: Sit) -> None:
    ref, officer = world.submitted(), sit("officer")
    form = tax_form(officer, ref)
    with world.office.database.write() as tx:
        tx.execute("DELETE FROM desk_session")
    asked = officer.press(form, "check", f__total_debt="1 234,50", **TAX)
    assert (asked.status, faults(asked)) == (401, [])
    assert "ierakstītais nav zudis" in asked.text
    wrong = officer.press(asked, username="officer", password="guess")
    resumed = officer.press(wrong, username="officer", password=PASSWORD)
    assert faults(resumed) == []
    again = officer.press(resumed, "back")
    assert again.form.fields["f.total_debt"] == "1 234,50"
    assert "Pārbaudiet pirms izpildes" in officer.press(again, "check", PDF).text


def test_an_executable_that_calls_itself_pdf_is_refused(world: World, officer: Seat) -> None:
    ref, blobs = world.submitted(), count(world, "blob")
    page = officer.press(tax_form(officer, ref), "check", EXE, f__total_debt="0", **TAX)
    assert (page.status, faults(page)) == (422, [])
    assert "nav PDF, PNG, JPEG" in page.text
    assert page.form.fields["f.total_debt"] == "0"
    assert count(world, "blob") == blobs


def test_fields_that_the_form_does_not_have_are_refused(world: World, officer: Seat) -> None:
    ref = world.submitted()
    page = officer.press(tax_form(officer, ref), "check", PDF, f__total_debt="0", f__tax_net="0", **TAX)
    assert page.status == 422
    assert "tax_net" in page.text


def test_personal_rows_stay_sealed_in_a_form_until_they_are_opened(world: World, officer: Seat) -> None:
    ref = world.opened()
    form = officer.get(f"/cases/{ref}/moves/edit")
    assert "Anna Kalniņa" not in form.html
    assert form.form.fields["f.applicant.name"] == MERCHANT["name"]
    assert form.form.fields["f.aid_asked"] == "336,00"
    assert count(world, "vault_reading") == 0
    officer.press(form, "check", f__location="Rīga")
    assert "1 ieraksts" in officer.get(f"/cases/{ref}").text  # the rows were not touched
    opened = officer.press(officer.get(f"/cases/{ref}/moves/edit"), "open:lines", f__location="Ogre")
    assert opened.form.fields["f.lines.0.employee"] == "Anna Kalniņa"
    assert opened.form.fields["f.lines.0.net"] == "480,00"
    assert opened.form.fields["f.location"] == "Ogre"
    assert count(world, "vault_reading") == 2
    done = officer.press(opened, "check", f__lines__0__course="Cits kurss")
    assert done.status == 200
    assert "Cits kurss" in officer.get(f"/cases/{ref}/data").text


def test_a_correction_asks_first_which_fields(world: World, officer: Seat) -> None:
    ref = world.submitted()
    chosen = officer.get(f"/cases/{ref}/moves/correct")
    assert "Kurus laukus labot" in chosen.text
    assert 'value="reference_day"' not in chosen.html  # what a move computes is not corrected by hand
    form = officer.get(f"/cases/{ref}/moves/correct?field=location&field=aid_asked")
    assert set(form.form.fields) >= {"f.location", "f.aid_asked", "reason"}
    refused = officer.press(form, "check", f__location="Valmiera")
    assert "reason-fault" in refused.html
    done = officer.press(refused, "check", reason="Pārrakstīšanās kļūda.")
    assert done.url.startswith(f"/cases/{ref}?done=")
    assert "Valmiera" in officer.get(f"/cases/{ref}/history").text


def test_built_in_moves_have_forms_with_what_can_be_chosen(world: World, officer: Seat, head: Seat) -> None:
    ref = world.submitted()
    assign = head.get(f"/cases/{ref}/moves/assign")
    assert "Colleague" in assign.text
    assert "Stranger" not in assign.text
    assert "Lietas vadītājs: Colleague" in head.press(assign, "check", f__assignee="colleague").text
    suspended = officer.press(officer.get(f"/cases/{ref}/moves/suspend"), "check", reason="Lūgums.")
    assert "Termiņi apturēti" in suspended.text
    assert faults(suspended) == []
    assert "Termiņi apturēti" not in officer.press(officer.get(f"/cases/{ref}/moves/resume"), "check").text
    extend = officer.get(f"/cases/{ref}/moves/extend")
    assert "Lēmuma pieņemšana" in extend.text
    long = {"f__deadline": "decision", "f__to__number": "3", "f__to__unit": "months", "reason": "Sarežģīta lieta."}
    answer = officer.press(extend, "check", **long)
    assert answer.status in (200, 422)
    assert faults(answer) == []
    taken_back = officer.get(f"/cases/{ref}/moves/withdraw_before_dispatch")
    assert officer.press(taken_back, "check", reason="Kļūda.").status == 422  # the last move was a built-in one


def test_a_head_passes_a_condition_with_a_written_reason(world: World, head: Seat) -> None:
    ref = world.submitted()
    world.do("head", "record_tax_check", ref, form=world.tax_form("812.40"))
    shown = head.get(f"/cases/{ref}")
    assert f"/cases/{ref}/moves/sign_refusal?override=not_by" in shown.html
    form = head.get(f"/cases/{ref}/moves/sign_refusal?override=not_by")
    assert head.press(form, "check").status == 422
    page = head.press(form, "check", override_reason="Otrs vadītājs ir atvaļinājumā.")
    assert "Atteikts" in head.press(page, "confirm").text
    assert "četru acu princips" in head.get(f"/cases/{ref}/history").text


def test_an_officer_sees_no_way_to_pass_a_condition(world: World, officer: Seat) -> None:
    ref = world.submitted()
    world.do("officer", "record_tax_check", ref, form=world.tax_form("812.40"))
    assert "?override=" not in officer.get(f"/cases/{ref}").html
    page = officer.get(f"/cases/{ref}/moves/sign_refusal?override=not_by")
    assert page.status == 409


@pytest.mark.parametrize("trigger", ["no_such_move", "letter_registered", "deadline_opened"])
def test_a_move_that_is_not_there_for_people_is_not_offered(world: World, officer: Seat, trigger: str) -> None:
    ref = world.submitted()
    page = officer.get(f"/cases/{ref}/moves/{trigger}")
    assert (page.status, faults(page)) == (409, [])
    token = {"_token": page.read.forms[1].fields["_token"]}
    assert officer.post(f"/cases/{ref}/moves/{trigger}", token).status == 409


def test_a_form_of_an_earlier_session_is_shown_once_more_as_it_was_typed(world: World, officer: Seat) -> None:
    page = officer.get(f"/cases/{world.submitted()}/moves/record_tax_check")
    old = {**page.form.fields, "_token": "of an earlier session", "f.total_debt": "1,25", "_do": "check"}
    answer = officer.post(page.form.action, old)
    assert (answer.status, faults(answer)) == (403, [])
    again = officer.press(answer, "back")
    assert again.form.fields["f.total_debt"] == "1,25"
    assert again.form.fields["_token"] == page.form.fields["_token"]


def test_a_field_that_is_too_long_is_refused_with_the_way_back(world: World, officer: Seat) -> None:
    page = officer.get(f"/cases/{world.submitted()}/moves/record_tax_check")
    pdf = {"f.printout": ("a.pdf", b"%PDF-1.7 x")}
    answer = officer.press(page, "check", pdf, f__total_debt="1" * 3 * 1024 * 1024)
    assert (answer.status, faults(answer)) == (413, [])
    assert "1024 KB" in answer.text
    assert "Atpakaļ" in answer.text
