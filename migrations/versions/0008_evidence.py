"""Evidence of cases, the register of de minimis aid, what agreements were before they were amended.

Revision ID: 0008_evidence
Revises: 0004_ledger
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from caseflow.db.types import Day, Id, Instant, Json, Money

revision = "0008_evidence"
down_revision = "0004_ledger"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "undertaking",
        sa.Column("id", Id, nullable=False),
        sa.Column("registration_number", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("years", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_undertaking")),
    )
    op.create_index("ix_undertaking_registration_number", "undertaking", ["registration_number"])
    op.create_table(
        "agreement_change",
        sa.Column("agreement_id", Id, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", Day, nullable=False),
        sa.Column("amount", Money, nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("entered_by", sa.String(length=64), nullable=False),
        sa.Column("entered_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_change_agreement_id")),
        sa.PrimaryKeyConstraint("agreement_id", "number", name=op.f("pk_agreement_change")),
    )
    op.create_table(
        "de_minimis_aid",
        sa.Column("id", Id, nullable=False),
        sa.Column("undertaking_id", Id, nullable=False),
        sa.Column("case_id", Id, nullable=True),
        sa.Column("grantor", sa.Text(), nullable=True),
        sa.Column("reference", sa.String(length=64), nullable=True),
        sa.Column("regulation", sa.String(length=8), nullable=False),
        sa.Column("road_freight", sa.Boolean(), nullable=False),
        sa.Column("reserved_on", Day, nullable=True),
        sa.Column("granted_on", Day, nullable=True),
        sa.Column("reserved", Money, nullable=False),
        sa.Column("granted", Money, nullable=False),
        sa.Column("postings", sa.Integer(), nullable=False),
        sa.CheckConstraint("regulation IN ('dm1407', 'dm2831')", name=op.f("ck_de_minimis_aid_regulation")),
        sa.CheckConstraint(
            "case_id IS NOT NULL OR (grantor IS NOT NULL AND reference IS NOT NULL)",
            name=op.f("ck_de_minimis_aid_whose"),
        ),
        sa.CheckConstraint("granted = 0 OR granted_on IS NOT NULL", name=op.f("ck_de_minimis_aid_granted_on")),
        sa.CheckConstraint("reserved = 0 OR reserved_on IS NOT NULL", name=op.f("ck_de_minimis_aid_reserved_on")),
        sa.CheckConstraint("reserved >= 0 AND granted >= 0", name=op.f("ck_de_minimis_aid_sums")),
        sa.ForeignKeyConstraint(["case_id"], ["case_record.id"], name=op.f("fk_de_minimis_aid_case_id")),
        sa.ForeignKeyConstraint(["undertaking_id"], ["undertaking.id"], name=op.f("fk_de_minimis_aid_undertaking_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_de_minimis_aid")),
        sa.UniqueConstraint("undertaking_id", "reference", name=op.f("uq_de_minimis_aid_undertaking_id_reference")),
    )
    op.create_index("ix_de_minimis_aid_case_id", "de_minimis_aid", ["case_id"])
    op.create_table(
        "de_minimis_posting",
        sa.Column("aid_id", Id, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("day", Day, nullable=False),
        sa.Column("case_id", Id, nullable=True),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("document", sa.String(length=64), nullable=True),
        sa.Column("booked_by", sa.String(length=64), nullable=False),
        sa.Column("booked_at", Instant, nullable=False),
        sa.CheckConstraint(
            "kind IN ('reserved', 'confirmed', 'released', 'entered', 'corrected')",
            name=op.f("ck_de_minimis_posting_kind"),
        ),
        sa.CheckConstraint("cents <> 0", name=op.f("ck_de_minimis_posting_cents")),
        sa.CheckConstraint("seq IS NOT NULL OR reason IS NOT NULL", name=op.f("ck_de_minimis_posting_why")),
        sa.ForeignKeyConstraint(["aid_id"], ["de_minimis_aid.id"], name=op.f("fk_de_minimis_posting_aid_id")),
        sa.ForeignKeyConstraint(
            ["case_id", "seq"], ["event.case_id", "event.seq"], name=op.f("fk_de_minimis_posting_case_id_seq")
        ),
        sa.ForeignKeyConstraint(["document"], ["blob.sha256"], name=op.f("fk_de_minimis_posting_document")),
        sa.PrimaryKeyConstraint("aid_id", "number", name=op.f("pk_de_minimis_posting")),
    )
    op.create_index("ix_de_minimis_posting_case_id", "de_minimis_posting", ["case_id", "seq"])
    op.create_table(
        "evidence",
        sa.Column("case_id", Id, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=63), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("data_date", Day, nullable=True),
        sa.Column("reference_day", Day, nullable=True),
        sa.Column("valid_until", Day, nullable=True),
        sa.Column("answer", Json, nullable=False),
        sa.Column("document", sa.String(length=64), nullable=True),
        sa.Column("obtained_on", Day, nullable=False),
        sa.Column("obtained_at", Instant, nullable=False),
        sa.Column("obtained_by", sa.String(length=64), nullable=False),
        sa.Column("withdrawn_seq", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id", "seq"], ["event.case_id", "event.seq"], name=op.f("fk_evidence_case_id_seq")
        ),
        sa.ForeignKeyConstraint(["document"], ["blob.sha256"], name=op.f("fk_evidence_document")),
        sa.PrimaryKeyConstraint("case_id", "seq", "number", name=op.f("pk_evidence")),
    )
    op.create_table(
        "undertaking_member",
        sa.Column("group_id", Id, nullable=False),
        sa.Column("undertaking_id", Id, nullable=False),
        sa.Column("valid_from", Day, nullable=False),
        sa.Column("valid_to", Day, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("document", sa.String(length=64), nullable=True),
        sa.Column("case_id", Id, nullable=True),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.Column("entered_by", sa.String(length=64), nullable=False),
        sa.Column("entered_at", Instant, nullable=False),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_undertaking_member_validity")),
        sa.ForeignKeyConstraint(
            ["case_id", "seq"], ["event.case_id", "event.seq"], name=op.f("fk_undertaking_member_case_id_seq")
        ),
        sa.ForeignKeyConstraint(["document"], ["blob.sha256"], name=op.f("fk_undertaking_member_document")),
        sa.ForeignKeyConstraint(
            ["undertaking_id"], ["undertaking.id"], name=op.f("fk_undertaking_member_undertaking_id")
        ),
        sa.PrimaryKeyConstraint("group_id", "undertaking_id", name=op.f("pk_undertaking_member")),
    )
    op.create_index("ix_undertaking_member_undertaking_id", "undertaking_member", ["undertaking_id"])
    _keep_the_agreements_that_there_are()


def _keep_the_agreements_that_there_are() -> None:
    """The history of an agreement begins with what it is now."""
    as_instant = (
        "status_on::timestamptz" if op.get_bind().dialect.name == "postgresql" else "status_on || 'T00:00:00.000000Z'"
    )
    op.execute(
        "INSERT INTO agreement_change (agreement_id, number, day, amount, status, reason, entered_by, entered_at) "
        f"SELECT id, 1, status_on, amount, status, reason, 'system', {as_instant} FROM agreement"
    )
