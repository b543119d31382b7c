"""`caseflow workflow`: the workflows of the programmes, as pictures."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from caseflow.cli.output import show
from caseflow.engine import diagram
from caseflow.engine.load import load_workflow
from caseflow.engine.workflow import Workflow
from caseflow.errors import BadInput, NotFound
from caseflow.moves.facts import NAMESPACES
from caseflow.programmes.folder import files_of
from caseflow.programmes.parameters import load_parameters
from caseflow.settings import find_home
from caseflow.words import Lang, as_lang, message, say

app = typer.Typer(help="The workflows of the programmes.", no_args_is_help=True)


class Format(StrEnum):
    """How a workflow is drawn."""

    SVG = "svg"
    PNG = "png"
    MERMAID = "mermaid"


@app.callback()
def _group() -> None:
    """The workflows of the programmes."""


@app.command("diagram")
def draw(
    slug: Annotated[str, typer.Argument(metavar="PROGRAMME/WORKFLOW", help="Such as enterprise-skills/beneficiary.")],
    format: Annotated[
        Format, typer.Option("--format", help="SVG for screens, Mermaid or PNG for documents.")
    ] = Format.SVG,
    lang: Annotated[str, typer.Option(metavar="LANG", help="Language of the labels: lv or en.")] = "lv",
    output: Annotated[Path | None, typer.Option(metavar="FILE", help="Write there instead of printing.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Draw a workflow of the home's files."""
    language = as_lang(lang)
    workflow = _read(find_home(), slug)
    if format is Format.PNG and output is None:
        raise BadInput("--format png: a picture cannot be printed; say where to write it with --output FILE")
    drawn = _DRAW[format](workflow, language)
    described = {"workflow": slug, "version": workflow.version, "format": format.value, "lang": language}
    if isinstance(drawn, str) and output is None:
        show({**described, "diagram": drawn}, as_json=as_json, text=drawn.rstrip("\n"))
        return
    assert output is not None
    _write(output, drawn if isinstance(drawn, bytes) else drawn.encode())
    said = message("cli_workflow.written", path=str(output))
    show({**described, "file": output}, as_json=as_json, text=lambda: say(said, language))


_DRAW: dict[Format, Callable[[Workflow, Lang], str | bytes]] = {
    Format.SVG: diagram.svg,
    Format.PNG: diagram.png,
    Format.MERMAID: diagram.mermaid,
}


def _read(home: Path, slug: str) -> Workflow:
    """The workflow of that name as it stands on disk. Raises NotFound, and BadDefinition where it has faults."""
    programme, _, name = slug.partition("/")
    if not programme or not name:
        raise BadInput(f"{slug!r}: write PROGRAMME/WORKFLOW, such as enterprise-skills/beneficiary")
    files = {file.name: file for file in files_of(home, programme) if file.kind == "workflow"}
    if name not in files:
        raise NotFound(
            f"{slug}: no such workflow; known: {', '.join(files) or '-'}",
            message("unknown.workflow_file", name=slug, known=list(files)),
        )
    file = files[name]
    return load_workflow(file.text, file.path, programme, load_parameters(home, programme), NAMESPACES)


def _write(output: Path, drawn: bytes) -> None:
    try:
        output.write_bytes(drawn)
    except OSError as error:
        raise BadInput(
            f"--output {output}: cannot be written ({error.strerror}); name a file in a folder that exists"
        ) from None
