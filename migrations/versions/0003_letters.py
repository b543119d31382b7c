"""Letters leave the house: their register, their sending, and the series that number them.

Revision ID: 0003_letters
Revises: 0002_cases
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from caseflow.db.types import Day, Id, Instant

revision = "0003_letters"
down_revision = "0002_cases"
branch_labels = None
depends_on = None

_STATUSES = (
    "status IN ('drafted', 'signed', 'registered', 'sent', 'delivered', 'effective', 'failed', 'returned', "
    "'cancelled', 'voided')"
)
_WAITING = {
    "ix_letter_to_register": (
        ["organisation_id", "series", "release_at"],
        "status = 'signed' OR (status = 'drafted' AND release = 'automatic')",
    ),
    "ix_letter_to_send": (["send_at"], "status = 'registered' AND send_at IS NOT NULL"),
    "ix_letter_to_report": (["id"], "status = 'registered' AND (sent_at IS NOT NULL OR failure IS NOT NULL)"),
}


def upgrade() -> None:
    """Bring the schema forward; letters drafted before count as information, to be sent by e-mail."""
    op.create_table(
        "letter_series",
        sa.Column("organisation_id", Id, nullable=False),
        sa.Column("series", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_letter_series_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "series", "year", name=op.f("pk_letter_series")),
    )
    with op.batch_alter_table("letter") as letter:
        for column in _new_columns():
            letter.add_column(column)
    op.execute(
        "UPDATE letter SET series = 'letters', title = name, act = false, clause = false, channel = 'email', "
        "release_at = drafted_at"
    )
    with op.batch_alter_table("letter") as letter:
        for name, kind in _REQUIRED.items():
            letter.alter_column(name, existing_type=kind, nullable=False)
        letter.drop_constraint(op.f("ck_letter_status"), type_="check")
        letter.create_check_constraint(op.f("ck_letter_status"), _STATUSES)
        letter.create_check_constraint(op.f("ck_letter_awaits"), "awaits IN ('signature', 'handing over')")
        letter.create_unique_constraint(
            op.f("uq_letter_organisation_id_series_register_year_ordinal"),
            ["organisation_id", "series", "register_year", "ordinal"],
        )
    for name, (columns, where) in _WAITING.items():
        op.create_index(name, "letter", columns, postgresql_where=sa.text(where), sqlite_where=sa.text(where))


_REQUIRED: dict[str, sa.types.TypeEngine[Any]] = {
    "series": sa.String(length=32),
    "title": sa.String(length=200),
    "act": sa.Boolean(),
    "clause": sa.Boolean(),
    "channel": sa.String(length=20),
    "release_at": Instant(),
}


def _new_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("series", sa.String(length=32)),
        sa.Column("title", sa.String(length=200)),
        sa.Column("act", sa.Boolean()),
        sa.Column("clause", sa.Boolean()),
        sa.Column("channel", sa.String(length=20)),
        sa.Column("recipient", sa.String(length=320)),
        sa.Column("release_at", Instant),
        sa.Column("replaces", Id),
        sa.Column("register_year", sa.Integer()),
        sa.Column("ordinal", sa.Integer()),
        sa.Column("number", sa.String(length=64)),
        sa.Column("registered_on", Day),
        sa.Column("pdf", sa.String(length=64)),
        sa.Column("awaits", sa.String(length=16)),
        sa.Column("container", sa.String(length=64)),
        sa.Column("signed_by", sa.String(length=64)),
        sa.Column("send_at", Instant),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sent_at", Instant),
        sa.Column("sent_on", Day),
        sa.Column("failure", sa.Text()),
        sa.Column("void_reason", sa.Text()),
    ]
