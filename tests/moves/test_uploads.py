"""Documents that were handed in and that no move names are removed after a while; one that is named never is."""

from __future__ import annotations

from datetime import timedelta

from caseflow.db import blobs
from caseflow.db.batch import Batch
from caseflow.moves.registration import register
from caseflow.moves.uploads import KEPT, remove_old
from caseflow.parties.vault import seal
from tests.moves.test_statements import counting
from tests.world import KEYS, World


def handed_in(world: World, data: bytes = b"%PDF-1.7 kvits") -> str:
    with world.office.database.write() as tx:
        return blobs.hand_in(tx, data, "application/pdf", world.clock.now())


def there(world: World, sha256: str) -> bool:
    with world.office.database.read() as tx:
        return tx.fetchone("SELECT 1 FROM blob WHERE sha256 = ?", (sha256,)) is not None


def waiting(world: World) -> int:
    with world.office.database.read() as tx:
        return len(tx.fetchall("SELECT sha256 FROM upload"))


def test_a_document_that_nobody_names_is_removed_when_its_time_is_over(world: World) -> None:
    sha256 = handed_in(world)
    world.clock.advance(KEPT)
    assert (remove_old(world.office), there(world, sha256)) == (0, True)
    world.clock.advance(timedelta(seconds=1))
    assert (remove_old(world.office), there(world, sha256), waiting(world)) == (1, False, 0)
    assert handed_in(world) == sha256
    assert there(world, sha256)


def test_handed_in_again_it_waits_anew(world: World) -> None:
    sha256 = handed_in(world)
    world.clock.advance(timedelta(days=6))
    handed_in(world)
    world.clock.advance(timedelta(days=6))
    assert (remove_old(world.office), there(world, sha256)) == (0, True)


def test_a_document_that_an_event_names_stays(world: World) -> None:
    ref = world.submitted()
    printout, noted = handed_in(world), handed_in(world, b"%PDF-1.7 piezime")
    world.do("officer", "record_tax_check", ref, form={**world.tax_form("0"), "printout": printout})
    world.do("officer", "add_note", ref, form={"document": noted}, reason="Saņemts e-pastā.")
    unused = handed_in(world, b"%PDF-1.7 lieks")
    world.clock.advance(KEPT + timedelta(days=1))
    assert remove_old(world.office) == 1
    assert [there(world, each) for each in (printout, noted, unused)] == [True, True, False]
    assert waiting(world) == 0


def test_a_named_document_that_is_handed_in_once_more_stays(world: World) -> None:
    """Its event is older than the newest time that it was handed in."""
    ref, noted = world.submitted(), handed_in(world)
    world.do("officer", "add_note", ref, form={"document": noted}, reason="Saņemts e-pastā.")
    world.clock.advance(timedelta(days=5))
    assert handed_in(world) == noted
    world.clock.advance(KEPT + timedelta(days=1))
    assert (remove_old(world.office), there(world, noted), waiting(world)) == (0, True, 0)


def test_documents_are_judged_together_and_not_one_by_one(world: World) -> None:
    world.submitted()
    for number in range(5):
        handed_in(world, b"%%PDF-1.7 %d" % number)
    world.clock.advance(KEPT + timedelta(days=1))
    with counting() as sent:
        assert remove_old(world.office) == 5
    assert len([each for each in sent if "FROM event" in each]) == 1
    assert len([each for each in sent if "FROM vault" in each]) == 1


def test_a_document_that_only_the_vault_names_stays(world: World) -> None:
    sha256 = handed_in(world)
    with world.office.database.write() as tx:
        batch = Batch()
        seal(batch, KEYS, world.organisation, "document", sha256, world.clock.now())
        batch.write(tx)
    world.clock.advance(KEPT + timedelta(days=1))
    assert (remove_old(world.office), there(world, sha256)) == (0, True)


def test_the_bytes_of_a_registered_letter_stay_when_somebody_hands_them_in(world: World) -> None:
    world.submitted()
    world.clock.advance(timedelta(minutes=11))
    assert register(world.office).registered == 1
    with world.office.database.read() as tx:
        row = tx.fetchone("SELECT pdf, content FROM letter JOIN blob ON sha256 = pdf")
    assert row is not None
    assert handed_in(world, bytes(row[1])) == row[0]
    assert waiting(world) == 0
    assert there(world, world.printout)
