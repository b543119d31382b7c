"""The Jinja of letters: sandboxed, strict, without functions, every value printed as plain text."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import FunctionLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from caseflow.letters.filters import FILTERS
from caseflow.letters.markup import printed
from caseflow.letters.norms import NormRegister
from caseflow.letters.sources import Source


def letter_environment(sources: Mapping[str, Source], norms: NormRegister) -> SandboxedEnvironment:
    """An environment that knows these files and nothing else: no globals, only the house's filters."""

    def load(name: str) -> tuple[str, str, None] | None:
        source = sources.get(name)
        return None if source is None else (source.body, source.path, None)

    environment = SandboxedEnvironment(
        loader=FunctionLoader(load),
        undefined=StrictUndefined,
        finalize=printed,
        autoescape=False,
        auto_reload=False,
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
