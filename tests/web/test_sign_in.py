"""Signing in and out: sessions that end, passwords that are wrong, and what is behind the gate."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlencode

import pytest
from fastapi.routing import APIRoute

from caseflow.access.sessions import ABSOLUTE, IDLE
from caseflow.access.sign_in import MOST_OF_NAME, WINDOW
from caseflow.clock import MachineClock
from caseflow.web.desk import ROUTERS
from caseflow.web.sign_in import is_looked_at_again
from caseflow.web.visits import OPEN
from tests.web.conftest import PASSWORDS
from tests.web.seat import PASSWORD, Seat, seat_at
from tests.world import World

Sit = Callable[[str], Seat]


class MovedClock(MachineClock):
    """The machine's clock, put forward by a test."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        """Later than it is."""
        return super().now() + self.ahead


def routes() -> list[APIRoute]:
    return [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]


def test_every_route_but_the_open_ones_asks_for_a_session(sit: Sit) -> None:
    nobody, asked = sit(""), 0
    for route in routes():
        path = route.path.format(ref="PUA-2024-001", trigger="submit", sha256="0" * 64, id="1", act="void")
        for method in (route.methods or set()) - {"HEAD"}:
            answer = nobody.client.request(method, path, follow_redirects=False)
            if path in OPEN:
                assert answer.status_code < 500, path
            else:
                asked += 1
                shown = (answer.status_code, answer.headers.get("location", "")[:8])
                kept = method == "POST" and is_looked_at_again(path)
                assert shown == ((401, "") if kept else (303, "/sign-in")), (method, path)
                assert not kept or "Parole" in answer.text
    assert asked > 15


def test_every_form_carries_the_token_of_its_session(sit: Sit) -> None:
    officer = sit("officer")
    posts = [route for route in routes() if "POST" in (route.methods or set()) and route.path not in OPEN]
    assert len(posts) >= 5
    for route in posts:
        path = route.path.format(ref="PUA-2024-001", trigger="submit", id="1", act="void")
        query = "?workflow=a/b&organisation=c" if path.startswith("/new") else ""
        for token in ("", "0" * 64):
            page = officer.post(f"{path}{query}", {"_token": token})
            assert page.status == 403, path
            assert "Forma neder" in page.text


def test_signs_in_and_out(sit: Sit, world: World) -> None:
    seat = sit("officer")
    assert "Officer" in seat.get("/").text
    (cookie,) = seat.client.cookies.jar
    assert cookie.name == "__Host-caseflow"
    assert cookie.secure
    stored = world.office.database
    with stored.read() as tx:
        ((hashed,),) = tx.fetchall("SELECT token_hash FROM desk_session")
    assert cookie.value not in hashed
    token = {"_token": seat.get("/").read.forms[1].fields["_token"]}
    assert seat.get("/").read.forms[1].action == "/sign-out"
    assert seat.post("/sign-out", token).url == "/sign-in"
    seat.client.cookies.set("__Host-caseflow", cookie.value or "")
    assert seat.get("/").url.startswith("/sign-in")


def test_goes_on_to_the_page_that_was_asked_for_and_to_no_other_host(sit: Sit) -> None:
    nobody, somebody = sit(""), sit("")
    page = somebody.get("/tasks?everyone=true")
    assert page.form.fields["next"] == "/tasks?everyone=true"
    assert somebody.press(page, username="officer", password=PASSWORD).url == "/tasks?everyone=true"
    for elsewhere in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"):
        assert nobody.get(f"/sign-in?{urlencode({'next': elsewhere})}").form.fields["next"] == "/"


def test_does_not_say_which_of_name_and_password_is_wrong(sit: Sit) -> None:
    nobody = sit("")
    wrong = nobody.press(nobody.get("/sign-in"), username="officer", password="guess")
    unknown = nobody.press(nobody.get("/sign-in"), username="nobody", password=PASSWORD)
    assert wrong.status == unknown.status == 403
    assert "Lietotājvārds vai parole nav pareiza" in wrong.text
    assert wrong.text == unknown.text
    assert wrong.form.fields["password"] == ""


