"""Reads a holiday table from its YAML text."""

from __future__ import annotations

from datetime import date
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from caseflow.calendar.table import DayOff, HolidayTable, Kind, Transfer
from caseflow.errors import BadInput
from caseflow.words.language import Text


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Years(_Part):
    first: int
    last: int


class _Name(_Part):
    lv: str
    en: str


class _DayOff(_Part):
    day: date
    name: str
    kind: Kind
    source: str
    of: date | None = None


class _Transfer(_Part):
    free: date
    worked: date
    source: str


class _File(_Part):
    country: str
    version: str
    years: _Years
    transfers_known_until: int
    sources: dict[str, str]
    names: dict[str, _Name]
    days_off: list[_DayOff] = Field(min_length=1)
    transfers: list[_Transfer]
    expected: list[_DayOff] = []


def read_table(text: str, path: str) -> HolidayTable:
    """The table that a YAML text describes; `path` only names it in errors.

    Raises `BadInput`, naming the place in the file, for broken YAML, a missing or unknown key, a value of the
    wrong type, and a name or source that the file does not define.
    """
    try:
        # BaseLoader leaves every value as text: the types are ours, and no word such as `on` turns into a truth.
        content: Any = yaml.load(text, Loader=yaml.BaseLoader)
        file = _File.model_validate(content)
    except yaml.YAMLError as error:
        raise BadInput(f"{path} is not YAML: {error}") from None
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        raise BadInput(f"{path}: {faults}") from None
    return HolidayTable(
        country=file.country,
        version=file.version,
        first_year=file.years.first,
        last_year=file.years.last,
        transfers_known_until=file.transfers_known_until,
        days_off=tuple(_day_off(entry, file, path) for entry in file.days_off),
        transfers=tuple(
            Transfer(entry.free, entry.worked, _source(entry.source, file, path)) for entry in file.transfers
        ),
        expected=tuple(_day_off(entry, file, path) for entry in file.expected),
    )


def _day_off(entry: _DayOff, file: _File, path: str) -> DayOff:
    if entry.name not in file.names:
        raise BadInput(f"{path}: day off {entry.day} is named {entry.name!r}, which `names` does not define")
    name = file.names[entry.name]
    return DayOff(entry.day, Text(name.lv, name.en), entry.kind, _source(entry.source, file, path), entry.of)


def _source(key: str, file: _File, path: str) -> str:
    if key not in file.sources:
        raise BadInput(f"{path}: source {key!r} is used, but `sources` does not define it")
    return file.sources[key]
