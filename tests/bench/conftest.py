"""A bench's setting on a fresh database of either kind, with one submitted case in stock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from caseflow.bench.setting import Setting, office_of, prepare, submitted_case
from caseflow.bench.stock import Stock
from caseflow.moves.office import Office
from tests.databases import HOME


@dataclass(frozen=True)
class Yard:
    """What a work of the bench is given."""

    setting: Setting
    office: Office
    stock: Stock


@pytest.fixture
def yard(database_url: str) -> Iterator[Yard]:
    """The setting, on SQLite and on PostgreSQL."""
    setting = prepare(database_url, HOME)
    with office_of(setting) as office:
        yield Yard(setting, office, Stock(office.database, submitted_case(office, setting)))
