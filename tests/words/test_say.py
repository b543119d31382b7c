"""How messages become sentences: formats, plurals, messages in messages, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from caseflow.errors import BadInput
from caseflow.words import CatalogueError, Lang, Text, as_lang, catalogue, message, say
from caseflow.words.formats import FormatError, format_value

DAY = date(2024, 4, 5)
NB = "\u00a0"

LV = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n!=0 ? 1 : 2);\n"

msgid "sample.cases"
msgid_plural "sample.cases"
msgstr[0] "{n} lieta"
msgstr[1] "{n} lietas"
msgstr[2] "{n} lietu"

msgid "sample.until"
msgstr "Iesniedziet līdz {day}."

msgid "sample.outer"
msgstr "Iemesls: {inner}, {names}; {all:sentences}"

msgid "sample.braces"
msgstr "{{{x}}}"

msgid "sample.pause"
msgstr "Līdz {day}..."

msgid "sample.bad"
msgstr "Summa {day:money}"

msgid "sample.only_lv"
msgstr "tikai te"
"""
EN = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "sample.cases"
msgid_plural "sample.cases"
msgstr[0] "{n} case"
msgstr[1] "{n} cases"

msgid "sample.until"
msgstr "Hand in by {day}."
"""


@pytest.fixture
def _sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for lang, text in (("lv", LV), ("en", EN)):
        folder = tmp_path / "catalogues" / lang
        folder.mkdir(parents=True)
        (folder / "sample.po").write_text(text, encoding="utf-8")
    monkeypatch.setattr(catalogue, "files", lambda _: tmp_path)
    yield
    catalogue.read_catalogue.cache_clear()


@pytest.mark.usefixtures("_sample")
@pytest.mark.parametrize(
    ("number", "lv", "en"),
    [
        (0, "0 lietu", "0 cases"),
        (1, "1 lieta", "1 case"),
        (2, "2 lietas", "2 cases"),
        (10, "10 lietas", "10 cases"),
        (11, "11 lietas", "11 cases"),
        (21, "21 lieta", "21 cases"),
        (111, "111 lietas", "111 cases"),
    ],
)
def test_plurals_follow_the_catalogue(number: int, lv: str, en: str) -> None:
    what = message("sample.cases", n=number)
    assert (say(what, "lv"), say(what, "en")) == (lv, en)


@pytest.mark.usefixtures("_sample")
def test_the_full_stop_of_a_date_ends_the_sentence() -> None:
    assert say(message("sample.until", day=DAY), "lv") == "Iesniedziet līdz 05.04.2024."
    assert say(message("sample.until", day=DAY), "en") == "Hand in by 5 April 2024."
    assert say(message("sample.pause", day=DAY), "lv") == "Līdz 05.04.2024...."


@pytest.mark.usefixtures("_sample")
def test_messages_and_lists_are_said_within_a_message() -> None:
    until = message("sample.until", day=DAY)
    what = message("sample.outer", inner=until, names=["A", Text("B", "b"), "C"], all=[until, until])
    assert say(what, "lv") == (
        "Iemesls: Iesniedziet līdz 05.04.2024., A, B un C; Iesniedziet līdz 05.04.2024. Iesniedziet līdz 05.04.2024."
    )


@pytest.mark.usefixtures("_sample")
def test_braces_in_an_argument_stay_text() -> None:
    assert say(message("sample.braces", x="{day}"), "lv") == "{{day}}"


@pytest.mark.usefixtures("_sample")
@pytest.mark.parametrize(
    ("id_", "args", "lang", "complaint"),
    [
        ("sample.nothing", {}, "lv", "no text for 'sample.nothing' in lv/sample.po"),
        ("sample.only_lv", {}, "en", "no text for 'sample.only_lv' in en/sample.po"),
        ("other.thing", {}, "lv", "there is no catalogue lv/other.po"),
        ("thing", {}, "lv", "'thing' does not name its room"),
        ("sample.until", {"date": DAY}, "lv", "'sample.until' needs an argument 'day', got date"),
        ("sample.until", {"day": object()}, "lv", "argument 'day': cannot show a value of type object"),
        ("sample.bad", {"day": DAY}, "lv", "argument 'day': a date has no format 'money': use one of weekday"),
        ("sample.cases", {}, "lv", "'sample.cases' needs a whole number named n, got None"),
    ],
)
def test_what_is_missing_is_named(id_: str, args: dict[str, object], lang: Lang, complaint: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        say(message(id_, **args), lang)
    assert complaint in str(caught.value)


@pytest.mark.parametrize(
    ("value", "spec", "lv", "en"),
    [
        (DAY, "", "05.04.2024.", "5 April 2024"),
        (DAY, "weekday", "piektdiena, 05.04.2024.", "Friday 5 April 2024"),
        (DAY, "weekday_locative", "piektdienā, 05.04.2024.", "Friday 5 April 2024"),
        (DAY, "long", f"2024.{NB}gada 5.{NB}aprīlis", "5 April 2024"),
        (DAY, "long_genitive", f"2024.{NB}gada 5.{NB}aprīļa", "5 April 2024"),
        (DAY, "long_dative", f"2024.{NB}gada 5.{NB}aprīlim", "5 April 2024"),
        (DAY, "long_locative", f"2024.{NB}gada 5.{NB}aprīlī", "5 April 2024"),
        (Decimal("1234.5"), "money", f"1{NB}234,50{NB}EUR", f"EUR{NB}1,234.50"),
        (Decimal("150"), "money", f"150,00{NB}EUR", f"EUR{NB}150.00"),
        (Decimal("-0.01"), "money", f"-0,01{NB}EUR", f"EUR{NB}-0.01"),
        (Decimal("1234567.125"), "", f"1{NB}234{NB}567,125", "1,234,567.125"),
        (1234, "", f"1{NB}234", "1,234"),
        (2024, "plain", "2024", "2024"),
        (85, "percent", f"85{NB}%", "85%"),
        (Decimal("71.6"), "percent", f"71,6{NB}%", "71.6%"),
        (True, "", "jā", "yes"),
        (False, "", "nē", "no"),
        (Text("Gala labums", "Benefit"), "", "Gala labums", "Benefit"),
        ("SIA", "", "SIA", "SIA"),
        (["a"], "", "a", "a"),
        (["a", "b"], "", "a un b", "a and b"),
        (
            datetime(2024, 4, 5, 21, 30, tzinfo=UTC),
            "",
            f"06.04.2024. plkst.{NB}00.30",
            "6 April 2024, 00:30",
        ),
        (datetime(2024, 4, 5, 21, 30, tzinfo=UTC), "utc", "2024-04-05T21:30:00Z", "2024-04-05T21:30:00Z"),
    ],
)
def test_values_look_as_the_language_has_them(value: object, spec: str, lv: str, en: str) -> None:
    assert (format_value(value, spec, "lv"), format_value(value, spec, "en")) == (lv, en)


@pytest.mark.parametrize(
    ("value", "spec", "complaint"),
    [
        (Decimal("0.001"), "money", "finer than a cent"),
        (datetime(2024, 4, 5), "", "has no time zone"),  # noqa: DTZ001
        (datetime(2024, 4, 5, tzinfo=UTC), "long", "an instant has no format 'long'"),
        ("text", "money", "text takes no format"),
        (None, "", "cannot show a value of type NoneType"),
        (1.5, "", "cannot show a value of type float"),
    ],
)
def test_what_cannot_be_shown_is_refused(value: object, spec: str, complaint: str) -> None:
    with pytest.raises(FormatError, match=complaint):
        format_value(value, spec, "lv")


def test_the_english_and_latvian_months_agree_with_the_unicode_tables() -> None:
    from babel.dates import format_date

    for month in range(1, 13):
        day = date(2024, month, 1)
        assert format_value(day, "long", "lv").endswith(format_date(day, "MMMM", locale="lv"))


def test_reads_a_language() -> None:
    assert (as_lang("lv"), as_lang("en")) == ("lv", "en")
    with pytest.raises(BadInput, match="'de' is not known: use one of lv, en"):
        as_lang("de")
