"""A letter's template, proven: drafting its text from a context is one pure call."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field

import jinja2

from caseflow.errors import BadInput
from caseflow.letters.errors import BadContext
from caseflow.letters.front_matter import FrontMatter, variables_record
from caseflow.letters.variables import Type, fitted


@dataclass(frozen=True, slots=True)
class Template:
    """One letter: `programme` and `name` say where it stands, `hash` covers every file it prints."""

    programme: str
    name: str
    front: FrontMatter
    hash: str
    files: tuple[str, ...]
    _jinja: jinja2.Template = field(repr=False, compare=False)

    @property
    def code(self) -> str:
        """The rulebook's code: `L-B-06`."""
        return self.front.code

    @property
    def kind(self) -> str:
        """`info`, `decision`, `administrative_act`, `contract`, `certificate`, `opinion` or `declaration`."""
        return self.front.kind

    @property
    def title(self) -> Mapping[str, str]:
        """The heading in `lv` (printed) and `en` (for officers)."""
        return self.front.title

    @property
    def variables(self) -> Mapping[str, Type]:
        """What a context must supply, and nothing else."""
        return self.front.variables

    def draft(self, context: Mapping[str, object]) -> str:
        """The letter's Typst text for this context; number, date and signatory stay open as `reg`.

        Pure: the same context gives the same text. Natural persons' names are already read from the vault.
        Raises `BadContext` naming the variable, and file and line where a value could not be printed.
        """
        try:
            values = fitted(context, variables_record(self.front), "")
        except BadContext as error:
            raise BadContext(f"{self.code}: {error}") from None
        assert isinstance(values, dict)
        dok = {
            "kods": self.front.code,
            "veids": self.front.document_type,
            "virsraksts": self.front.title["lv"],
            "automatisks": self.front.release == "automatic",
        }
        try:
            return self._jinja.render(values, dok=dok).lstrip("\n")
        except (BadInput, jinja2.TemplateError) as error:
            raise BadContext(f"{self.code}: {_place(error)}{error}") from error


def _place(error: Exception) -> str:
    """The innermost line of a template that an error came from, as `file:line: `."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".typ")]
    return f"{frames[-1].filename}:{frames[-1].lineno}: " if frames else ""
