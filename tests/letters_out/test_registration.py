"""Registration: numbers without gaps, in one transaction with bytes and event, after the undo window."""

from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pypdf
import pytest

from caseflow.cases.chain import verify
from caseflow.db import Database, blobs
from caseflow.db.values import read_day, read_instant
from caseflow.letters import registrar
from caseflow.letters.in_force import LettersInForce
from caseflow.letters.registrar import register_gaps
from caseflow.moves.facts import NAMESPACES
from caseflow.moves.office import Office
from caseflow.moves.registration import Registrations, register
from caseflow.programmes.folder import File
from caseflow.programmes.in_force import InForce
from caseflow.programmes.publish import publish
from tests.letters_out.house import (
    files,
    informed,
    later,
    letter_of,
    letter_rows,
    make_house,
    open_tasks,
    proposed,
    signed,
)
from tests.moves.reading import assert_chained, case, events, replayed
from tests.world import KEYS, START, World


def gaps(house: World) -> list[registrar.Gap]:
    """The faults of the register."""
    with house.office.database.read() as tx:
        return list(register_gaps(tx))


def text_of(house: World, ref: str) -> str:
    """What the registered file of the case's letter says."""
    with house.office.database.read() as tx:
        pdf = blobs.get(tx, letter_of(house, ref)["pdf"]).data
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_an_automatic_letter_is_registered_when_the_undo_window_of_ten_minutes_is_over(house: World) -> None:
    ref = informed(house)
    later(house, 9.99)
    assert register(house.office) == Registrations(0, 0)
    later(house, 0.01)
    assert register(house.office) == Registrations(1, 0)
    letter = letter_of(house, ref)
    assert (letter["status"], letter["number"], letter["ordinal"]) == ("registered", "1-5/1", 1)
    assert read_day(letter["registered_on"]).isoformat() == "2024-03-04"


def test_an_organisation_may_shorten_its_undo_window(database: Database) -> None:
    house = make_house(database, undo_minutes=1)
    informed(house)
    later(house, 1)
    assert register(house.office).registered == 1


def test_a_move_taken_back_within_the_window_leaves_nothing_to_register(house: World) -> None:
    ref = informed(house)
    later(house, 9)
    house.do("officer", "withdraw_before_dispatch", ref, reason="Kļūda")
    later(house, 60)
    assert register(house.office) == Registrations(0, 0)
    assert (letter_of(house, ref)["status"], letter_of(house, ref)["number"]) == ("cancelled", None)


def test_a_letter_that_a_person_signs_waits_for_the_signature_and_its_own_window(house: World) -> None:
    ref = proposed(house)
    later(house, 600)
    assert register(house.office) == Registrations(0, 0)
    house.do("head", "sign", ref)
    later(house, 9.99)
    assert register(house.office) == Registrations(0, 0)
    later(house, 0.01)
    assert register(house.office) == Registrations(1, 0)
    assert letter_of(house, ref)["number"] == "4-2/1"


def test_a_signature_taken_back_within_the_window_leaves_the_letter_unsigned_and_unregistered(house: World) -> None:
    ref = signed(house)
    house.do("head", "withdraw_before_dispatch", ref, reason="Kļūda")
    later(house, 60)
    assert register(house.office) == Registrations(0, 0)
    assert letter_of(house, ref)["status"] == "drafted"


def test_the_file_prints_number_day_and_signatory(house: World) -> None:
    by_itself, by_head = informed(house), signed(house)
    later(house, 60 * 24)  # the day of the move is printed, not the day of registration
    register(house.office)
    assert "2024. gada 4. martā Nr. 1-5/1" in text_of(house, by_itself).replace("\u00a0", " ")
    assert "valdes priekšsēdētāja Vija Ozoliņa" in text_of(house, by_itself)
    assert "Nr. 4-2/1" in text_of(house, by_head).replace("\u00a0", " ")
    assert "nodaļas vadītāja Head" in text_of(house, by_head)
    assert read_day(letter_of(house, by_head)["registered_on"]).isoformat() == "2024-03-05"


def test_only_a_letter_that_is_signed_electronically_says_so(house: World) -> None:
    by_itself, by_head = informed(house), signed(house)
    later(house)
    register(house.office)
    assert "(paraksts*)" not in text_of(house, by_itself)
    assert "(paraksts*)" in text_of(house, by_head)


