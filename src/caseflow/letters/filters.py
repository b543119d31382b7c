"""The filters of letters: money, percentages, dates, times and counted nouns as officials write them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from caseflow.letters import grammar
from caseflow.letters.errors import BadContext
from caseflow.letters.markup import NBSP, Markup, literal
from caseflow.letters.variables import is_whole_money


def grouped(number: Decimal) -> str:
    """`1 234,50`: comma for decimals, no-break spaces between thousands, a true minus sign."""
    digits = f"{abs(number):,f}".replace(",", NBSP).replace(".", ",")
    return f"−{digits}" if number < 0 else digits


def summa(amount: object) -> str:
    """An amount for a table cell whose unit stands in the caption: `1 275,50`. Never rounds (X-MON-06)."""
    if not is_whole_money(amount):
        raise BadContext(f"{amount!r} is not an amount of money: a Decimal with at most two places")
    assert isinstance(amount, Decimal)
    return grouped(amount.quantize(Decimal("0.01")))


def eur(amount: object) -> Markup:
    """An amount in running text: `1 234,56 euro`, the unit in italics."""
    return Markup(f"{summa(amount)}{NBSP}#emph[euro];")


def proc(share: object) -> str:
    """A percentage: `70 %`, `71,60 %`; 70 means 70 per cent."""
    if not isinstance(share, Decimal) or not share.is_finite():
        raise BadContext(f"{share!r} is not a percentage: a Decimal where 70 means 70 %")
    whole = share == share.to_integral_value()
    places = 0 if whole else max(2, -int(share.normalize().as_tuple().exponent))
    return f"{grouped(share.quantize(Decimal(1).scaleb(-places)))}{NBSP}%"


def dat_isi(day: date) -> str:
    """A date in tables and labels: `02.02.2026.`; the last dot belongs to it."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}."


def dat(day: date, case: str) -> str:
    """A date in a sentence: `2026. gada 2. februāra` (gen), `februārim` (dat), `februārī` (lok)."""
    return f"{day.year}.{NBSP}gada {day.day}.{NBSP}{grammar.month(day, case)}"


def laiks(moment: time) -> str:
    """A time of day: `plkst. 14.00`."""
    return f"plkst.{NBSP}{moment.hour:02}.{moment.minute:02}"


def sk(number: int, noun: str, case: str) -> str:
    """A number with its noun: `21 darba diena`, `10 darba dienu`."""
    return f"{number}{NBSP}{grammar.counted(number, noun, case)}"


def lietv(key: str, case: str) -> str:
    """A generic noun in a case: `komersants`, 'dat' -> `komersantam`."""
    return grammar.noun(key, case)


def likums(key: str) -> str:
    """A law before its article: `criminal_law` -> `Krimināllikuma`."""
    return grammar.law(key)


def pants(provision: str) -> str:
    """An article as officials write it: `184(3)` -> `184. panta trešā daļa`."""
    return grammar.article(provision)


def teikums(text: str) -> str:
    """What a person wrote, closed as a sentence: with a full stop unless it ends in a mark already."""
    written = text.rstrip()
    return written if written.endswith((".", "?", "!", "…")) else f"{written}."


def izmainas(points: object) -> str:
    """A difference of percentages in points: `+7,50`, `−3`, `0`."""
    number = proc(points).removesuffix(f"{NBSP}%")
    assert isinstance(points, Decimal)
    return f"+{number}" if points > 0 else number


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter: the types of variables it takes, the values its arguments may have, and what it gives back.

    `text` may pass another filter; `markup` is finished and may only be printed. A filter of choices has a form
    for each of the words `of`, and takes no choice with others.
    """

    function: Callable[..., object]
    takes: frozenset[str]
    arguments: tuple[frozenset[str], ...] = ()
    gives: str = "text"
    of: frozenset[str] = frozenset()


FILTERS: Mapping[str, Filter] = {
    "eur": Filter(eur, frozenset({"money"}), gives="markup"),
    "summa": Filter(summa, frozenset({"money"})),
    "proc": Filter(proc, frozenset({"percent"})),
    "dat_isi": Filter(dat_isi, frozenset({"date"})),
    "dat": Filter(dat, frozenset({"date"}), (frozenset(grammar.MONTHS),)),
    "laiks": Filter(laiks, frozenset({"time"})),
    "sk": Filter(sk, frozenset({"integer"}), (frozenset(grammar.COUNTED), frozenset({"nom", "gen"}))),
    "lietv": Filter(lietv, frozenset({"choice"}), (frozenset(grammar.CASES),), of=frozenset(grammar.NOUNS)),
    "likums": Filter(likums, frozenset({"choice"}), of=frozenset(grammar.LAWS)),
    "teikums": Filter(teikums, frozenset({"text"})),
    "pants": Filter(pants, frozenset({"text"})),
    "izmainas": Filter(izmainas, frozenset({"percent"})),
    "str": Filter(literal, frozenset({"text"}), gives="markup"),
}
