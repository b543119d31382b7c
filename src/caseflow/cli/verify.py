"""`caseflow verify`: proves that no event of any case was altered, lost or slipped in."""

from __future__ import annotations

import typer

from caseflow.cases.chain import verify
from caseflow.cli.output import show
from caseflow.cli.session import Json, Language, the_office
from caseflow.words import as_lang, message, say


def command(lang: Language = "lv", as_json: Json = False) -> None:
    """Check the chain of hashes of every case. Exit code 1 with the first broken place."""
    language = as_lang(lang)
    with the_office() as office, office.database.read() as tx:
        found = verify(tx)
    broken = found.broken
    read = say(message("cli_setup.verified", cases=found.cases, events=found.events), language)
    if broken is None:
        data: dict[str, object] = {"cases": found.cases, "events": found.events, "broken": None}
        show(data, as_json=as_json, text=lambda: f"{read}\n{say(message('cli_setup.holds'), language)}")
        return
    what = say(broken.what, language)
    place = {"ref": broken.ref, "seq": broken.seq, "what": what}
    words = message("cli_setup.broken", ref=broken.ref, seq=broken.seq, what=what)
    data = {"cases": found.cases, "events": found.events, "broken": place}
    show(data, as_json=as_json, text=lambda: f"{read}\n{say(words, language)}")
    raise typer.Exit(1)
