"""A day that becomes a holiday overnight: running deadlines move, letters that are out stay, everything is told."""

from __future__ import annotations

from datetime import date, datetime
from importlib.resources import files

from caseflow.db.values import read_uuid
from caseflow.engine import notices
from caseflow.engine.facts import Move
from caseflow.moves import Actor, Done, Refused
from caseflow.moves.due import CLOCK
from caseflow.moves.recalculate import preview, recalculate
from caseflow.moves.round import Round
from caseflow.programmes.folder import File
from caseflow.programmes.publish import publish
from tests.moves.reading import case, deadlines, events, replayed
from tests.world import MERCHANT, World


def declare_a_holiday(world: World, day: str) -> None:
    """Publish the calendar with one more day off."""
    text = files("caseflow.calendar").joinpath("data/lv-2026.1.yaml").read_text(encoding="utf-8")
    changed = (
        text.replace('version: "2026.1"', 'version: "2026.2"')
        .replace("days_off:\n", f"days_off:\n  - {{day: {day}, name: victory, kind: one_off, source: declared}}\n", 1)
        .replace("names:\n", 'names:\n  victory: {lv: "Uzvaras diena", en: "Day of victory"}\n', 1)
    )
    assert changed.count(day) == 1 + text.count(day)
    file = File("calendar", "_shared", "calendar.yaml", "calendar.yaml", changed)
    with world.office.database.write() as tx:
        publish(tx, [file], "tests", world.clock.now())


def test_a_new_holiday_moves_deadlines_and_names_the_letters_that_told_another_day(world: World) -> None:
    world.clock.set(datetime.fromisoformat("2024-03-11T08:00:00+00:00"))
    ref = world.submitted()  # tax check on Wednesday 13, decision by Thursday 11 April
    untouched = world.submitted(applicant={**MERCHANT, "registration_number": "40003000021"})
    world.do("officer", "withdraw", untouched)
    assert deadlines(world, ref) == [("tax_check", "running", "2024-03-13"), ("decision", "running", "2024-04-11")]
    declare_a_holiday(world, "2024-04-11")
    moved = preview(world.office)
    assert [(m.ref, m.deadline, m.now, m.then, m.letters) for m in moved] == [
        (ref, "decision", date(2024, 4, 11), date(2024, 4, 12), ("receipt",))
    ]
    assert case(world, ref)["seq"] == 2  # a preview changes nothing
    (done,) = recalculate(world.office, world.users["administrator"], "Jauna brīvdiena 11. aprīlī")
    assert isinstance(done, Done)
    assert ("decision", "recalculated", "2024-04-11") in deadlines(world, ref)
    assert ("decision", "running", "2024-04-12") in deadlines(world, ref)
    assert ("tax_check", "running", "2024-03-13") in deadlines(world, ref)
    assert preview(world.office) == []
    assert events(world, ref)[-1]["reason"] == "Jauna brīvdiena 11. aprīlī"
    assert [r.difference for r in replayed(world, ref)] == [None, None, None]


def test_the_deadlines_of_letters_stay_as_they_were_counted(world: World) -> None:
    world.clock.set(datetime.fromisoformat("2024-03-11T08:00:00+00:00"))
    ref = signed_and_sent(world)  # delivered on Wednesday 13 March
    notice = next(deadline for deadline in deadlines(world, ref) if ":" in deadline[0])
    assert notice[1:] == ("running", "2024-03-13")
    declare_a_holiday(world, "2024-03-13")
    assert preview(world.office) == []
    refused = world.ask("administrator", "recalculate_deadlines", ref, reason="Jauna brīvdiena")
    assert isinstance(refused, Refused)
    assert [reason.code for reason in refused.reasons] == ["nothing-changed"]
    assert notice in deadlines(world, ref)


def signed_and_sent(world: World) -> str:
    """The number of a refused case whose decision went out by e-mail, signed."""
    ref = world.submitted()
    world.do("officer", "record_tax_check", ref, form=world.tax_form("384.37"))
    world.do("head", "sign_refusal", ref)
    with world.office.database.write() as tx:
        ((id,),) = tx.fetchall("SELECT id FROM letter WHERE name = 'refusal_tax_debt'")
    letter = str(read_uuid(id))
    about = {"letter": letter, "code": "L-B-06", "channel": "secure_email", "act": False, "clause": False}
    with world.office.database.write() as tx:
        round = Round(world.office, tx, Actor(None), "skip")
        (gathered,) = round.gather([ref])
        tree = round.tree(CLOCK)
        tree.move(gathered, Move(notices.SENT, about))
        round.keep(tree)
        round.write()
    return ref


def test_only_an_administrator_recalculates(world: World) -> None:
    world.submitted()
    declare_a_holiday(world, "2024-03-06")
    (refused,) = recalculate(world.office, world.users["officer"], "Gribu")
    assert isinstance(refused, Refused)