def test_the_event_names_number_and_hash_and_raises_seq_but_not_version(house: World) -> None:
    ref = informed(house)
    before = case(house, ref)
    later(house)
    register(house.office)
    after, letter = case(house, ref), letter_of(house, ref)
    assert (after["seq"], after["version"]) == (before["seq"] + 1, before["version"])
    event = events(house, ref)[-1]
    assert (event["trigger"], event["actor"]["id"]) == ("letter_registered", "system")
    assert event["form"]["number"] == "1-5/1"
    assert event["form"]["sha256"] == letter["pdf"]
    assert event["outcome"]["became"] == [[str(letter["id"]), "registered"]]
    assert_chained(house, ref)
    assert [each.difference for each in replayed(house, ref) if each.difference] == []


def test_letters_of_one_case_are_registered_together_each_with_its_event(house: World) -> None:
    ref = informed(house)
    house.do("officer", "inform", ref)
    later(house)
    assert register(house.office).registered == 2
    assert sorted(number for (number,) in letter_rows(house, "number")) == ["1-5/1", "1-5/2"]
    assert_chained(house, ref)


def test_a_letter_that_cannot_be_set_leaves_its_number_to_the_next_and_a_task_to_an_officer(house: World) -> None:
    good, ruined, last = informed(house), informed(house, "sagrauts"), informed(house)
    later(house)
    assert register(house.office) == Registrations(2, 1)
    numbers = {letter_of(house, ref)["number"] for ref in (good, last)}
    assert numbers == {"1-5/1", "1-5/2"}
    letter = letter_of(house, ruined)
    assert (letter["status"], letter["number"], letter["pdf"]) == ("failed", None, None)
    assert "no-such-function" in letter["failure"]
    assert open_tasks(house, ruined) == ["letter_failed"]
    assert gaps(house) == []
    assert "no-such-function" not in str(events(house, ruined)[-1]["form"])
    assert register(house.office) == Registrations(0, 0)


@pytest.mark.parametrize(
    ("profile", "why"),
    [
        ({"signatory": None}, "`signatory`"),
        ({"series": {"letters": "1-5"}}, "must hold {number}"),
        ({"series": {"letters": "1-5/{number}", "decisions": "1-5/{number}"}}, "look like those of decisions"),
        ({"series": {"letters": "{number.__class__}"}}, "must hold {number}"),
    ],
)
def test_a_profile_that_cannot_number_or_sign_fails_the_letter_and_says_why(
    database: Database, profile: dict[str, Any], why: str
) -> None:
    house = make_house(database, **profile)
    ref = informed(house)
    later(house)
    assert register(house.office) == Registrations(0, 1)
    assert why in letter_of(house, ref)["failure"]


def test_a_signatory_without_an_office_fails_the_letter(house: World) -> None:
    ref = signed(house)
    with house.office.database.write() as tx:
        tx.execute("UPDATE app_user SET profile = '{}' WHERE username = 'head'")
    later(house)
    assert register(house.office) == Registrations(0, 1)
    assert "office" in letter_of(house, ref)["failure"]


def test_an_altered_text_is_not_registered(house: World) -> None:
    ref = informed(house)
    with house.office.database.write() as tx:
        tx.execute("UPDATE letter SET text = ?", (b"x" * 40,))
    later(house)
    assert register(house.office) == Registrations(0, 1)
    assert "altered" in letter_of(house, ref)["failure"]


def test_an_organisation_without_series_has_numbers_all_the_same(database: Database) -> None:
    house = make_house(database, series={})
    ref = informed(house)
    later(house)
    register(house.office)
    assert letter_of(house, ref)["number"] == "PUA/letters/1"


PROGRAMME = """\
programme: trial
title: {lv: Izmēģinājums, en: Trial}
roles: {officer: {lv: Lietvedis, en: Officer}}
letter_series:
  letters: {title: {lv: Vēstules, en: Letters}, number: "{prefix}/V/{year}/{number:04}"}
"""


@pytest.mark.parametrize(("own", "number"), [({}, "PUA/V/2024/0001"), ({"letters": "1-5/{number}"}, "1-5/1")])
def test_the_programme_writes_the_numbers_that_the_organisation_does_not(
    database: Database, own: dict[str, str], number: str
) -> None:
    house = make_house(database, series=own)
    with database.write() as tx:
        file = File("programme", "trial", "programme.yaml", "workflows/trial/programme.yaml", PROGRAMME)
        publish(tx, [*files(), file], "tests", START)
    ref = informed(house)
    later(house)
    register(house.office)
    assert letter_of(house, ref)["number"] == number


def test_each_year_begins_anew(house: World) -> None:
    first = informed(house)
    later(house)
    register(house.office)
    house.clock.set(datetime.fromisoformat("2024-12-31T21:45:00+00:00"))
    second = informed(house)
    later(house, 20)  # 00.05 in Riga, still the old year in UTC
    register(house.office)
    numbers = [(letter_of(house, ref)["register_year"], letter_of(house, ref)["ordinal"]) for ref in (first, second)]
    assert numbers == [(2024, 1), (2025, 1)]
    assert gaps(house) == []


