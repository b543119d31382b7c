"""Documents that were handed in and wait to be named; answers to forms kept as those of the API are.

Revision ID: 0011_tidy
Revises: 0009_clock
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from caseflow.db.types import Instant

revision = "0011_tidy"
down_revision = "0009_clock"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "upload",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("put_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name=op.f("fk_upload_sha256"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_upload")),
    )
    op.create_index("ix_upload_put_at", "upload", ["put_at"])
    op.drop_index("ix_form_receipt_at", table_name="form_receipt")
    op.drop_table("form_receipt")
