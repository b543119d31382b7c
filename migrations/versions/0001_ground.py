"""The ground: stored bytes and the practice clock.

Revision ID: 0001_ground
Revises:
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from caseflow.db.types import Instant

revision = "0001_ground"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "blob",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("media_type", sa.String(255), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_blob_sha256")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob")),
    )
    op.create_table(
        "practice_clock",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("base_instant", Instant, nullable=False),
        sa.Column("real_start", Instant, nullable=False),
        sa.Column("speed", sa.Integer, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_practice_clock_one_row")),
        sa.CheckConstraint("speed >= 0", name=op.f("ck_practice_clock_speed")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_clock")),
    )
