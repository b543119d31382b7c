"""Every clause can be put into words, in Latvian and in English."""

from __future__ import annotations

import pytest

from caseflow.engine.expression import explain
from caseflow.words import say
from tests.engine.expression.examples import build

NB = "\u00a0"


@pytest.mark.parametrize(
    ("text", "lv", "en"),
    [
        ("day is not None", "ir norādīts: Atsauces diena", "Reference day is given"),
        ("day is None", "nav norādīts: Atsauces diena", "Reference day is not given"),
        ("has(day)", "ir aizpildīts: Atsauces diena", "Reference day is filled in"),
        (
            "agreed and day is None",
            "Piekrišana un nav norādīts: Atsauces diena",
            "Consent and Reference day is not given",
        ),
        (
            "debt is not None and debt <= 150",
            f"ir norādīts: Nodokļu parāds un Nodokļu parāds nepārsniedz 150,00{NB}EUR",
            f"Tax debt is given and Tax debt does not exceed EUR{NB}150.00",
        ),
        (
            "sum_of(lines, 'net') > paid",
            "kopsumma ailē “net” (lines) pārsniedz lielumu “paid”",
            "total of “net” (lines) exceeds “paid”",
        ),
        (
            "distinct(lines, 'net') > 1",
            "dažādu vērtību skaits ailē “net” (lines) pārsniedz 1",
            "how many different values column “net” has (lines) exceeds 1",
        ),
        ("paid > P.tax.limit", "paid pārsniedz lielumu “Parāda robeža”", "paid exceeds “Debt limit”"),
        ("150 < paid", f"paid pārsniedz 150,00{NB}EUR", f"paid exceeds EUR{NB}150.00"),
        ("status == 'open'", "Statuss ir atvērts", "Status is open"),
        ("status != 'void'", "Statuss nav void", "Status is not void"),
        (
            "status not in ('open', 'closed')",
            "Statuss nav neviens no šiem: atvērts un slēgts",
            "Status is none of: open and closed",
        ),
        ("title in P.sectors", "title ir sarakstā “P.sectors”", "title is in the list “P.sectors”"),
        (
            "day is not None and day <= today",
            "ir norādīts: Atsauces diena un Atsauces diena nav vēlāk par dienu “today”",
            "Reference day is given and Reference day is not later than “today”",
        ),
        ("rate >= 50", f"rate nav mazāk nekā 50{NB}%", "rate is not less than 50%"),
        ("part < 0.7", f"part ir mazāk nekā 70{NB}%", "part is less than 70%"),
        (
            "not (agreed or days == 1)",
            "nav tā, ka (Piekrišana vai days ir 1)",
            "it is not so that (Consent or days is 1)",
        ),
        (
            "any_equals(lines, 'net', paid)",
            "kādā rindā (lines) ailē “net” ir paid",
            "one of the rows (lines) has paid in “net”",
        ),
        ("share(rate) > part", "rate kā daļa pārsniedz lielumu “part”", "rate as a share exceeds “part”"),
        ("percent(part) > rate", "part procentos pārsniedz lielumu “rate”", "part as a percentage exceeds “rate”"),
        ("complete()", "dokuments", "document"),
        (
            "any_failed(complete(), complete())",
            "nav izpildīta kāda no prasībām: dokuments un dokuments",
            "one of these is not met: document and document",
        ),
        (
            "any_manual(complete())",
            "darbiniekam jāizvērtē kāda no prasībām: dokuments",
            "one of these is left to an officer: document",
        ),
        (
            "all_of(complete(), agreed)",
            "izpildīts viss: dokuments un Piekrišana",
            "all of these are met: document and Consent",
        ),
        (
            "sum_of(lines, 'net') + 1 > paid",
            "(kopsumma ailē “net” (lines) + 1) pārsniedz lielumu “paid”",
            "(total of “net” (lines) + 1) exceeds “paid”",
        ),
        ("count(lines) == 2", "rindu skaits (lines) ir 2", "number of rows (lines) is 2"),
        (
            "-days if agreed else max(days, 1) * 2",
            "ja Piekrišana, tad −days, citādi lielākais no: days un 1 × 2",
            "if Consent, then −days, otherwise greatest of: days and 1 × 2",
        ),
    ],
)
def test_says_the_clause_in_both_languages(text: str, lv: str, en: str) -> None:
    message = explain(build(text))
    assert (say(message, "lv"), say(message, "en")) == (lv, en)
