"""Latvian forms that may be looked up: months, generic nouns, counted nouns. Nothing here is ever guessed.

Forms stand in the order of `CASES`; a form that is not in a table is an error, because a wrong ending in a
decision is worse than no decision.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from caseflow.errors import BadInput

CASES = ("nom", "gen", "dat", "acc", "lok")

MONTHS: Mapping[str, tuple[str, ...]] = {
    "gen": (
        "janvāra",
        "februāra",
        "marta",
        "aprīļa",
        "maija",
        "jūnija",
        "jūlija",
        "augusta",
        "septembra",
        "oktobra",
        "novembra",
        "decembra",
    ),
    "dat": (
        "janvārim",
        "februārim",
        "martam",
        "aprīlim",
        "maijam",
        "jūnijam",
        "jūlijam",
        "augustam",
        "septembrim",
        "oktobrim",
        "novembrim",
        "decembrim",
    ),
    "lok": (
        "janvārī",
        "februārī",
        "martā",
        "aprīlī",
        "maijā",
        "jūnijā",
        "jūlijā",
        "augustā",
        "septembrī",
        "oktobrī",
        "novembrī",
        "decembrī",
    ),
}

NOUNS: Mapping[str, tuple[str, str, str, str, str]] = {
    "komersants": ("komersants", "komersanta", "komersantam", "komersantu", "komersantā"),
    "biedriba": ("biedrība", "biedrības", "biedrībai", "biedrību", "biedrībā"),
    "centrs": ("centrs", "centra", "centram", "centru", "centrā"),
    "agentura": ("aģentūra", "aģentūras", "aģentūrai", "aģentūru", "aģentūrā"),
    "ministrija": ("ministrija", "ministrijas", "ministrijai", "ministriju", "ministrijā"),
    "augstskola": ("augstskola", "augstskolas", "augstskolai", "augstskolu", "augstskolā"),
    "filiale": ("filiāle", "filiāles", "filiālei", "filiāli", "filiālē"),
    "projekta_iesniedzejs": (
        "projekta iesniedzējs",
        "projekta iesniedzēja",
        "projekta iesniedzējam",
        "projekta iesniedzēju",
        "projekta iesniedzējā",
    ),
    "finansejuma_sanemejs": (
        "finansējuma saņēmējs",
        "finansējuma saņēmēja",
        "finansējuma saņēmējam",
        "finansējuma saņēmēju",
        "finansējuma saņēmējā",
    ),
    "micro": (
        "sīkais (mikro) komersants",
        "sīkā (mikro) komersanta",
        "sīkajam (mikro) komersantam",
        "sīko (mikro) komersantu",
        "sīkajā (mikro) komersantā",
    ),
    "small": (
        "mazais komersants",
        "mazā komersanta",
        "mazajam komersantam",
        "mazo komersantu",
        "mazajā komersantā",
    ),
    "medium": (
        "vidējais komersants",
        "vidējā komersanta",
        "vidējam komersantam",
        "vidējo komersantu",
        "vidējā komersantā",
    ),
    "large": (
        "lielais komersants",
        "lielā komersanta",
        "lielajam komersantam",
        "lielo komersantu",
        "lielajā komersantā",
    ),
}

# Laws before their article, under the names that the query table of exclusion uses (B-EXC).
LAWS: Mapping[str, str] = {
    "criminal_law": "Krimināllikuma",
    "tax_law": "likuma “Par nodokļiem un nodevām”",
    "competition_law": "Konkurences likuma",
    "immigration_law": "Imigrācijas likuma",
    "labour_law": "Darba likuma",
}
PARTS = ("pirmā", "otrā", "trešā", "ceturtā", "piektā", "sestā", "septītā", "astotā", "devītā", "desmitā")
_PROVISION = re.compile(r"([0-9]{1,3})(?:\.([0-9]{1,2}))?(?:\(([0-9]{1,2})\))?")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

# Singular (1, 21, 101 ...) and plural of each case; genitive stands before `laikā`.
COUNTED: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "darba_diena": {"nom": ("darba diena", "darba dienas"), "gen": ("darba dienas", "darba dienu")},
    "diena": {"nom": ("diena", "dienas"), "gen": ("dienas", "dienu")},
    "menesis": {"nom": ("mēnesis", "mēneši"), "gen": ("mēneša", "mēnešu")},
    "gads": {"nom": ("gads", "gadi"), "gen": ("gada", "gadu")},
    "kurss": {"nom": ("kurss", "kursi"), "gen": ("kursa", "kursu")},
    "nodarbinatais": {"nom": ("nodarbinātais", "nodarbinātie"), "gen": ("nodarbinātā", "nodarbināto")},
    "komersants": {"nom": ("komersants", "komersanti"), "gen": ("komersanta", "komersantu")},
}


def month(day: date, case: str) -> str:
    """The month of a day in the genitive, dative or locative. Raises `BadInput` for another case."""
    if case not in MONTHS:
        raise BadInput(f"no month form {case!r}; the table has {', '.join(MONTHS)}")
    return MONTHS[case][day.month - 1]


def noun(key: str, case: str) -> str:
    """A generic noun (`komersants`) in one of five cases. Raises `BadInput` when the table lacks it."""
    if key not in NOUNS:
        raise BadInput(f"no generic noun {key!r}; the table has {', '.join(NOUNS)}")
    if case not in CASES:
        raise BadInput(f"no case {case!r}; the cases are {', '.join(CASES)}")
    return NOUNS[key][CASES.index(case)]


def counted(number: int, key: str, case: str) -> str:
    """The noun that fits a number: 1, 21, 101 take the singular, 0, 11, 111 and all others the plural."""
    if number < 0:
        raise BadInput(f"{number} cannot be counted in words; a count is zero or more")
    forms = COUNTED.get(key, {}).get(case)
    if forms is None:
        raise BadInput(f"no form {case!r} of the counted noun {key!r}; the table has {', '.join(COUNTED)}")
    singular, plural = forms
    return singular if number % 10 == 1 and number % 100 != 11 else plural


def law(key: str) -> str:
    """A law in the genitive, as it stands before an article. Raises `BadInput` when the table lacks it."""
    if key not in LAWS:
        raise BadInput(f"no law {key!r}; the table has {', '.join(LAWS)}")
    return LAWS[key]


def article(provision: str) -> str:
    """A provision as the query table writes it, in words: `79.1` -> 79.¹ pants, `184(3)` -> 184. panta trešā daļa.

    Raises `BadInput` for anything else.
    """
    written = _PROVISION.fullmatch(provision)
    if written is None or (written[3] and not 1 <= int(written[3]) <= len(PARTS)):
        raise BadInput(f"provision {provision!r}; write it as 79.1, 184(3) or 68.4(2)")
    index = written[2].translate(_RAISED) if written[2] else ""
    number = f"{written[1]}.{index}\u00a0"
    return f"{number}panta {PARTS[int(written[3]) - 1]} daļa" if written[3] else f"{number}pants"
