"""What people do with registered letters, at the desk."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

from caseflow.db.json_text import read_json, write_json
from caseflow.moves.registration import register
from caseflow.moves.sending import send
from caseflow.web.visits import LANGUAGE_COOKIE
from tests.web.lint import faults
from tests.web.seat import Seat
from tests.world import World

Sit = Callable[[str], Seat]


def signed_refusal(world: World, **profile: Any) -> tuple[str, str]:
    """Case and letter: a refusal that is registered and waits for its signature."""
    if profile:
        with world.office.database.write() as tx:
            ((text,),) = tx.fetchall("SELECT profile FROM organisation WHERE slug = 'association'")
            tx.execute(
                "UPDATE organisation SET profile = ? WHERE slug = 'association'",
                (write_json({**read_json(text), **profile}),),
            )
    ref = world.submitted()
    world.do("officer", "record_tax_check", ref, form=world.tax_form("812.40"))
    world.do("head", "sign_refusal", ref)
    world.clock.set(datetime.fromisoformat("2024-03-05T09:00:00+00:00"))
    register(world.office)
    send(world.office)
    with world.office.database.read() as tx:
        ((id,),) = tx.fetchall("SELECT id FROM letter WHERE name = 'refusal_tax_debt'")
    return ref, str(id)


def test_a_letter_that_waits_for_a_signature_says_so_and_takes_the_signed_file(world: World, officer: Seat) -> None:
    ref, id = signed_refusal(world)
    page = officer.get(f"/cases/{ref}/letters")
    assert f"/letters/{id}/sign-container" in page.html
    assert f"/letters/{id}/record-signature" not in page.html
    form = officer.get(f"/letters/{id}/sign-container")
    assert faults(form) == []
    refused = officer.press(form, "", {"container": ("x.edoc", b"no container", "application/zip")})
    assert (refused.status, faults(refused)) == (422, [])
    assert officer.press(form).status == 422
    pdf = officer.get(f"/letters/{id}/pdf").content
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as container:
        container.writestr("mimetype", "application/vnd.etsi.asic-e+zip")
        container.writestr("letter.pdf", pdf)
        container.writestr("META-INF/signatures0.xml", "<signatures/>")
    done = officer.press(form, "", {"container": ("x.edoc", packed.getvalue(), "application/zip")})
    assert done.url == f"/cases/{ref}/letters", done.text
    assert f"/letters/{id}/sign-container" not in done.html


def test_a_signature_outside_is_recorded_where_the_organisation_allows_it(world: World, officer: Seat) -> None:
    ref, id = signed_refusal(world, signs="outside, recorded")
    form = officer.get(f"/letters/{id}/record-signature")
    assert officer.press(form).url == f"/cases/{ref}/letters"
    assert "Vēstule parakstīta" in officer.get(f"/cases/{ref}/history").text
    again = officer.press(form)
    assert (again.status, faults(again)) == (422, [])


def test_voiding_needs_a_reason_and_the_letter_can_be_issued_again(world: World, officer: Seat) -> None:
    ref, id = signed_refusal(world)
    form = officer.get(f"/letters/{id}/void")
    assert officer.press(form).status == 422
    done = officer.press(form, reason="Nepareizs adresāts.")
    assert f"/letters/{id}/reissue" in done.html
    officer.press(officer.get(f"/letters/{id}/reissue"))
    assert officer.get(f"/cases/{ref}/letters").text.count("L-B-06") == 2


def test_a_letter_by_post_is_handed_over_on_a_day(world: World, officer: Seat) -> None:
    ref, id = signed_refusal(world, channel="post")
    form = officer.get(f"/letters/{id}/hand-over")
    assert officer.press(form, on="rīt").status == 422
    assert officer.press(form, on="05.03.2024.").url == f"/cases/{ref}/letters"


def test_an_auditor_may_look_and_not_act(world: World, sit: Sit) -> None:
    _, id = signed_refusal(world)
    auditor = sit("auditor")
    assert auditor.get(f"/letters/{id}/pdf").status == 200
    assert auditor.press(auditor.get(f"/letters/{id}/void"), reason="Tāpat.").status == 422
    assert auditor.get(f"/letters/{id}/burn").status == 404


def test_tasks_lead_to_their_case(world: World, officer: Seat) -> None:
    ref, _ = signed_refusal(world)
    page = officer.get("/tasks?everyone=true")
    assert f"/cases/{ref}/letters" in page.html
    assert faults(page) == []


def test_an_erased_letter_says_so_and_offers_neither_file_nor_act(world: World, officer: Seat) -> None:
    ref, id = signed_refusal(world)
    with world.office.database.write() as tx:
        tx.execute("UPDATE letter SET text = ? WHERE name = 'refusal_tax_debt'", (b"",))
    for path in ("/letters", f"/cases/{ref}", f"/cases/{ref}/letters", f"/cases/{ref}/history"):
        page = officer.get(path)
        assert "Teksts un datne dzēsti, beidzoties glabāšanas termiņam" in page.html
        assert f"/letters/{id}/" not in page.html
        assert faults(page) == []
    assert officer.get(f"/letters/{id}/pdf").status == 404
    assert officer.get(f"/letters/{id}/sign-container").status == 404


def test_a_letter_is_called_by_its_title_in_the_readers_language(world: World, officer: Seat) -> None:
    ref, _ = signed_refusal(world)
    for lang, title in (("lv", "Par pieteikuma saņemšanu"), ("en", "Receipt of")):
        officer.client.cookies.set(LANGUAGE_COOKIE, lang)
        for path in ("/letters", f"/cases/{ref}/letters", f"/cases/{ref}/history"):
            assert title in officer.get(path).text, (path, lang)
    assert "Refusal" in officer.get(f"/cases/{ref}").text  # the latest letter, at a glance
