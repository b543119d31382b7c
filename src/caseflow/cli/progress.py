"""How far a long command has come: a bar on a terminal, a line now and then elsewhere, on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from caseflow.words import Lang, message, say

_LINE_EVERY = 5_000


@contextmanager
def progress(total: int, lang: Lang, *, silent: bool) -> Iterator[Callable[[int], None]]:
    """Lends what is told how many of `total` are done; silent when the command answers JSON."""
    if silent:
        yield lambda _: None
    elif sys.stderr.isatty():
        bar = Progress(BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True))
        with bar:
            task = bar.add_task("", total=total)
            yield lambda done: bar.update(task, completed=done)
    else:
        yield _Lines(total, lang)


class _Lines:
    def __init__(self, total: int, lang: Lang) -> None:
        self._total, self._lang, self._next = total, lang, _LINE_EVERY

    def __call__(self, done: int) -> None:
        if done >= self._next:
            typer.echo(say(message("intake.progress", done=done, total=self._total), self._lang), err=True)
            self._next = done + _LINE_EVERY
