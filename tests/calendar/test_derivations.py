"""The way to a due date in words: each step is told, in both languages, and ends where the reckoning does."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from caseflow.calendar import Due, Suspension, Term, Unit, contest_window, deemed_delivery, due, extend, retention_end
from caseflow.calendar.packaged import calendars
from caseflow.words import LANGUAGES, Lang, say

BOTH = calendars()
STAT, INST = BOTH.statutory, BOTH.institutional
D = date.fromisoformat


def told(found: Due, lang: Lang = "lv") -> list[str]:
    return [say(sentence, lang) for sentence in found.derivation]


def test_tells_a_working_day_term_with_its_holidays() -> None:
    found = due(Term.parse("10 working days"), D("2023-04-24"), INST)
    assert told(found) == [
        "Termiņš: 10 darba dienas.",
        "Sākuma diena ir pirmdiena, 24.04.2023.; to neskaita, pirmā ir nākamā darba diena.",
        "Sestdienas un svētdienas neskaita.",
        "Neskaita: pirmdiena, 01.05.2023. (Darba svētki un Satversmes sapulces sasaukšanas diena).",
        "Neskaita: ceturtdiena, 04.05.2023. (Latvijas Republikas Neatkarības atjaunošanas diena).",
        "Neskaita: piektdiena, 05.05.2023. (valsts iestādēm darba diena pārcelta uz 20.05.2023.).",
        "Pirmā ieskaitītā diena ir otrdiena, 25.04.2023., pēdējā (10.) – ceturtdiena, 11.05.2023.",
        "Termiņa pēdējā diena ir ceturtdiena, 11.05.2023.; tas beidzas plkst.\u00a024.00 pēc Rīgas laika "
        "(2023-05-11T21:00:00Z).",
        "Kalendārs: LV-INST, versija 2026.1.",
    ]


def test_tells_in_english_why_a_month_ends_later() -> None:
    found = due(Term.parse("1 month"), D("2018-10-18"), STAT)
    assert told(found, "en") == [
        "Term: 1 month.",
        "The starting day is Thursday 18 October 2018; it is day 0, and the term begins the next day.",
        "The term ends on the day with the same number (18), Sunday 18 November 2018.",
        "Not a working day: Sunday 18 November 2018 (Proclamation Day).",
        "Not a working day: Monday 19 November 2018 (day off in place of Proclamation Day, 18 November 2018, on a "
        "weekend).",
        "So the end moves to the next working day, Tuesday 20 November 2018.",
        "The last day is Tuesday 20 November 2018; the term expires at its end, 24:00 Riga time "
        "(2018-11-20T22:00:00Z).",
        "Calendar: LV-STAT, version 2026.1.",
    ]


def test_tells_each_suspension_and_the_holidays_after_it() -> None:
    found = due(
        Term.parse("10 working days"),
        D("2024-04-29"),
        STAT,
        suspensions=[Suspension(D("2024-05-02"), D("2024-05-07"))],
    )
    assert told(found)[-4:-1] == [
        "Termiņš ir apturēts no 03.05.2024. līdz 07.05.2024.: 2 darba dienas neskaita.",
        "Ar apturēto laiku termiņš beidzas vēlāk: piektdiena, 17.05.2024.",
        "Termiņa pēdējā diena ir piektdiena, 17.05.2024.; tas beidzas plkst.\u00a024.00 pēc Rīgas laika "
        "(2024-05-17T21:00:00Z).",
    ]


def test_a_suspended_term_tells_what_is_left_and_no_date() -> None:
    found = due(Term.parse("10 working days"), D("2024-09-02"), STAT, suspensions=[(D("2024-09-05"), None)])
    assert told(found)[-3:] == [
        "Termiņš ir apturēts kopš 06.09.2024. un vēl nav atjaunots.",
        "Atlikušas 7 darba dienas.",
        "Kalendārs: LV-STAT, versija 2026.1.",
    ]


def ids(found: Due) -> set[str]:
    return {sentence.id.removeprefix("calendar.") for sentence in found.derivation}


def test_a_worked_saturday_and_a_transferred_day_are_told_in_the_calendar_they_bind() -> None:
    term, anchor = Term.parse("10 working days"), D("2024-12-12")
    assert {"skipped.transferred", "counted.worked"} <= ids(due(term, anchor, INST))
    assert "counted.transferred" in ids(due(term, anchor, STAT))
    assert "move.transferred" in ids(due(Term.parse("10 days"), D("2024-12-13"), INST))


def test_a_suspension_after_the_end_is_told_to_change_nothing() -> None:
    late = Suspension(D("2024-09-04"), D("2024-09-06"))
    found = due(Term.parse("2 working days"), D("2024-09-02"), STAT, suspensions=[late])
    assert "Apturēšana no 05.09.2024. termiņu neskar, jo tas jau bija beidzies." in told(found)


def test_extension_floor_and_missing_day_of_the_month_are_told() -> None:
    anchor = D("2024-01-31")
    found = due(Term.parse("1 week"), anchor, STAT, extended_to=Term.parse("1 month"), not_before=D("2024-03-05"))
    assert {"extended", "ends.last_of_month", "floor.later"} <= ids(found)
    assert "floor.earlier" in ids(due(Term.parse("1 week"), anchor, STAT, not_before=D("2024-02-05")))


def test_a_date_that_may_change_is_said_to_be_provisional() -> None:
    assert "provisional" in ids(due(Term.parse("1 working day"), D("2028-07-07"), STAT))
    assert "provisional" in ids(due(Term.parse("3 days"), D("2028-07-07"), STAT))
    assert "provisional" not in ids(due(Term.parse("4 days"), D("2028-07-07"), STAT))
    assert "provisional" not in ids(due(Term.parse("3 days", rolls=False), D("2028-07-07"), STAT))


def test_delivery_contest_and_retention_open_by_saying_what_they_are_for() -> None:
    term = Term.parse("1 month")
    openings = [
        deemed_delivery("registered_mail", D("2024-06-17"), 7, INST),
        contest_window(D("2024-06-24"), INST, with_clause=term, without_clause=term, has_clause=False),
        retention_end(D("2024-04-10"), 10, STAT),
    ]
    assert [told(found)[0] for found in openings] == [
        "Sūtīšanas veids: ierakstīts pasta sūtījums; sūtīšanas diena: pirmdiena, 17.06.2024.",
        "Aktā nav norādīts, kur un kādā termiņā to var apstrīdēt, tāpēc piemēro garāko termiņu.",
        "Datus glabā, skaitot no 10.04.2024.",
    ]


def test_a_refused_extension_says_why() -> None:
    answer = extend(Term.parse("1 month"), D("2023-10-31"), STAT, wanted=D("2024-03-01"), cap=Term.parse("4 months"))
    assert answer.refusal is not None
    assert say(answer.refusal, "lv") == (
        "Pagarināt līdz 01.03.2024. nevar: garākais pieļaujamais termiņš ir 4 mēneši, skaitot no 31.10.2023., "
        "tātad vēlākais datums ir 29.02.2024."
    )


UNITS = [unit for unit in Unit if unit is not Unit.FIXED]


@given(data=st.data(), anchor=st.dates(date(2022, 1, 1), date(2026, 6, 1)))
@settings(deadline=None, max_examples=80)
def test_every_derivation_can_be_said_and_names_its_last_day(data: st.DataObject, anchor: date) -> None:
    term = Term(data.draw(st.sampled_from(UNITS)), data.draw(st.integers(1, 3)), rolls=data.draw(st.booleans()))
    days = st.integers(0, 40).map(lambda number: date.fromordinal(anchor.toordinal() + number))
    begun = data.draw(days)
    ended = data.draw(st.none() | st.integers(0, 20).map(lambda number: date.fromordinal(begun.toordinal() + number)))
    found = due(
        term,
        anchor,
        data.draw(st.sampled_from([STAT, INST])),
        suspensions=data.draw(st.sampled_from([[], [Suspension(begun, ended)]])),
        not_before=data.draw(st.none() | days),
    )
    for lang in LANGUAGES:
        sentences = told(found, lang)
        assert all(sentence.endswith((".", ":")) for sentence in sentences)
    if found.due_on is not None:
        [last] = [sentence for sentence in found.derivation if sentence.id == "calendar.last_day"]
        assert last.args["day"] == found.due_on
        assert last.args["at"] == found.due_at
