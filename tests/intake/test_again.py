"""An import may be run again, interrupted, run twice at once or made all or nothing: nothing is lost or doubled."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from typing import Any

import pytest

from caseflow.app import importing
from caseflow.app.importing import Job, columns_of, import_cases
from caseflow.cases.external import known
from caseflow.db import Database
from caseflow.db.batch import LostSwap
from caseflow.intake.entries import put_together
from caseflow.intake.reading import read_tables
from caseflow.moves import Done, Refused, Request, apply
from caseflow.moves.externals import TAKEN
from caseflow.moves.office import Office
from caseflow.moves.request import External
from caseflow.moves.together import apply_together
from caseflow.words import say
from tests.cli.conftest import desk
from tests.cli.desk import Desk
from tests.databases import HOME
from tests.intake.applications import changed, file_of, imported, opened_refs, rows, run
from tests.world import APPLICATION, BENEFICIARY

__all__ = ["desk"]


def test_what_is_in_is_passed_over_and_other_content_is_told_and_not_written(desk: Desk) -> None:
    table = rows(3)
    first = imported(desk, file_of(desk, table))
    table[1] = changed(table[1], aid_asked="1,00")
    said = run(desk, file_of(desk, [*table, *rows(1, prefix="Q")]))
    assert said.code == 1
    assert "Lieta “P-2” jau ir ievesta (PUA-2024-002), bet ar citiem datiem; tā nav mainīta." in said.out
    assert "Jau agrāk ievestas un izlaistas 2 lietas." in said.out
    assert opened_refs(desk) == ["P-1", "P-2", "P-3", "Q-1"]
    assert desk.json("case", "show", first["opened"][1]["ref"])["data"]["aid_asked"] == "1336.00"


def test_the_same_content_written_otherwise_is_the_same(desk: Desk) -> None:
    (row,) = rows(1)
    imported(desk, file_of(desk, [row]))
    otherwise = changed(
        row, aid_asked="1336.00", size="small", starts_on="2024-06-03", lines__person_code="320000 - 00017"
    )
    assert len(imported(desk, file_of(desk, [otherwise]))["known"]) == 1


def test_a_case_that_has_moved_on_is_still_in(desk: Desk) -> None:
    file = file_of(desk, rows(1))
    ref = imported(desk, file)["opened"][0]["ref"]
    desk.json("case", "move", ref, "submit")
    assert imported(desk, file, "--submit")["known"] == [{"external_ref": "P-1", "ref": ref}]
    assert desk.json("case", "show", ref)["seq"] == 2


def test_the_reference_of_another_organisation_is_another_one(desk: Desk) -> None:
    file = file_of(desk, rows(1))
    imported(desk, file)
    with desk.world.office.database.write() as tx:
        tx.execute("UPDATE role_grant SET organisation_id = NULL")
    assert len(desk.json("case", "import", file, "--workflow", BENEFICIARY, "--organisation", "hub")["opened"]) == 1
    assert opened_refs(desk) == ["P-1", "P-1"]


def test_all_or_nothing_opens_none_when_one_is_bad(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    table = rows(5)
    bad = [*table[:4], changed(table[4], aid_asked="x")]
    said = run(desk, file_of(desk, bad), "--all-or-nothing")
    assert said.code == 1
    assert "Nekas nav ievests. Bez kļūdām ir 4 lietas." in said.out
    assert opened_refs(desk) == []
    torn = [*table[:4], table[4][:-1]]
    assert imported(desk, file_of(desk, torn), "--all-or-nothing")["fit"] == 4
    assert opened_refs(desk) == []
    assert len(imported(desk, file_of(desk, table), "--all-or-nothing")["opened"]) == 5
    assert imported(desk, file_of(desk, [*table, *rows(1, "Q")]), "--all-or-nothing")["opened"] == [
        {"external_ref": "Q-1", "ref": "PUA-2024-006"}
    ]


def test_all_or_nothing_finds_the_row_that_breaks_the_program(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    real = apply_together

    def broken(office, batches, actor, *, keep=True):  # type: ignore[no-untyped-def]
        if any(request.external.ref == "P-3" for batch in batches() for request in batch):
            raise ZeroDivisionError
        return real(office, batches, actor, keep=keep)

    monkeypatch.setattr(importing, "apply_together", broken)
    answer = imported(desk, file_of(desk, rows(5)), "--all-or-nothing")
    assert [(fault["external_ref"], fault["code"]) for fault in answer["faults"]] == [("P-3", "fault")]
    assert opened_refs(desk) == []


def test_all_or_nothing_has_a_limit(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "MOST_TOGETHER", 2)
    said = run(desk, file_of(desk, rows(3)), "--all-or-nothing")
    assert said.code == 2
    assert "Failā ir 3 lietas" in said.err


def _import(office: Office, desk: Desk, file: str, errors: list[BaseException], reports: list[Any]) -> None:
    try:
        columns = columns_of(office, BENEFICIARY)
        read = put_together(columns, read_tables(columns, desk.folder / file))
        actor = desk.world.users["officer"]
        reports.append(import_cases(office, actor, Job(BENEFICIARY, "association"), read, lambda _: None))
    except BaseException as error:
        errors.append(error)


def test_two_imports_of_one_file_at_once_open_each_case_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 5)
    file_of(desk, rows(20), "p.csv")
    errors: list[BaseException] = []
    reports: list[Any] = []
    arguments = (desk.world.office, desk, "p.csv", errors, reports)
    threads = [threading.Thread(target=_import, args=arguments) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(opened_refs(desk)) == 20
    assert sum(len(report.opened) for report in reports) == 20
    assert sum(len(report.known) for report in reports) == 20
    assert [report.rejected for report in reports] == [[], []]


def _opening(ref: str, digest: str = "0" * 64) -> Request:
    form = dict(APPLICATION)
    return Request("open", None, BENEFICIARY, "association", form, external=External(ref, digest))


def test_a_taken_reference_refuses_the_move_and_names_the_case(desk: Desk) -> None:
    world = desk.world
    first, second, other = world.ask_all("officer", [_opening("A"), _opening("A"), _opening("B")])
    assert isinstance(first, Done)
    assert isinstance(second, Refused)
    assert isinstance(other, Done)
    assert (second.reasons[0].code, second.ref) == (TAKEN, first.ref)
    assert first.ref in say(second.reasons[0].message, "lv")
    again = world.ask_all("officer", [_opening("A")])[0]
    assert isinstance(again, Refused)


def test_a_refused_opening_leaves_its_reference_free(desk: Desk) -> None:
    world = desk.world
    bad = Request("open", None, BENEFICIARY, "association", {}, external=External("A", "0" * 64))
    assert isinstance(world.ask_all("officer", [bad])[0], Refused)
    assert isinstance(world.ask_all("officer", [_opening("A")])[0], Done)


def test_the_table_lets_only_one_of_two_through(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """When both have looked before either wrote, the key refuses the second, which looks again."""
    world = desk.world
    world.ask_all("officer", [_opening("A")])
    seen: list[int] = []
    real = known

    def blind(*arguments: Any) -> Any:
        seen.append(1)
        return {} if len(seen) == 1 else real(*arguments)

    monkeypatch.setattr("caseflow.moves.externals.known", blind)
    refused = apply(world.office, [_opening("A")], world.users["officer"])[0]
    assert isinstance(refused, Refused)
    assert (len(seen), refused.reasons[0].code) == (2, TAKEN)
    monkeypatch.setattr("caseflow.moves.externals.known", lambda *_: {})
    with pytest.raises(LostSwap):
        apply(world.office, [_opening("A")], world.users["officer"])


def test_killed_at_any_moment_it_goes_on_where_it_was(desk: Desk, database_url: str) -> None:
    count = 300
    file = file_of(desk, rows(count), "p.csv")
    words = ["case", "import", file, "--workflow", BENEFICIARY, "--organisation", "association", "--json"]
    command = (
        f"from caseflow.app import importing; importing.BATCH = 20; from caseflow.cli.main import run; run({words})"
    )
    killed = 0
    with Database(database_url) as seen:
        for share in (1, 100):
            process = subprocess.Popen(
                [sys.executable, "-c", command], cwd=HOME, env={**os.environ}, stdout=subprocess.PIPE
            )
            _wait_for(seen, share, process)
            killed += process.poll() is None
            process.kill()
            process.communicate()
    assert killed == 2
    between = opened_refs(desk)
    assert 0 < len(between) < count
    answer = imported(desk, file)
    assert (len(answer["known"]), len(answer["opened"])) == (len(between), count - len(between))
    assert len(set(opened_refs(desk))) == count
    assert desk("verify").code == 0


def _wait_for(seen: Database, count: int, process: subprocess.Popen[bytes]) -> None:
    """Until so many cases are there, or the process has ended."""
    until = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < until:
        with seen.read() as tx:
            row = tx.fetchone("SELECT count(*) FROM case_record")
        if row and row[0] >= count:
            return
        time.sleep(0.01)


def test_two_thousand_rows_by_the_command_line(desk: Desk) -> None:
    table = rows(2_000)
    table[700] = changed(table[700], regime="x")
    file = file_of(desk, table)
    answer = imported(desk, file)
    assert (len(answer["opened"]), answer["rejected"]) == (1_999, 1)
    assert answer["faults"][0]["line"] == 702
    assert len(imported(desk, file)["known"]) == 1_999
