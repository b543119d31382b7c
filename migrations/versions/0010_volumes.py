"""Indexes that lists walk along when cases are very many, and the words by which parties are found.

Revision ID: 0010_volumes
Revises: 0009_clock
"""

from __future__ import annotations

import re
from itertools import islice
from unicodedata import combining, normalize
from uuid import UUID

import sqlalchemy as sa
from alembic import op

from caseflow.db.types import Id, Word

revision = "0010_volumes"
down_revision = "0009_clock"
branch_labels = None
depends_on = None

AT_ONCE = 5_000


def upgrade() -> None:
    """Bring the schema forward."""
    op.drop_index("ix_case_record_worklist", "case_record")
    op.create_index(
        "ix_case_record_worklist",
        "case_record",
        ["organisation_id", "kind", "next_due_on", "id", "workflow_version_id"],
    )
    op.create_index(
        "ix_case_record_state", "case_record", ["organisation_id", "state", "next_due_on", "id", "workflow_version_id"]
    )
    op.drop_index("ix_case_record_wake_at", "case_record")
    waking = sa.text("wake_at IS NOT NULL")
    op.create_index(
        "ix_case_record_wake_at", "case_record", ["wake_at", "id"], postgresql_where=waking, sqlite_where=waking
    )
    waiting = sa.text("closed_at IS NULL")
    op.create_index(
        "ix_task_open_of_organisation",
        "task",
        ["organisation_id", "opened_at"],
        postgresql_where=waiting,
        sqlite_where=waiting,
    )
    op.create_index("ix_letter_newest", "letter", ["organisation_id", "drafted_at"])
    words = op.create_table(
        "party_word",
        sa.Column("word", Word, nullable=False),
        sa.Column("party_id", Id, nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_party_word_party_id")),
        sa.PrimaryKeyConstraint("word", "party_id", name=op.f("pk_party_word")),
    )
    op.create_index("ix_party_word_party_id", "party_word", ["party_id"])
    bind = op.get_bind()
    named = iter(bind.execute(sa.text("SELECT id, name FROM party")).all())
    while some := list(islice(named, AT_ONCE)):
        rows = [{"word": word, "party_id": UUID(str(id))} for id, name in some for word in _words(name)]
        bind.execute(words.insert(), rows)


def _words(name: str) -> set[str]:
    """As `caseflow.parties.names` reads a name when this was written."""
    plain = "".join(sign for sign in normalize("NFKD", name.casefold()) if not combining(sign))
    return {word[:40] for word in re.findall(r"\w+", plain.replace("_", " "))}
