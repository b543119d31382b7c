"""The root of all table classes, the naming of constraints, and the one list of modules that hold tables."""

from __future__ import annotations

from importlib import import_module
from typing import ClassVar

from sqlalchemy import MetaData
from sqlmodel import SQLModel

# SQLite names only the columns of a broken unique key: with these names the house can tell which key it was.
NAMING = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}

# By name, because this room may not see the rooms above it. A house test says when one is missing.
TABLE_MODULES = (
    "caseflow.db.tables",
    "caseflow.programmes.tables",
    "caseflow.access.tables",
    "caseflow.parties.tables",
    "caseflow.cases.tables",
    "caseflow.deadlines.tables",
    "caseflow.letters.tables",
    "caseflow.ledger.tables",
    "caseflow.registers.tables",
)


class Table(SQLModel):
    """Root of every table class; each names its table itself and gives explicit column types."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMING)


def load_schema() -> MetaData:
    """Import every room's tables and answer the whole schema."""
    for module in TABLE_MODULES:
        import_module(module)
    return Table.metadata
