"""What cases are called where they came from, so that a file can be imported again.

Revision ID: 0007_intake
Revises: 0006_api
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from caseflow.db.types import Id

revision = "0007_intake"
down_revision = "0006_api"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "external_reference",
        sa.Column("organisation_id", Id, nullable=False),
        sa.Column("workflow", sa.String(length=127), nullable=False),
        sa.Column("ref", sa.String(length=100), nullable=False),
        sa.Column("case_id", Id, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_external_reference_organisation_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case_record.id"], name=op.f("fk_external_reference_case_id")),
        sa.PrimaryKeyConstraint("organisation_id", "workflow", "ref", name=op.f("pk_external_reference")),
        sa.UniqueConstraint("case_id", name=op.f("uq_external_reference_case_id")),
    )
