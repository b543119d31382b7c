"""What registration adds to a drafted text."""

from __future__ import annotations

from datetime import date

from caseflow.letters import Registration, Signatory, with_registration
from tests.letters.typesetting import plain_text

SHOW = (
    '#set document(title: "x", date: reg.date)\n#reg.number / #reg.day / #reg.day_short / #reg.office / #reg.signatory'
)


def test_number_day_and_signatory_stand_in_one_first_line() -> None:
    text = with_registration(SHOW, Registration("4-2/118", date(2026, 2, 6), Signatory("Ilze Ozoliņa", "Direktore")))
    assert text.split("\n", 1)[1] == SHOW
    printed = plain_text(text).replace("\n", " ").replace("  ", " ")
    assert printed == ("4-2/118 / 2026.\u00a0gada 6.\u00a0februārī / 06.02.2026. / Direktore / Ilze Ozoliņa")


def test_a_preview_says_that_the_letter_is_not_yet_registered() -> None:
    printed = plain_text(with_registration(SHOW, Registration()))
    assert printed.startswith("vēl nav reģistrēts / datums vēl nav noteikts")
    assert "paraksttiesīgā persona vēl nav noteikta" in " ".join(printed.split())


def test_a_name_cannot_leave_its_literal() -> None:
    hostile = Signatory('A"); #panic("x', "\\")
    text = with_registration(SHOW, Registration('1"', date(2026, 2, 6), hostile))
    assert "\n" not in text.removesuffix(SHOW).rstrip("\n")
    assert "#panic" in plain_text(text)
