"""What is in force: workflow versions by id, and the latest parameters, calendars and workflows, kept in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from caseflow.calendar import Calendars, load
from caseflow.calendar.packaged import calendars, versions
from caseflow.db import Transaction
from caseflow.db.values import read_uuid
from caseflow.engine.expression import Record
from caseflow.engine.load import load_workflow
from caseflow.engine.programme_model import read_programme
from caseflow.engine.workflow import Workflow
from caseflow.errors import NotFound
from caseflow.programmes.parameters import parameters_of
from caseflow.rules import ParameterTable
from caseflow.words.message import message

SHARED = "_shared"

V = TypeVar("V")


@dataclass(slots=True)
class _Known:
    """What has been read of the publications up to `number`; a newer one replaces the whole of it."""

    number: int
    calendars: Calendars | None = None
    latest: dict[str, UUID] = field(default_factory=dict)
    parameters: dict[str, ParameterTable] = field(default_factory=dict)
    series: dict[str, Mapping[str, str]] = field(default_factory=dict)


class InForce:
    """Reads publications when somebody asks for them first, and again when a newer one is there.

    A workflow version never changes, so it is compiled once per process; parameters are those of the newest
    publication that `refresh` has seen. Threads may share it.
    """

    def __init__(self, namespaces: Mapping[str, Record]) -> None:
        self._namespaces = namespaces
        self._workflows: dict[UUID, Workflow] = {}
        self._known = _Known(0)

    def refresh(self, tx: Transaction) -> None:
        """Take notice of what has been published since; costs one statement when nothing has."""
        self.notice(tx, _newest(tx))

    def notice(self, tx: Transaction, number: int) -> None:
        """The same, for somebody who has read the newest publication's number already."""
        if number > self._known.number:
            self._known = _Known(number, _published_calendars(tx, None))

    @property
    def number(self) -> int:
        """The newest publication that has been noticed."""
        return self._known.number

    def calendars(self) -> Calendars:
        """The calendars that new deadlines are counted with: the newest published, else those of the package."""
        return self._known.calendars or calendars()

    def calendars_of(self, tx: Transaction, version: str) -> Calendars:
        """The calendars of a version that a deadline was counted with. Raises NotFound."""
        found = _published_calendars(tx, version)
        if found is None and version not in versions():
            raise NotFound(f"no calendar of version {version!r} is published or came with the package")
        return found or calendars(version)

    def parameters(self, tx: Transaction, programme: str) -> ParameterTable:
        """The figures of a programme together with the shared ones."""
        known = self._known
        return _kept(tx, known, known.parameters, programme, _read_parameters)

    def all_parameters(self, tx: Transaction) -> ParameterTable:
        """The figures of all programmes. Raises BadInput where two of them contradict each other."""
        return _kept(tx, self._known, self._known.parameters, "", _read_all_parameters)

    def letter_series(self, tx: Transaction, programme: str) -> Mapping[str, str]:
        """How the numbers of a programme's letters are written, by series; an organisation may write its own."""
        known = self._known
        return _kept(tx, known, known.series, programme, _read_series)

    def workflow(self, tx: Transaction, id: UUID) -> Workflow:
        """The workflow version of that id. Raises NotFound."""
        found = self._workflows.get(id)
        if found is None:
            found = self._workflows[id] = self._compile(tx, id)
        return found

    def latest(self, tx: Transaction, slug: str) -> UUID:
        """The id of the newest version of `programme/name`. Raises NotFound."""
        known = self._known
        return _kept(tx, known, known.latest, slug, _read_latest)

    def _compile(self, tx: Transaction, id: UUID) -> Workflow:
        row = tx.fetchone("SELECT programme, name, version, source FROM workflow_version WHERE id = ?", (id,))
        if row is None:
            raise NotFound(f"no workflow version {id} is published")
        programme, name, version, source = row
        path = f"{programme}/{name}@{version}"
        return load_workflow(source, path, programme, self.parameters(tx, programme), self._namespaces)


def _kept(tx: Transaction, known: _Known, kept: dict[str, V], key: str, read: Callable[[Transaction, str], V]) -> V:
    found = kept.get(key)
    if found is None:
        found = read(tx, key)
        if _newest(tx) == known.number:  # else it may be older or newer than what is kept beside it
            kept[key] = found
    return found


def _newest(tx: Transaction) -> int:
    row = tx.fetchone("SELECT coalesce(max(number), 0) FROM publication")
    return int(row[0]) if row else 0


def _read_latest(tx: Transaction, slug: str) -> UUID:
    programme, _, name = slug.partition("/")
    row = tx.fetchone(
        "SELECT id FROM workflow_version WHERE programme = ? AND name = ? ORDER BY version DESC LIMIT 1",
        (programme, name),
    )
    if row is None:
        raise NotFound(
            f"no workflow {slug!r} is published; `caseflow workflow list` shows what is",
            message("unknown.workflow", name=slug),
        )
    return read_uuid(row[0])


def _read_series(tx: Transaction, programme: str) -> Mapping[str, str]:
    row = tx.fetchone(
        "SELECT content FROM publication WHERE kind = 'programme' AND name = 'programme.yaml' AND programme = ? "
        "ORDER BY number DESC LIMIT 1",
        (programme,),
    )
    if row is None:
        return {}
    model, _ = read_programme(row[0], f"{programme}/programme.yaml")
    return {name: series.number for name, series in model.letter_series.items()}


def _published_calendars(tx: Transaction, version: str | None) -> Calendars | None:
    """The newest published calendars, or the newest of a version."""
    rows = tx.fetchall("SELECT name, content FROM publication WHERE kind = 'calendar' ORDER BY number DESC")
    for name, content in rows:
        found = load(content, name)
        if version is None or found.version == version:
            return found
    return None


def _read_all_parameters(tx: Transaction, _: str) -> ParameterTable:
    rows = tx.fetchall(
        "SELECT p.programme, p.content FROM publication p WHERE p.kind = 'parameters' "
        "AND p.number = (SELECT max(q.number) FROM publication q WHERE q.kind = p.kind AND q.programme = p.programme)"
    )
    return parameters_of({f"{name}/parameters.yaml": content for name, content in rows})


def _read_parameters(tx: Transaction, programme: str) -> ParameterTable:
    rows = tx.fetchall(
        "SELECT p.programme, p.content FROM publication p WHERE p.kind = 'parameters' AND p.programme IN (?, ?) "
        "AND p.number = (SELECT max(q.number) FROM publication q WHERE q.kind = p.kind AND q.programme = p.programme)",
        (SHARED, programme),
    )
    return parameters_of({f"{name}/parameters.yaml": content for name, content in rows})