def test_a_fault_after_the_numbers_are_taken_leaves_no_number_taken(
    house: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    informed(house)
    later(house)
    record: Callable[..., None] = registrar.record

    def killed(*args: Any) -> None:
        record(*args)
        raise KeyboardInterrupt  # the process ends here

    monkeypatch.setattr(registrar, "record", killed)
    with pytest.raises(KeyboardInterrupt):
        register(house.office)
    monkeypatch.undo()
    assert letter_rows(house, "status", "number") == [("drafted", None)]
    assert register(house.office).registered == 1
    assert letter_rows(house, "status", "number") == [("registered", "1-5/1")]
    assert gaps(house) == []


def test_a_fault_of_the_house_with_one_letter_holds_up_no_other(house: World, monkeypatch: pytest.MonkeyPatch) -> None:
    good, bad = informed(house), informed(house)
    culprit = letter_of(house, bad)["id"]
    later(house)
    entire: Callable[..., Any] = registrar.Series.register

    def faulty(series: registrar.Series, letter: registrar.ToRegister, *rest: Any) -> Any:
        if str(letter.id) == str(culprit):
            raise ZeroDivisionError("a fault of the house")
        return entire(series, letter, *rest)

    monkeypatch.setattr(registrar.Series, "register", faulty)
    assert register(house.office) == Registrations(1, 1)
    assert letter_of(house, good)["number"] == "1-5/1"
    assert "ZeroDivisionError" in letter_of(house, bad)["failure"]
    assert gaps(house) == []


def test_two_workers_register_sixty_letters_of_two_series_without_gap_or_double(
    house: World, database_url: str
) -> None:
    refs = [make(house, number=number) for number in range(30) for make in (informed, signed)]
    later(house)

    def work(_: int) -> int:
        with Database(database_url) as own:
            office = Office(own, house.clock, KEYS, InForce(NAMESPACES), LettersInForce())
            done = 0
            for _round in range(6):  # a case that the other worker holds waits for the next round
                done += register(office).registered
            return done

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(work, range(2))) == 60
    rows = letter_rows(house, "series", "ordinal", "number", "pdf")
    for series in ("letters", "decisions"):
        assert sorted(ordinal for name, ordinal, _, _ in rows if name == series) == list(range(1, 31))
    assert len({number for _, _, number, _ in rows}) == 60
    assert len({pdf for _, _, _, pdf in rows}) == 60
    assert gaps(house) == []
    with house.office.database.read() as tx:
        assert verify(tx).broken is None
    for ref in (refs[0], refs[1], refs[-1]):
        assert_chained(house, ref)


def test_more_than_twenty_letters_are_registered_in_several_transactions_of_one_call(house: World) -> None:
    for _ in range(25):
        informed(house)
    later(house)
    assert register(house.office) == Registrations(25, 0)
    assert gaps(house) == []


@pytest.mark.parametrize("damage", ["DELETE FROM letter", "UPDATE letter_series SET last = 2"])
def test_a_register_with_a_gap_is_found(house: World, damage: str) -> None:
    informed(house)
    later(house)
    register(house.office)
    assert gaps(house) == []
    with house.office.database.write() as tx:
        tx.execute(damage)
    assert [(gap.series, gap.year) for gap in gaps(house)] == [("letters", 2024)]


def test_a_registered_letter_may_be_sent_at_once_but_not_one_that_waits_for_its_signature(house: World) -> None:
    by_itself, by_head = informed(house), signed(house)
    later(house)
    register(house.office)
    ready, waiting = letter_of(house, by_itself), letter_of(house, by_head)
    assert ready["awaits"] is None
    assert read_instant(ready["send_at"]) > read_instant(ready["release_at"]) + timedelta(days=1)  # machine time
    assert (waiting["awaits"], waiting["send_at"]) == ("signature", None)
    assert open_tasks(house, by_head) == ["sign_letter"]


def test_the_case_keeps_the_number_and_the_day_of_a_registered_letter(house: World) -> None:
    ref = signed(house)
    assert "decision_number" not in case(house, ref)["data"]
    later(house)
    assert register(house.office) == Registrations(1, 0)
    data = case(house, ref)["data"]
    assert (data["decision_number"], data["decision_on"]) == ("4-2/1", "2024-03-04")
    assert case(house, ref)["version"] == 3  # an open form is still good
    assert [step.difference for step in replayed(house, ref)] == [None] * len(events(house, ref))
    assert_chained(house, ref)
