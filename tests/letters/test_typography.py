"""What an editor would mark in a letter: amounts, dates, quotation marks, agreement, personal data."""

from __future__ import annotations

import re

import pytest

from tests.letters.filled import GOLDEN, LETTERS

NBSP = "\u00a0"


@pytest.mark.parametrize("golden", LETTERS)
def test_the_typography_of_a_letter_is_that_of_officials(golden: str) -> None:
    text = (GOLDEN / f"{golden}.txt").read_text(encoding="utf-8")
    assert typography_faults(text) == []


def typography_faults(text: str) -> list[str]:
    """What an editor would mark: breakable amounts and dates, wrong quotation marks and dashes, personal codes."""
    faults = {
        "amount without no-break space": r"\d,\d\d (?!\n)*euro|\d,\d\d\neuro|\d \d{3},\d\d\seuro",
        "amount without two decimals": rf"(?<![\d,])\d[\d{NBSP}]*(,\d)?{NBSP}euro",
        "amount in another unit": r"€|EUR|eiro",
        "percent without no-break space": r"\d ?%",
        "ISO date": r"\d{4}-\d\d-\d\d",
        "year or day without no-break space": r"\d{4}\. gada|gada \d{1,2}\. [a-zāčēģīķļņšūž]+(ī|ā|im|am|a)\b",
        "short date without its dot": r"\b\d\d\.\d\d\.\d{4}(?!\.)",
        "time with a colon": r"\b\d\d:\d\d\b",
        "number sign without no-break space": r"Nr\. \S*\d",
        "other quotation marks": r"[\"„«»‟]",
        "hyphen for a dash": r" - | -- ",
        "personal code": r"\b\d{6}-?\d{5}\b(?<!\b4\d{10})",
        "law cited by abbreviation": r"\bMKN\b|\bp\.\d",
        "clumsy word": r"augstākminēt|sakarā ar to|griezties pie|pielietot|balstoties uz|savādāk",
        "exclamation": r"!",
    }
    return [f"{fault}: {found[0]!r}" for fault, pattern in faults.items() for found in re.finditer(pattern, text)]


@pytest.mark.parametrize(
    "wrong",
    [
        "384,37 euro",
        "1 284,37\u00a0euro",
        "892,9\u00a0euro",
        "600\u00a0000\u00a0euro",
        "€ 5",
        "70%",
        "70 %",
        "2026-02-02",
        "2026. gada 2.\u00a0februārī",
        "2026.\u00a0gada 2. februārī",
        "02.02.2026 bija",
        "plkst. 14:00",
        "Nr. 14",
        'SIA "X"',
        "a - b",
        "120190-12345",
        "12019012345",
        "MKN 529",
        "Lūdzam!",
    ],
)
def test_the_typography_lint_finds_what_is_wrong(wrong: str) -> None:
    assert typography_faults(wrong)


@pytest.mark.parametrize(
    "right",
    [
        "1\u00a0234,56\u00a0euro",
        "2026.\u00a0gada\n2.\u00a0februārī",
        "02.02.2026.",
        "plkst.\u00a014.00",
        "Reģ.\u00a0Nr.\u00a040000000001",
        "71,60\u00a0%",
    ],
)
def test_the_typography_lint_passes_what_is_right(right: str) -> None:
    assert typography_faults(right) == []
