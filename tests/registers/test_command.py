"""`caseflow evidence`: adding it to a case and reading it again."""

from __future__ import annotations

import pytest

from tests.cli.conftest import desk
from tests.cli.desk import Desk
from tests.registers.licence import answer_of_register, asked, publish_licences

__all__ = ["desk"]


@pytest.fixture(autouse=True)
def _licences(desk: Desk) -> None:
    publish_licences(desk.world)


def test_evidence_is_added_with_its_document_and_listed(desk: Desk) -> None:
    ref = asked(desk.world)
    form = {name: value for name, value in answer_of_register("10.00").items() if name != "kind"}
    files = ("--input", desk.file(form), "--document", f"document={desk.file(b'%PDF-1.7', 'answer.pdf')}")
    assert desk.json("evidence", "add", ref, "debt", *files, "--as", "officer")["trigger"] == "record_evidence"
    (found,) = desk.json("evidence", "list", ref, "--as", "officer")
    assert (found["kind"], found["answer"]["total"], len(found["document"])) == ("debt", "10.00", 64)
    assert "izmantojams līdz" in desk("evidence", "list", ref, "--as", "officer").out


def test_an_unknown_kind_is_refused_and_a_stranger_sees_nothing(desk: Desk) -> None:
    ref = asked(desk.world)
    assert desk("evidence", "add", ref, "weather", "--as", "officer").code == 1
    assert desk("evidence", "list", ref, "--as", "stranger").code != 0
