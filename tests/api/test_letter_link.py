"""The page behind a letter's link: it says what waits, opens it when asked to, and explains what does not open."""

from __future__ import annotations

import re
from base64 import b64encode
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from caseflow.api import create_letter_link_app
from caseflow.db import Database
from caseflow.letters.links import sign
from caseflow.moves.correspondence import void
from caseflow.moves.registration import register
from tests.letters_out.house import informed, later, letter_of, make_house
from tests.moves.reading import events
from tests.world import KEYS, START, World


class Window:
    """The page of one registered letter, and its case."""

    def __init__(self, database: Database) -> None:
        self.house: World = make_house(database)
        self.ref = informed(self.house)
        later(self.house)
        register(self.house.office)
        self.letter = letter_of(self.house, self.ref)["id"]
        link = sign(KEYS, UUID(str(self.letter)), START.date() + timedelta(days=30))
        self.path = f"/letter/{link}"
        app = Starlette(routes=[Mount("/letter", create_letter_link_app(self.house.office))])
        self.client = TestClient(app, raise_server_exceptions=False, headers={"Accept-Language": "lv"})

    def opened(self) -> int:
        """How often the history says that the letter was opened."""
        return [event["trigger"] for event in events(self.house, self.ref)].count("letter_opened")


@pytest.fixture
def window(database: Database) -> Window:
    return Window(database)


def test_the_page_says_what_it_is_and_who_sent_it_and_keeps_nothing(window: Window) -> None:
    for method in ("GET", "HEAD", "GET"):
        answer = window.client.request(method, window.path)
        assert answer.status_code == 200
    for words in ("Jums ir vēstule", "Paraugnozares uzņēmumu asociācija", "Par lietu", "1-5/1", "03.04.2024."):
        assert words in answer.text, words
    assert "letter for you" in window.client.get(f"{window.path}?lang=en").text
    assert '<html lang="en">' in window.client.get(window.path, headers={"Accept-Language": "en"}).text
    assert window.opened() == 0


def test_the_letter_is_opened_by_a_press_of_the_button_and_kept_once(window: Window) -> None:
    for _ in range(2):
        answer = window.client.post(window.path)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
        assert sha256(answer.content).hexdigest() == letter_of(window.house, window.ref)["pdf"]
        assert "2024_1-5_1.pdf" in answer.headers["Content-Disposition"]
    assert window.opened() == 1
    assert "pirmo reizi atvērta" in window.client.get(window.path).text


def test_the_page_works_without_scripts_and_lets_nothing_else_in(window: Window) -> None:
    answer = window.client.get(window.path)
    assert "<script" not in answer.text
    (style,) = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    policy = answer.headers["Content-Security-Policy"]
    assert f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in policy
    assert "default-src 'none'" in policy
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.text.count("<h1>") == 1


def test_a_link_that_is_over_explains_itself(window: Window) -> None:
    window.house.clock.advance(timedelta(days=31))
    for answer in (window.client.get(window.path), window.client.post(window.path)):
        assert answer.status_code == 410
        assert "Saites termiņš beidzās" in answer.text
        assert "birojs@asociacija.example" in answer.text
        assert "<form" not in answer.text
    assert window.opened() == 0


def test_a_voided_letter_explains_itself(window: Window) -> None:
    void(window.house.office, str(window.letter), window.house.users["officer"], "wrong addressee")
    for answer in (window.client.get(window.path), window.client.post(window.path)):
        assert answer.status_code == 410
        assert "anulējis" in answer.text
    assert window.opened() == 0


@pytest.mark.parametrize("token", ["nonsense", "W10.AAAA", "%00", "<script>"])
def test_a_link_of_nobody_explains_itself(window: Window, token: str) -> None:
    for answer in (window.client.get(f"/letter/{token}"), window.client.post(f"/letter/{token}")):
        assert answer.status_code == 404
        assert "Saite nav derīga" in answer.text
        assert "<script" not in answer.text
