"""The Latvian names of the months in the cases that dates in letters need."""

from __future__ import annotations

from typing import NamedTuple


class Month(NamedTuple):
    """One month: `2024. gada 5.` aprīlis, aprīļa lēmums, līdz aprīlim, aprīlī."""

    nominative: str
    genitive: str
    dative: str
    locative: str


MONTHS = (
    Month("janvāris", "janvāra", "janvārim", "janvārī"),
    Month("februāris", "februāra", "februārim", "februārī"),
    Month("marts", "marta", "martam", "martā"),
    Month("aprīlis", "aprīļa", "aprīlim", "aprīlī"),
    Month("maijs", "maija", "maijam", "maijā"),
    Month("jūnijs", "jūnija", "jūnijam", "jūnijā"),
    Month("jūlijs", "jūlija", "jūlijam", "jūlijā"),
    Month("augusts", "augusta", "augustam", "augustā"),
    Month("septembris", "septembra", "septembrim", "septembrī"),
    Month("oktobris", "oktobra", "oktobrim", "oktobrī"),
    Month("novembris", "novembra", "novembrim", "novembrī"),
    Month("decembris", "decembra", "decembrim", "decembrī"),
)
