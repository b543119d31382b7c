"""`caseflow serve`: desk, API and letter links, with the worker beside them where one process does everything."""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from caseflow.app.office import open_office
from caseflow.cli.session import Language
from caseflow.errors import BadInput
from caseflow.moves.office import Office
from caseflow.settings import Settings
from caseflow.words import Lang, as_lang, message, say
from caseflow.worker.rounds import beating

if TYPE_CHECKING:
    from fastapi import FastAPI

LOCAL = "127.0.0.1"
GRACE_S = 10
"""How long requests under way may take when the process is asked to end."""

Host = Annotated[str, typer.Option(metavar="ADDRESS", help="Where to listen.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="On which port.")]


def command(
    host: Host = LOCAL,
    port: Port = 8000,
    worker: Annotated[
        bool | None, typer.Option("--worker/--no-worker", help="Work in this process too; default on SQLite.")
    ] = None,
    lang: Language = "lv",
) -> None:
    """Serve the desk until SIGTERM or SIGINT; on SQLite the worker runs in the same process.

    It is one process, whose threads share what is in force. On PostgreSQL start as many as you like, each on its own
    port behind a proxy: sessions, forms and keys live in the database, so any of them may answer.
    """
    serve(Settings.from_environment(), host, port, as_lang(lang), worker=worker)


def serve(settings: Settings, host: str, port: int, lang: Lang, *, worker: bool | None = None) -> None:
    """Listen until the process is asked to end. Raises BadInput for an address that is taken."""
    with _listening(host, port) as listener, open_office(settings) as office:
        application = application_of(office, settings)
        if worker if worker is not None else office.database.dialect == "sqlite":
            with beating(office):
                _run(application, listener, host, port, lang)
        else:
            _run(application, listener, host, port, lang)


def application_of(office: Office, settings: Settings) -> FastAPI:
    """Everything that this installation serves, as one ASGI application."""
    # Here and not above: the web's libraries take a second to load, and no other command needs them.
    from caseflow.api import create_api, create_letter_link_app
    from caseflow.web.desk import create_desk

    application = create_desk(office, practice=settings.environment == "practice")
    application.mount("/api", create_api(office))
    application.mount("/letter", create_letter_link_app(office))
    return application


def _run(application: FastAPI, listener: socket.socket, host: str, port: int, lang: Lang) -> None:
    import uvicorn

    typer.echo(say(message("cli_serve.listening", url=f"http://{host}:{port}/"), lang))
    # uvicorn raises the signal again once it has ended; then what this process holds is closed in order.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    config = uvicorn.Config(application, log_level="warning", server_header=False, timeout_graceful_shutdown=GRACE_S)
    try:
        uvicorn.Server(config).run(sockets=[listener])
    except KeyboardInterrupt:
        typer.echo(say(message("cli_serve.ended"), lang))


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """The address, taken before anything else is opened."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen()  # from now on whoever asks waits until the application answers
        except OSError as error:
            raise BadInput(
                f"{host}:{port} cannot be listened on ({error.strerror}): name another with --port, such as {port + 1}"
            ) from None
        yield listener
