"""Agreements of recipients and the postings on them.

Revision ID: 0004_ledger
Revises: 0003_letters
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from caseflow.db.types import Day, Id, Instant, Money

revision = "0004_ledger"
down_revision = "0003_letters"
branch_labels = None
depends_on = None

_STANDING = sa.text("status <> 'withdrawn'")


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "agreement",
        sa.Column("id", Id, nullable=False),
        sa.Column("organisation_id", Id, nullable=False),
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column("round", sa.String(length=63), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("signed_on", Day, nullable=True),
        sa.Column("amount", Money, nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("status_on", Day, nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("committed", Money, nullable=False),
        sa.Column("paid", Money, nullable=False),
        sa.CheckConstraint(
            "status IN ('draft', 'signed', 'in_implementation', 'completed', 'withdrawn')",
            name=op.f("ck_agreement_status"),
        ),
        sa.CheckConstraint(
            "signed_on IS NOT NULL OR status IN ('draft', 'withdrawn')", name=op.f("ck_agreement_signed")
        ),
        sa.CheckConstraint(
            "0 <= paid AND paid <= committed AND committed <= amount", name=op.f("ck_agreement_ceiling")
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_agreement_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("number", name=op.f("uq_agreement_number")),
    )
    op.create_index(
        "uq_agreement_organisation_id_programme_round",
        "agreement",
        ["organisation_id", "programme", "round"],
        unique=True,
        postgresql_where=_STANDING,
        sqlite_where=_STANDING,
    )
    op.create_table(
        "posting",
        sa.Column("case_id", Id, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("agreement_id", Id, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.CheckConstraint(
            "kind IN ('committed', 'paid', 'released', 'corrected', 'recovered')", name=op.f("ck_posting_kind")
        ),
        sa.CheckConstraint("cents <> 0", name=op.f("ck_posting_cents")),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_posting_agreement_id")),
        sa.ForeignKeyConstraint(
            ["case_id", "seq"], ["event.case_id", "event.seq"], name=op.f("fk_posting_case_id_seq")
        ),
        sa.PrimaryKeyConstraint("case_id", "seq", "number", name=op.f("pk_posting")),
    )
    op.create_index("ix_posting_agreement_id", "posting", ["agreement_id", "kind"])
