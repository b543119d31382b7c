"""The Jinja of letters: sandboxed, strict, without functions, every value printed as plain text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from caseflow.letters.filters import FILTERS
from caseflow.letters.markup import printed
from caseflow.letters.norms import NormRegister
from caseflow.letters.sources import Source


class _Environment(SandboxedEnvironment):
    """A letter asks records for their fields, which are never attributes of Python's dict."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


def letter_environment(sources: Mapping[str, Source], norms: NormRegister) -> SandboxedEnvironment:
    """An environment that knows these files and nothing else: no globals, only the house's filters."""

    def load(name: str) -> tuple[str, str, None] | None:
        source = sources.get(name)
        return None if source is None else (source.body, source.path, None)

    environment = _Environment(
        loader=FunctionLoader(load),
        undefined=StrictUndefined,
        finalize=printed,
        autoescape=False,
        auto_reload=False,
        cache_size=-1,  # all of them, without the count of the least used
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        variable_start_string="<<",
        variable_end_string=">>",
        block_start_string="<%",
        block_end_string="%>",
        comment_start_string="<#",
        comment_end_string="#>",
    )
    environment.globals.clear()
    environment.tests = {"none": environment.tests["none"]}
    environment.filters = {name: known.function for name, known in FILTERS.items()}
    environment.filters["norma"] = norms.norma
    return environment
