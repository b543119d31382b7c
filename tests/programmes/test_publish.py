"""Publishing: what is new goes on record, what is there never changes, and every process notices."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from caseflow.db import Database
from caseflow.errors import BadInput, NotFound
from caseflow.programmes.folder import File, files_of, programmes
from caseflow.programmes.in_force import InForce
from caseflow.programmes.publish import Published, VersionTaken, publish
from tests.moves.family import PART, PROGRAMME, files
from tests.world import HOME, START

FIGURES = File("parameters", PROGRAMME, "parameters.yaml", f"workflows/{PROGRAMME}/parameters.yaml", "[]")


def figures(value: str) -> File:
    """The programme's parameters with one figure."""
    return replace(FIGURES, text=f'- {{key: P.invented, type: money, value: "{value}", source: tests}}\n')


def put(database: Database, *given: File, by: str = "tests") -> list[Published]:
    """Publish in a transaction of its own."""
    with database.write() as tx:
        return publish(tx, given, by, START)


def numbers(database: Database) -> list[int]:
    with database.read() as tx:
        return [number for (number,) in tx.fetchall("SELECT number FROM publication ORDER BY number")]


def value(database: Database, in_force: InForce) -> Decimal | None:
    """The figure as this process has it now."""
    with database.read() as tx:
        in_force.refresh(tx)
        found = in_force.parameters(tx, PROGRAMME).find("P.invented", date(2024, 3, 4))
    if found is None:
        return None
    assert isinstance(found.value, Decimal)
    return found.value


def test_new_files_are_recorded_and_the_same_ones_again_are_not(database: Database) -> None:
    recorded = put(database, *files(), FIGURES)
    assert recorded == [
        Published("workflow", PROGRAMME, "project", 1),
        Published("workflow", PROGRAMME, "part", 1),
        Published("parameters", PROGRAMME, "parameters.yaml", None),
    ]
    assert put(database, *files(), FIGURES) == []
    assert numbers(database) == [1, 2, 3]


def test_a_version_with_other_content_is_refused_and_nothing_is_recorded(database: Database) -> None:
    put(database, *files())
    changed = replace(files()[1], text=PART + "# a remark\n")
    with pytest.raises(VersionTaken, match=r"part\.yaml: version 1 is published with other content.*`version: 2`"):
        put(database, figures("1.00"), changed)
    assert numbers(database) == [1, 2]
    with database.read() as tx:
        sources = tx.fetchall("SELECT source FROM workflow_version WHERE name = 'part'")
    assert sources == [(PART,)]


def test_a_newer_version_is_the_one_that_new_cases_get(database: Database) -> None:
    put(database, *files())
    in_force = InForce({})
    with database.read() as tx:
        in_force.refresh(tx)
        first = in_force.latest(tx, "invented/part")
    put(database, replace(files()[1], text=PART.replace("version: 1", "version: 2")))
    with database.read() as tx:
        assert in_force.latest(tx, "invented/part") == first  # nothing noticed before it is asked
        in_force.refresh(tx)
        second = in_force.latest(tx, "invented/part")
        assert [in_force.workflow(tx, id).version for id in (first, second)] == [1, 2]
        assert in_force.workflow(tx, first) is in_force.workflow(tx, first)


def test_a_file_that_is_changed_back_is_in_force_again(database: Database) -> None:
    in_force = InForce({})
    for text in ("1.00", "2.00", "1.00"):
        assert put(database, figures(text)) != []
        assert value(database, in_force) == Decimal(text)


def test_new_figures_take_effect_in_this_process_and_in_another(database: Database, database_url: str) -> None:
    with Database(database_url) as other:
        here, there = InForce({}), InForce({})
        assert value(database, here) is value(other, there) is None
        put(database, figures("150.00"))
        assert value(database, here) == value(other, there) == Decimal("150.00")
        put(other, figures("200.00"))
        assert value(database, here) == value(other, there) == Decimal("200.00")


def test_a_reader_of_an_older_moment_does_not_keep_old_figures_for_the_others(
    database: Database, database_url: str
) -> None:
    put(database, figures("150.00"))
    in_force = InForce({})
    with Database(database_url) as other, other.read() as old:
        old.fetchall("SELECT 1 FROM publication")  # its snapshot is taken now
        put(database, figures("200.00"))
        with database.read() as tx:
            in_force.refresh(tx)
        in_force.parameters(old, PROGRAMME)
        in_force.refresh(old)
        assert value(database, in_force) == Decimal("200.00")


def test_a_publication_that_is_taken_back_is_not_in_force(database: Database) -> None:
    put(database, figures("150.00"))
    in_force = InForce({})
    assert value(database, in_force) == Decimal("150.00")
    with pytest.raises(VersionTaken), database.write() as tx:
        publish(tx, [figures("200.00")], "tests", START + timedelta(days=1))
        raise VersionTaken("the caller changes its mind")
    assert value(database, in_force) == Decimal("150.00")


@pytest.mark.parametrize("text", ["workflow: part\n", "version: one\n", "- 1\n"])
def test_a_workflow_without_a_version_is_refused_with_its_path(database: Database, text: str) -> None:
    with pytest.raises(BadInput, match=r"part\.yaml: has no version"):
        put(database, replace(files()[1], text=text))
    assert numbers(database) == []


def test_what_is_not_published_is_named(database: Database) -> None:
    in_force, id = InForce({}), uuid4()
    with database.read() as tx:
        with pytest.raises(NotFound, match="invented/none"):
            in_force.latest(tx, "invented/none")
        with pytest.raises(NotFound, match=str(id)):
            in_force.workflow(tx, id)


def test_the_folders_of_the_house_can_be_published_and_read(database: Database) -> None:
    known = programmes(HOME)
    assert "enterprise-skills" in known
    assert "_shared" not in known
    found = files_of(HOME, "enterprise-skills")
    assert {file.kind for file in found} >= {"workflow", "parameters", "letter"}
    assert len(put(database, *found)) == len(found)


def test_an_unknown_programme_is_answered_with_those_there_are() -> None:
    with pytest.raises(NotFound, match="enterprise-skills"):
        files_of(HOME, "enterprise-skill")


def test_every_publication_says_who_and_when(database: Database) -> None:
    put(database, figures("1.00"), by="pārzinis")
    with database.read() as tx:
        assert tx.fetchall("SELECT published_by FROM publication") == [("pārzinis",)]
