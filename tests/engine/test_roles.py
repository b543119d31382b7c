"""Roles have names: what officers read is no word of a definition."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from caseflow.engine.facts import ActorView
from caseflow.engine.notices import SENT
from caseflow.engine.outcome import Refusal
from caseflow.engine.roles import NAMED, role_name, role_names
from caseflow.words import LANGUAGES, Message, say
from tests.engine.cases import submitted

PROGRAMMES = sorted((Path(__file__).parents[2] / "workflows").glob("*/programme.yaml"))


@pytest.mark.parametrize("path", PROGRAMMES, ids=lambda path: path.parent.name)
def test_every_role_of_a_programme_has_the_name_that_the_programme_gives_it(path: Path) -> None:
    roles: dict[str, dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))["roles"]
    assert set(roles) <= NAMED
    for role, label in roles.items():
        name = role_name(role)
        assert isinstance(name, Message)
        assert {lang: say(name, lang).casefold() for lang in LANGUAGES} == {k: v.casefold() for k, v in label.items()}


def test_a_role_that_only_a_programme_knows_is_shown_as_it_is_written() -> None:
    assert role_name("beekeeper") == "beekeeper"
    assert role_names({"head", "beekeeper"}) == ["beekeeper", role_name("head")]


@pytest.mark.parametrize("trigger", ["ask", "suspend", SENT])
def test_a_refusal_names_roles_as_people_do(trigger: str) -> None:
    nobody: Any = ActorView("u9", frozenset({"guest"}))
    form = {"letter": "1"} if trigger == SENT else {}
    refusal = submitted("2024-03-04").ask(trigger, form, nobody, reason="Lūgums")
    assert isinstance(refusal, Refusal)
    (reason,) = (reason for reason in refusal.reasons if reason.code == "role")
    said = say(reason.message, "lv")
    assert "lietas vadītājs" in said
    assert "officer" not in said
