"""The calendars that the package carries: the one place of this room that reads files."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from caseflow.calendar.workdays import Calendars, load
from caseflow.errors import BadInput

_FOLDER = files("caseflow.calendar").joinpath("data")
_PREFIX, _SUFFIX = "lv-", ".yaml"


@cache
def versions() -> tuple[str, ...]:
    """The versions at hand, oldest first: they read `year.number`."""
    names = (entry.name for entry in _FOLDER.iterdir())
    found = [name[len(_PREFIX) : -len(_SUFFIX)] for name in names if name.endswith(_SUFFIX)]
    return tuple(sorted(found, key=lambda version: [int(part) for part in version.split(".")]))


def calendars(version: str | None = None) -> Calendars:
    """The calendars of a version, by default the newest; raises `BadInput` for an unknown one."""
    return _calendars(version or versions()[-1])


@cache
def _calendars(version: str) -> Calendars:
    if version not in versions():
        raise BadInput(f"there is no calendar version {version!r}: use one of {', '.join(versions())}")
    file = _FOLDER.joinpath(f"{_PREFIX}{version}{_SUFFIX}")
    return load(file.read_text(encoding="utf-8"), file.name)
