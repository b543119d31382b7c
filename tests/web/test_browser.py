"""A real browser at the desk: an officer's day, with and without JavaScript, by keyboard and on a phone."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright

from caseflow.access.passwords import set_password
from caseflow.clock import MachineClock
from caseflow.db import Database
from caseflow.web.desk import create_desk
from tests import databases
from tests.web.conftest import PASSWORDS
from tests.web.seat import PASSWORD
from tests.world import APPLICATION, LINE, MERCHANT, World, make_world

FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"]
WHERE = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(WHERE is None, reason="no browser found: install chromium (.ci/run does) to run these")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests of the module."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=WHERE, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """The invented world on SQLite; everybody has a password."""
    with databases.fresh_database("sqlite", tmp_path) as url, Database(url) as database:
        world, hashed = make_world(database), PASSWORDS.hash(PASSWORD)
        with database.write() as tx:
            for actor in world.users.values():
                if actor.user is not None:
                    set_password(tx, actor.user, hashed, MachineClock().now())
        yield world


@pytest.fixture
def address(world: World) -> Iterator[str]:
    """Where the world's desk listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()  # whoever calls before the server is up waits, and is not turned away
        config = uvicorn.Config(create_desk(world.office, passwords=PASSWORDS), log_level="warning", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(20)


@contextmanager
def at_desk(
    browser: Browser, address: str, username: str, *, scripts: bool = True, width: int = 1366
) -> Iterator[Page]:
    """A page of somebody who is signed in; anything that the content policy blocks, or that fails, fails the test."""
    context = browser.new_context(java_script_enabled=scripts, viewport={"width": width, "height": 768}, locale="lv-LV")
    page = context.new_page()
    troubles: list[str] = []
    page.on("console", lambda said: troubles.append(said.text) if "status of 4" not in said.text else None)
    page.on(
        "response", lambda answer: troubles.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None
    )
    page.set_default_timeout(20_000)
    page.goto(f"{address}/tasks")
    page.get_by_label("Lietotājvārds").fill(username)
    page.get_by_label("Parole").fill(PASSWORD)
    page.get_by_role("button", name="Ieiet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uzdevumi")
    yield page
    context.close()
    assert troubles == []


def fill_in_the_application(page: Page) -> None:
    page.get_by_label("2. kārta (biedrība)").check()
    page.get_by_label("komersants", exact=True).check()
    page.get_by_label("Reģistrācijas numurs").fill(MERCHANT["registration_number"])
    page.get_by_label("Nosaukums").fill(MERCHANT["name"])
    page.get_by_label("Adrese").fill(MERCHANT["address"])
    page.get_by_label("E-pasts").fill(MERCHANT["email"])
    page.get_by_label("mazais").check()
    page.get_by_label("Plānošanas reģions").select_option("vidzeme")
    page.get_by_label("Projekta apraksts").fill(APPLICATION["description"])
    page.get_by_label("Īstenošanas vieta").fill("Cēsis")
    page.get_by_label("Plānotais sākums").fill("2024-06-03")
    page.get_by_label("Plānotās beigas").fill("2024-06-28")
    page.get_by_label("Regula Nr. 651/2014").check()
    page.get_by_label("Pieprasītais atbalsts").fill("336,00")
    page.get_by_role("button", name="Pievienot rindu").click()
    row = page.get_by_role("group", name="1. rinda")
    row.get_by_label("Rinda", exact=True).fill(LINE["line"])
    row.get_by_label("Vārds un uzvārds").fill(LINE["employee"])
    row.get_by_label("Personas kods").fill(LINE["person_code"])
    row.get_by_label("Kurss").fill(LINE["course"])
    row.get_by_label("Sniedzējs").fill(LINE["provider"])
    row.get_by_label("Sākums").fill(LINE["starts_on"])
    row.get_by_label("Beigas").fill(LINE["ends_on"])
    row.get_by_label("Cena bez PVN").fill("480")
    row.get_by_label("PVN", exact=True).fill("100,80")


def record_the_tax_check(page: Page, debt: str, printout: Path) -> None:
    page.get_by_role("link", name="Ierakstīt nodokļu parāda pārbaudi").click()
    page.get_by_label("Kopējais parāds").fill(debt)
    page.get_by_label("Datu datums").fill("2024-03-04")
    page.get_by_label("Izdruka", exact=True).set_input_files(printout)
    page.get_by_label("Izdrukas lapas").fill("1")
    page.get_by_label("Kāpēc pārbauda pirms otrās darba dienas").fill("Komersants lūdz steidzamu izskatīšanu.")
    page.get_by_role("button", name="Turpināt").last.click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_officer_opens_submits_and_checks_a_case(
    browser: Browser, address: str, tmp_path: Path, scripts: bool
) -> None:
    printout = tmp_path / "izdruka.pdf"
    printout.write_bytes(b"%PDF-1.7 printout")
    with at_desk(browser, address, "officer", scripts=scripts) as page:
        page.get_by_role("link", name="Jauna lieta").click()
        fill_in_the_application(page)
        page.get_by_role("button", name="Turpināt").last.click()
        expect(page.get_by_role("status")).to_contain_text("Melnraksts")
        page.get_by_role("link", name="Reģistrēt iesniegto pieteikumu").click()
        page.get_by_role("button", name="Turpināt").last.click()
        expect(page.get_by_role("img")).to_have_count(1)  # the receipt, as it would be
        page.get_by_role("button", name="Izpildīt: Reģistrēt iesniegto pieteikumu").click()
        expect(page.get_by_role("status")).to_contain_text("Iesniegts")
        record_the_tax_check(page, "150,00", printout)
        expect(page.get_by_role("main")).to_contain_text("neviena vēstule netiks sagatavota")
        page.get_by_role("button", name="Izpildīt: Ierakstīt nodokļu parāda pārbaudi").click()
        expect(page.get_by_role("status")).to_contain_text("Nodokļi pārbaudīti")
        page.get_by_role("link", name="Vēsture").click()
        expect(page.get_by_role("listitem").first).to_contain_text("B-TAX-01")


def test_a_debt_of_a_cent_too_much_leads_to_a_refusal_that_is_seen_first_and_signed_by_another(
    browser: Browser, world: World, address: str, tmp_path: Path
) -> None:
    ref, printout = world.submitted(), tmp_path / "izdruka.pdf"
    printout.write_bytes(b"%PDF-1.7 printout")
    with at_desk(browser, address, "officer") as page:
        page.goto(f"{address}/cases/{ref}")
        record_the_tax_check(page, "150,01", printout)
        letter = page.get_by_role("img", name="Par atteikumu piešķirt atbalstu nodokļu parāda dēļ, 1. lapa")
        assert letter.evaluate("image => image.naturalWidth") > 500
        page.get_by_role("button", name="Labot").click()
        expect(page.get_by_label("Kopējais parāds")).to_have_value("150,01")
        page.get_by_role("button", name="Turpināt").last.click()
        page.get_by_role("button", name="Izpildīt: Ierakstīt nodokļu parāda pārbaudi").click()
        expect(page.get_by_role("status")).to_contain_text("Ierosināts atteikums")
        expect(page.get_by_role("link", name="Parakstīt atteikumu")).to_have_count(0)
    with at_desk(browser, address, "head") as page:
        page.goto(f"{address}/cases/{ref}")
        page.get_by_role("link", name="Parakstīt atteikumu").click()
        page.get_by_role("button", name="Turpināt").last.click()
        page.get_by_role("button", name="Izpildīt: Parakstīt atteikumu").click()
        expect(page.get_by_role("status")).to_contain_text("Atteikts")


def test_the_keyboard_is_enough_and_enter_means_continue(browser: Browser, world: World, address: str) -> None:
    ref = world.submitted()
    with at_desk(browser, address, "officer") as page:
        page.goto(f"{address}/")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Pāriet uz saturu")).to_be_focused()
        page.goto(f"{address}/cases/{ref}/moves/record_tax_check")
        page.get_by_role("button", name="Pievienot rindu").click()
        page.get_by_label("Kopējais parāds").fill("5")
        page.keyboard.press("Enter")  # not the first button of the page, which would take the row away
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("Aizpildiet lauku “Datu datums”")
        alert.get_by_role("link", name="Aizpildiet lauku “Datu datums”.").click()
        expect(page.get_by_label("Kopējais parāds")).to_have_value("5")


@pytest.mark.parametrize("width", [360, 683], ids=["on a phone", "at two hundred per cent"])
def test_nothing_is_cut_off_on_a_narrow_screen(browser: Browser, world: World, address: str, width: int) -> None:
    ref = world.submitted()
    with at_desk(browser, address, "officer", width=width) as page:
        for path in (
            "/",
            f"/cases/{ref}",
            f"/cases/{ref}/data",
            f"/cases/{ref}/history",
            f"/cases/{ref}/moves/record_tax_check",
            "/new",
        ):
            page.goto(address + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
