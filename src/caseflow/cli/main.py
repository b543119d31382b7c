"""The command `caseflow`: puts the commands together, and turns errors into exit codes and a message."""

from __future__ import annotations

import io
import sys
import traceback
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from typing import Annotated, Any

import typer
import typer.main
from typer.exceptions import TyperException

import caseflow
from caseflow.app.json_text import json_text
from caseflow.cli.agreement import app as agreement
from caseflow.cli.bench import command as bench
from caseflow.cli.case import app as case
from caseflow.cli.check import command as check
from caseflow.cli.clock import app as clock
from caseflow.cli.de_minimis import app as de_minimis
from caseflow.cli.deadline import app as deadline
from caseflow.cli.demo import command as demo
from caseflow.cli.evidence import app as evidence
from caseflow.cli.letter import app as letter
from caseflow.cli.organisation import app as organisation
from caseflow.cli.publish import command as publish
from caseflow.cli.rule import app as rule
from caseflow.cli.serve import command as serve
from caseflow.cli.setup import init, upgrade
from caseflow.cli.task import app as task
from caseflow.cli.term import command as term
from caseflow.cli.token import app as token
from caseflow.cli.user import app as user
from caseflow.cli.verify import command as verify
from caseflow.cli.worker import command as worker
from caseflow.cli.workflow import app as workflow
from caseflow.cli.workflow_list import list_workflows, show_workflow
from caseflow.db.errors import DatabaseError
from caseflow.engine.findings import BadDefinition
from caseflow.errors import BadInput, CaseflowError
from caseflow.words import Lang, Message, say
from caseflow.words.marks import unmarked

DONE, REFUSED, WRONG_USE, FAULT = 0, 1, 2, 3

app = typer.Typer(
    name="caseflow",
    help="A case-management engine and desk for public grants.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
workflow.command("list")(list_workflows)
workflow.command("show")(show_workflow)

app.command("init")(init)
app.command("upgrade")(upgrade)
app.command("check")(check)
app.command("publish")(publish)
app.command("demo")(demo)
app.command("term")(term)
app.command("verify")(verify)
app.command("worker")(worker)
app.command("serve")(serve)
app.command("bench")(bench)
app.add_typer(agreement, name="agreement")
app.add_typer(case, name="case")
app.add_typer(clock, name="clock")
app.add_typer(deadline, name="deadline")
app.add_typer(de_minimis, name="de-minimis")
app.add_typer(evidence, name="evidence")
app.add_typer(letter, name="letter")
app.add_typer(organisation, name="organisation")
app.add_typer(rule, name="rule")
app.add_typer(task, name="task")
app.add_typer(token, name="token")
app.add_typer(user, name="user")
app.add_typer(workflow, name="workflow")


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"caseflow {caseflow.__version__}")
        raise typer.Exit(DONE)


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version and exit.", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line of this process and exit: 0 done, 1 refused or wanting, 2 wrong use, 3 fault."""
    _speak_utf8()
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and answer its exit code; errors go to stderr, as JSON where `--json` was asked."""
    try:
        code = _put_together()(arguments, prog_name="caseflow", standalone_mode=False)
    except TyperException as error:
        _say(type(error).__name__, error.format_message(), arguments)
        return WRONG_USE
    except BadDefinition as error:
        lines = [finding.printed(say(finding.message, _language(arguments))) for finding in error.findings]
        _say(type(error).__name__, "\n".join(lines), arguments)
        return WRONG_USE
    except CaseflowError as error:
        text = unmarked(say(error.said, _language(arguments))) if isinstance(error.said, Message) else str(error)
        _say(type(error).__name__, text, arguments)
        return exit_code(error)
    except typer.Abort:
        _say("Abort", "aborted", arguments)
        return REFUSED
    except Exception as error:
        _say(type(error).__name__, str(error), arguments)
        traceback.print_exception(error)
        return FAULT
    return code if isinstance(code, int) else DONE


@cache
def _put_together() -> Callable[..., Any]:
    # Typer reads the signature of every command for this: a tenth of a second that a process need spend only once.
    return typer.main.get_command(app)


def exit_code(error: CaseflowError) -> int:
    """2 for what cannot be read, 3 for a database at fault, 1 for an expected answer such as NotFound."""
    if isinstance(error, BadInput):
        return WRONG_USE
    return FAULT if isinstance(error, DatabaseError) else REFUSED


def _language(arguments: list[str]) -> Lang:
    return "en" if "en" in (after for word, after in pairwise(arguments) if word == "--lang") else "lv"


def _say(kind: str, message: str, arguments: list[str]) -> None:
    if "--json" in arguments:
        typer.echo(json_text({"error": kind, "message": message}), err=True)
    elif kind == "NoArgsIsHelpError":  # the message is the whole help text
        typer.echo(message, err=True)
    else:
        typer.echo(f"caseflow: {message}", err=True)


def _speak_utf8() -> None:
    # Latvian must come out whole even where the surroundings name a narrower character set.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


if __name__ == "__main__":
    main()
