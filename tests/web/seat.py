"""Somebody at the desk without a browser: reads pages, fills in forms by their labels' names, presses buttons."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from starlette.testclient import TestClient

from caseflow.access.passwords import Passwords
from caseflow.clock import MachineClock
from caseflow.web.desk import create_desk
from tests.world import World

PASSWORD = "a password of tests"
IN_LABEL = "stands in a label"
Attributes = dict[str, str]


@dataclass
class Form:
    """A form of a page: where it goes, and its inputs as they stand."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class Reader(HTMLParser):
    """Reads a page: its text, elements, and forms."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, Attributes]] = []
        self.forms: list[Form] = []
        self.words: list[str] = []
        self._select: str | None = None
        self._labels = 0
        self._area: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given))
        self._labels += tag == "label"
        if self._labels:
            given[IN_LABEL] = "yes"
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get")))
        elif self.forms:
            self._part(self.forms[-1], tag, given)

    def _part(self, form: Form, tag: str, given: Attributes) -> None:
        name = given.get("name", "")
        if tag == "input" and given.get("type") == "file":
            form.files.add(name)
        elif tag == "input" and given.get("type") in ("radio", "checkbox"):
            if "checked" in given:
                form.fields[name] = given["value"]
        elif tag == "input":
            form.fields[name] = given.get("value", "")
        elif tag == "textarea":
            self._area, form.fields[name] = name, ""
        elif tag == "select":
            self._select = name
            form.fields[name] = ""
        elif tag == "option" and self._select and "selected" in given:
            form.fields[self._select] = given.get("value", "")
        elif tag == "button" and name:
            form.buttons.append((name, given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None
        elif tag == "label":
            self._labels -= 1

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.forms[-1].fields[self._area] += data.removeprefix("\n")
        self.words.append(data)

    @property
    def text(self) -> str:
        """What can be read on the page, without line breaks."""
        return " ".join(" ".join(self.words).split())


@dataclass
class Page:
    """One answer of the desk."""

    status: int
    url: str
    html: str
    headers: Mapping[str, str]
    content: bytes

    @property
    def read(self) -> Reader:
        """The page, parsed."""
        return Reader(self.html)

    @property
    def text(self) -> str:
        """What can be read on it."""
        return self.read.text

    @property
    def form(self) -> Form:
        """Its last form: the one in the middle of the page, after those of the header."""
        return self.read.forms[-1]


@dataclass
class Seat:
    """One browser, perhaps signed in."""

    client: TestClient
    world: World

    def get(self, path: str) -> Page:
        """Open a page and follow where it leads."""
        return _page(self.client.get(path))

    def post(self, path: str, fields: Mapping[str, str], **more: Any) -> Page:
        """Send fields, and follow where that leads."""
        return _page(self.client.post(path, data=dict(fields), **more))

    def press(self, page: Page, button: str = "", files: Mapping[str, Any] | None = None, /, **typed: str) -> Page:
        """Fill in the page's form (`f__total_debt` is `f.total_debt`) and press a button by its value."""
        form = page.form
        fields = {**form.fields, **{name.replace("__", "."): value for name, value in typed.items()}}
        if button:
            assert ("_do", button) in form.buttons, form.buttons
            fields["_do"] = button
        return self.post(form.action, fields, files=dict(files) if files else None)


def _page(response: Any) -> Page:
    kind = response.headers.get("content-type", "")
    html = response.text if kind.startswith("text/") else ""
    return Page(response.status_code, str(response.url.raw_path.decode()), html, response.headers, response.content)


@contextmanager
def seat_at(
    world: World, passwords: Passwords, machine: MachineClock | None = None, practice: bool = False
) -> Iterator[Callable[[str], Seat]]:
    """Ways to sit down at one desk of the world."""
    desk = create_desk(world.office, practice=practice, passwords=passwords, machine=machine)
    clients: list[TestClient] = []

    def sit(username: str) -> Seat:
        client = TestClient(desk, base_url="https://desk.example")
        clients.append(client)
        seat = Seat(client, world)
        if username:
            page = seat.press(seat.get("/sign-in"), username=username, password=PASSWORD)
            assert page.status == 200, page.text
        return seat

    yield sit
    for client in clients:
        client.close()
