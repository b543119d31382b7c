"""`caseflow verify`: proves that no event, no letter's number and no cent of a register was altered or lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

import typer

from caseflow.cases.chain import Break, verify
from caseflow.cli.output import show
from caseflow.cli.session import Json, Language, the_office
from caseflow.ledger.accounts import balances
from caseflow.ledger.de_minimis import aid_balances
from caseflow.letters.registrar import Gap, register_gaps
from caseflow.words import Message, as_lang, message, say


def command(lang: Language = "lv", as_json: Json = False) -> None:
    """Check every case's chain of hashes, the register of letters, the sums of agreements and aid. 1 for a fault."""
    language = as_lang(lang)
    with the_office() as office, office.database.read() as tx:
        found, gaps, sums = verify(tx), list(register_gaps(tx)), balances(tx)
        aid = aid_balances(tx)
    broken = found.broken
    place = {"ref": broken.ref, "seq": broken.seq, "what": say(broken.what, language)} if broken else None
    data = {"cases": found.cases, "events": found.events, "broken": place, "gaps": gaps, "sums": sums, "aid": aid}
    words = [
        message("cli_setup.verified", cases=found.cases, events=found.events),
        _history(broken),
        *(_register(gaps)),
        *(message("cli_setup.imbalance", **asdict(each)) for each in sums),
        *(message("cli_setup.aid_imbalance", **asdict(each)) for each in aid),
    ]
    show(data, as_json=as_json, text=lambda: "\n".join(say(each, language) for each in words))
    if broken or gaps or sums or aid:
        raise typer.Exit(1)


def _history(broken: Break | None) -> Message:
    if broken is None:
        return message("cli_setup.holds")
    return message("cli_setup.broken", ref=broken.ref, seq=broken.seq, what=broken.what)


def _register(gaps: list[Gap]) -> Iterator[Message]:
    if not gaps:
        yield message("cli_setup.no_gaps")
    yield from (message("cli_setup.gap", **asdict(gap)) for gap in gaps)
