"""Users, roles and organisations on the command line."""

from __future__ import annotations

import json
from typing import Any

import pytest

from caseflow.access.sessions import begin_session, find_session
from caseflow.access.tokens import find_bearer
from caseflow.clock import MachineClock
from tests.cli.desk import Desk
from tests.world import ASSOCIATION


def organisation(**changes: Any) -> dict[str, Any]:
    given = {
        "slug": "agency",
        "kind": "agency",
        "prefix": "AGE",
        "registration_number": "40008000032",
        "profile": ASSOCIATION,
    }
    return {**given, **changes}


def test_a_new_person_may_work_once_a_role_is_granted(desk: Desk) -> None:
    ref = desk.world.opened()
    contact = ("--phone", "60000009", "--email", "lb@asociacija.example")
    desk.json("user", "add", "lberzina", "--name", "Līga Bērziņa", *contact)
    assert desk("case", "show", ref, "--as", "lberzina").code == 1
    grant = ("user", "grant", "lberzina", "officer", "--organisation", "association", "--reason", "Rīkojums Nr. 1")
    granted = desk.json(*grant)
    assert granted["from"] == "2024-03-04"
    assert desk("case", "show", ref, "--as", "lberzina").code == 0
    found = {user["username"]: user for user in desk.json("user", "list")}
    assert [role["id"] for role in found["lberzina"]["roles"]] == [granted["id"]]
    assert "lberzina" in desk("user", "list").out
    desk.json("user", "end-grant", granted["id"], "--on", "2024-03-04")
    assert desk("case", "show", ref, "--as", "lberzina").code == 0
    desk("clock", "advance", "1 day")
    assert desk("case", "show", ref, "--as", "lberzina").code == 1


def test_letters_name_their_preparer_in_short(desk: Desk) -> None:
    desk.json("user", "add", "lberzina", "--name", "Līga Bērziņa", "--phone", "60000009", "--email", "lb@a.example")
    with desk.world.office.database.read() as tx:
        row = tx.fetchone("SELECT profile FROM app_user WHERE username = 'lberzina'")
    assert row is not None
    assert "L. Bērziņa" in row[0]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("add", "two words", "--name", "X Y"), 2),
        (("add", "x", "--name", " "), 2),
        (("add", "x", "--name", "X Y", "--phone", "1"), 2),
        (("add", "x"), 2),
        (("grant", "officer", "emperor", "--reason", "x"), 2),
        (("grant", "nobody", "officer", "--reason", "x"), 1),
        (("grant", "officer", "officer", "--organisation", "nowhere", "--reason", "x"), 1),
        (("grant", "officer", "officer", "--from", "2024-03-05", "--to", "2024-03-04", "--reason", "x"), 2),
        (("grant", "officer", "officer"), 2),
        (("end-grant", "7"), 2),
        (("grant", "officer", "head", "--reason", "x", "--lang", "fr"), 2),
        (("add", "x", "--name", "X Y", "--lang", "fr"), 2),
        (("end-grant", "00000000-0000-0000-0000-000000000007"), 1),
    ],
)
def test_what_cannot_be_is_refused(desk: Desk, words: tuple[str, ...], code: int) -> None:
    before = desk("user", "list", "--json").out
    assert desk("user", *words).code == code
    assert desk("user", "list", "--json").out == before


def test_whoever_is_deactivated_is_signed_out_and_has_no_token_any_more(desk: Desk) -> None:
    token = desk.json("token", "create", "colleague", "--name", "skripts")
    now, user = MachineClock().now(), desk.world.users["colleague"].user
    assert user is not None
    with desk.world.office.database.write() as tx:
        session = begin_session(tx, user, now)
    assert desk("user", "deactivate", "colleague").code == 0
    assert desk("case", "list", "--as", "colleague").code == 1
    assert desk("user", "deactivate", "nobody").code == 1
    assert desk("user", "activate", "colleague").code == 0
    assert desk("case", "list", "--as", "colleague").code == 0
    with desk.world.office.database.read() as tx:
        assert find_session(tx, session, now) is None
        assert find_bearer(tx, token["token"], now) is None


def test_a_deputy_is_named_with_whose_duties(desk: Desk) -> None:
    words = ("user", "grant", "colleague", "head", "--organisation", "association", "--deputy-for", "head")
    id = desk.json(*words, "--reason", "Atvaļinājums", "--to", "2024-03-15", "--as", "head")["id"]
    found = {user["username"]: user for user in desk.json("user", "list")}
    role = next(role for role in found["colleague"]["roles"] if role["id"] == id)
    assert (role["deputy_for"], role["to"]) == ("head", "2024-03-15")


def test_an_organisation_is_entered_from_its_file(desk: Desk) -> None:
    desk.json("organisation", "add", desk.file(organisation()))
    slugs = [each["slug"] for each in desk.json("organisation", "list")]
    assert slugs == ["agency", "association", "hub"]
    desk.json("organisation", "add", desk.file(organisation(prefix="AGENT")))
    assert [each["prefix"] for each in desk.json("organisation", "list")] == ["AGENT", "PUA", "PDIC"]


def test_every_fault_of_an_organisations_file_is_named(desk: Desk) -> None:
    profile: dict[str, Any] = json.loads(json.dumps(ASSOCIATION))
    del profile["letterhead"]["talrunis"]
    wrong = organisation(kind="club", registration_number="40008000014", profile=profile)
    said = desk("organisation", "add", desk.file(wrong))
    assert said.code == 2
    for fault in ("kind", "registration_number", "profile.letterhead.talrunis"):
        assert fault in said.err
    assert desk("organisation", "add", "no-such-file.yaml").code == 2
    assert desk("organisation", "add", desk.file("slug: [", "x.yaml")).code == 2