def test_ten_wrong_passwords_close_the_door_for_a_while(world: World) -> None:
    machine = MovedClock()
    with seat_at(world, PASSWORDS, machine) as sit:
        nobody = sit("")
        for _ in range(MOST_OF_NAME):
            assert nobody.press(nobody.get("/sign-in"), username="officer", password="guess").status == 403
        closed = nobody.press(nobody.get("/sign-in"), username="officer", password=PASSWORD)
        assert (closed.status, "15 minūtēm" in closed.text) == (403, True)
        assert nobody.press(nobody.get("/sign-in"), username="head", password=PASSWORD).status == 200
        machine.ahead = WINDOW + timedelta(seconds=1)
        assert nobody.press(sit("").get("/sign-in"), username="officer", password=PASSWORD).status == 200


@pytest.mark.parametrize("ahead", [IDLE, ABSOLUTE])
def test_a_session_ends_by_itself(world: World, ahead: timedelta) -> None:
    machine = MovedClock()
    with seat_at(world, PASSWORDS, machine) as sit:
        seat = sit("officer")
        steps = int(ahead / timedelta(minutes=30)) if ahead == ABSOLUTE else 1
        for _ in range(steps):  # somebody who keeps working is not idle
            assert seat.get("/").url == "/"
            machine.ahead += ahead / steps
        machine.ahead += timedelta(seconds=1)
        assert seat.get("/").url.startswith("/sign-in")


def test_a_user_who_is_no_longer_active_is_out_at_once(sit: Sit, world: World) -> None:
    seat = sit("officer")
    with world.office.database.write() as tx:
        tx.execute("UPDATE app_user SET active = ? WHERE username = 'officer'", (False,))
    assert seat.get("/").url.startswith("/sign-in")


def test_refuses_what_another_site_sends(sit: Sit) -> None:
    seat = sit("officer")
    token = seat.get("/").read.forms[1].fields["_token"]
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}, {"origin": "null"}):
        answer = seat.client.post("/sign-out", data={"_token": token}, headers=headers)
        assert (answer.status_code, "Sūtījums nāca no citas vietnes" in answer.text) == (403, True)
    own = {"sec-fetch-site": "same-origin", "origin": "https://desk.example"}
    assert seat.client.post("/sign-out", data={"_token": token}, headers=own).status_code == 200


def test_every_answer_has_the_headers_that_keep_a_browser_safe(sit: Sit) -> None:
    seat = sit("officer")
    for path in ("/", "/static/desk.css", "/nowhere", "/healthz"):
        headers = seat.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"], path
        assert headers["x-content-type-options"] == "nosniff"
        assert "strict-transport-security" in headers or path == "/healthz"
    assert "unsafe" not in seat.get("/").headers["content-security-policy"]
    assert seat.get("/").headers["cache-control"] == "no-store"


def test_a_body_that_is_too_large_is_refused_before_it_is_read(sit: Sit) -> None:
    seat = sit("officer")
    answer = seat.client.post("/sign-out", content=b"x" * 10, headers={"content-length": str(30 * 1024 * 1024)})
    assert answer.status_code == 413
    assert "Sūtījums ir par lielu" in answer.text
    assert "25 MB" in answer.text


def test_speaks_english_when_asked_and_keeps_it(sit: Sit) -> None:
    seat = sit("officer")
    page = seat.get("/tasks")
    assert '<html lang="lv">' in page.html
    assert seat.post("/language", {"lang": "en", "next": "/tasks"}).text.startswith("Tasks")
    assert '<html lang="en">' in seat.get("/").html
    seat.post("/language", {"lang": "xx", "next": "/"})
    assert '<html lang="en">' in seat.get("/").html
