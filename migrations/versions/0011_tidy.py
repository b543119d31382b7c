"""Documents that wait to be named; forms' answers kept as the API's are; links of undertakings end, mergers, splits.

Revision ID: 0011_tidy
Revises: 0010_volumes
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from caseflow.db.types import Day, Id, Instant, Json, Money

revision = "0011_tidy"
down_revision = "0010_volumes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "upload",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("first_at", Instant, nullable=False),
        sa.Column("put_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name=op.f("fk_upload_sha256"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_upload")),
    )
    op.create_index("ix_upload_put_at", "upload", ["put_at"])
    op.drop_index("ix_form_receipt_at", table_name="form_receipt")
    op.drop_table("form_receipt")
    for name, kind in (("ended_by", sa.String(length=64)), ("ended_at", Instant), ("ended_why", sa.Text())):
        op.add_column("undertaking_member", sa.Column(name, kind, nullable=True))
    op.create_table(
        "undertaking_change",
        sa.Column("id", Id, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("day", Day, nullable=False),
        sa.Column("uses", Json, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.String(length=64), nullable=False),
        sa.Column("entered_at", Instant, nullable=False),
        sa.Column("withdrawn_by", sa.String(length=64), nullable=True),
        sa.Column("withdrawn_at", Instant, nullable=True),
        sa.Column("withdrawn_why", sa.Text(), nullable=True),
        sa.CheckConstraint("kind IN ('merger', 'split')", name=op.f("ck_undertaking_change_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_undertaking_change")),
    )
    op.create_table(
        "undertaking_change_part",
        sa.Column("change_id", Id, nullable=False),
        sa.Column("undertaking_id", Id, nullable=False),
        sa.Column("role", sa.String(length=8), nullable=False),
        sa.Column("equity", Money, nullable=True),
        sa.CheckConstraint(
            "role IN ('absorbed', 'into', 'source', 'part')", name=op.f("ck_undertaking_change_part_role")
        ),
        sa.CheckConstraint(
            "(role = 'part') = (equity IS NOT NULL) AND coalesce(equity, 0) >= 0",
            name=op.f("ck_undertaking_change_part_equity"),
        ),
        sa.ForeignKeyConstraint(
            ["change_id"], ["undertaking_change.id"], name=op.f("fk_undertaking_change_part_change_id")
        ),
        sa.ForeignKeyConstraint(
            ["undertaking_id"], ["undertaking.id"], name=op.f("fk_undertaking_change_part_undertaking_id")
        ),
        sa.PrimaryKeyConstraint("change_id", "undertaking_id", "role", name=op.f("pk_undertaking_change_part")),
    )
    op.create_index("ix_undertaking_change_part_undertaking_id", "undertaking_change_part", ["undertaking_id"])
