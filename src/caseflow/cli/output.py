"""The one way in which a command shows its result: JSON for scripts, sentences for people."""

from __future__ import annotations

from collections.abc import Callable

import typer

from caseflow.app.json_text import json_text
from caseflow.words import unmarked


def show(data: object, *, as_json: bool, text: str | Callable[[], str], as_written: bool = False) -> None:
    """Print `data` as JSON, or else `text` (a function, where the sentences cost something to make).

    Marks for letters are left out, unless the text is one `as_written`.
    """
    if as_json:
        typer.echo(json_text(data))
    else:
        said = text() if callable(text) else text
        typer.echo(said if as_written else unmarked(said))
