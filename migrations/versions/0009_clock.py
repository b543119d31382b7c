"""A floor under deadlines, and the day on which the clock brought a case to its state.

Revision ID: 0009_clock
Revises: 0004_ledger
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from caseflow.db.types import Day

revision = "0009_clock"
down_revision = "0008_evidence"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.add_column("deadline", sa.Column("not_before", Day, nullable=True))
    op.add_column("case_record", sa.Column("timed_on", Day, nullable=True))
