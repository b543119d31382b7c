"""Where a bench runs: a database of its own, made for it and dropped after it, so that no real case is touched."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from caseflow.errors import BadInput


@contextmanager
def own_database(url: str | None) -> Iterator[str]:
    """The URL of an empty database: on the named PostgreSQL server, or a SQLite file (None: in the temporary folder).

    The database that the URL names is only connected to, never written; for SQLite its folder is used. Raises BadInput
    for a URL that cannot be read or a server that makes no database.
    """
    if url is None:
        with tempfile.TemporaryDirectory(prefix="caseflow-bench-") as folder:
            yield f"sqlite:///{folder}/bench.db"
        return
    named = _parsed(url)
    if named.get_backend_name() == "sqlite":
        with tempfile.TemporaryDirectory(prefix="caseflow-bench-", dir=_folder(named)) as folder:
            yield f"sqlite:///{folder}/bench.db"
        return
    with _on_server(named) as made:
        yield made


def _parsed(url: str) -> URL:
    try:
        named = make_url(url)
    except ArgumentError:
        raise BadInput("the database URL cannot be read: write sqlite:///FILE or postgresql://HOST/NAME") from None
    if named.get_backend_name() not in ("sqlite", "postgresql"):
        raise BadInput(f"database {named.drivername}: only sqlite and postgresql are known")
    return named


def _folder(named: URL) -> Path:
    folder = Path(named.database or "").absolute().parent
    if not folder.is_dir():
        raise BadInput(f"{folder}: no such folder; the bench makes its own SQLite file beside the named one")
    return folder


@contextmanager
def _on_server(named: URL) -> Iterator[str]:
    server = named.set(drivername="postgresql").render_as_string(hide_password=False)
    name = f"caseflow_bench_{uuid4().hex[:12]}"
    try:
        _execute(server, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    except psycopg.Error as error:
        why = str(error).strip()
        raise BadInput(f"the bench makes a database of its own on the server, and could not: {why}") from None
    try:
        yield named.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
    finally:
        _execute(server, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _execute(server: str, statement: sql.Composed) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)
