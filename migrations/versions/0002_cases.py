"""Cases: programmes in force, organisations and users, parties and the vault, cases, deadlines, letters.

Revision ID: 0002_cases
Revises: 0001_ground
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from caseflow.db.types import Id, Instant, Json

revision = "0002_cases"
down_revision = "0001_ground"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "app_user",
        sa.Column("id", Id, nullable=False),
        sa.Column("username", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("profile", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_app_user")),
        sa.UniqueConstraint("username", name=op.f("uq_app_user_username")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", Id, nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("prefix", sa.String(length=16), nullable=False),
        sa.Column("registration_number", sa.String(length=11), nullable=False),
        sa.Column("profile", Json, nullable=False),
        sa.CheckConstraint(
            "kind IN ('hub', 'association', 'agency', 'ministry', 'university', 'state_institution')",
            name=op.f("ck_organisation_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("prefix", name=op.f("uq_organisation_prefix")),
        sa.UniqueConstraint("slug", name=op.f("uq_organisation_slug")),
    )
    op.create_table(
        "party",
        sa.Column("id", Id, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("registration_number", sa.String(length=11), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
    )
    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.create_index("ix_party_registration_number", ["registration_number"], unique=False)

    op.create_table(
        "publication",
        sa.Column("id", Id, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("published_at", Instant, nullable=False),
        sa.Column("published_by", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "kind IN ('parameters', 'norms', 'letter', 'calendar', 'programme')", name=op.f("ck_publication_kind")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint(
            "kind", "programme", "name", "number", name=op.f("uq_publication_kind_programme_name_number")
        ),
        sa.UniqueConstraint("number", name=op.f("uq_publication_number")),
    )
    op.create_table(
        "workflow_version",
        sa.Column("id", Id, nullable=False),
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("published_at", Instant, nullable=False),
        sa.Column("published_by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workflow_version")),
        sa.UniqueConstraint("programme", "name", "version", name=op.f("uq_workflow_version_programme_name_version")),
    )
    op.create_table(
        "case_number",
        sa.Column("organisation_id", Id, nullable=False),
        sa.Column("series", sa.String(length=64), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_case_number_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "series", "year", name=op.f("pk_case_number")),
    )
    op.create_table(
        "case_record",
        sa.Column("id", Id, nullable=False),
        sa.Column("organisation_id", Id, nullable=False),
        sa.Column("workflow_version_id", Id, nullable=False),
        sa.Column("ref", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=63), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("came_from", sa.String(length=63), nullable=True),
        sa.Column("data", Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.Column("acted", Json, nullable=False),
        sa.Column("suspensions", Json, nullable=False),
        sa.Column("assignee_id", Id, nullable=True),
        sa.Column("party_id", Id, nullable=True),
        sa.Column("parent_id", Id, nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("changed_at", Instant, nullable=False),
        sa.Column("next_due_on", sa.Date(), nullable=True),
        sa.Column("wake_at", Instant, nullable=True),
        sa.CheckConstraint("kind IN ('open', 'waiting', 'decided', 'closed')", name=op.f("ck_case_record_kind")),
        sa.CheckConstraint("seq >= 1 AND version >= 1", name=op.f("ck_case_record_counters")),
        sa.ForeignKeyConstraint(["assignee_id"], ["app_user.id"], name=op.f("fk_case_record_assignee_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_case_record_organisation_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["case_record.id"], name=op.f("fk_case_record_parent_id")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_case_record_party_id")),
        sa.ForeignKeyConstraint(
            ["workflow_version_id"], ["workflow_version.id"], name=op.f("fk_case_record_workflow_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_record")),
        sa.UniqueConstraint("ref", name=op.f("uq_case_record_ref")),
    )
    with op.batch_alter_table("case_record", schema=None) as batch_op:
        batch_op.create_index("ix_case_record_assignee", ["assignee_id", "kind", "next_due_on", "id"], unique=False)
        batch_op.create_index("ix_case_record_parent_id", ["parent_id"], unique=False)
        batch_op.create_index("ix_case_record_party_id", ["party_id"], unique=False)
        batch_op.create_index(
            "ix_case_record_wake_at",
            ["wake_at"],
            unique=False,
            postgresql_where=sa.text("wake_at IS NOT NULL"),
            sqlite_where=sa.text("wake_at IS NOT NULL"),
        )
        batch_op.create_index("ix_case_record_workflow_version_id", ["workflow_version_id"], unique=False)
        batch_op.create_index("ix_case_record_worklist", ["organisation_id", "kind", "next_due_on", "id"], unique=False)

    op.create_table(
        "role_grant",
        sa.Column("id", Id, nullable=False),
        sa.Column("user_id", Id, nullable=False),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", Id, nullable=True),
        sa.Column("programme", sa.String(length=64), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("granted_by", sa.String(length=64), nullable=False),
        sa.Column("granted_at", Instant, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("deputy_for", Id, nullable=True),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_role_grant_interval")),
        sa.ForeignKeyConstraint(["deputy_for"], ["app_user.id"], name=op.f("fk_role_grant_deputy_for")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_role_grant_organisation_id")),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_role_grant_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.create_index("ix_role_grant_user_id_organisation_id", ["user_id", "organisation_id"], unique=False)

    op.create_table(
        "vault",
        sa.Column("id", Id, nullable=False),
        sa.Column("organisation_id", Id, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("ciphertext", sa.LargeBinary(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("stored_at", Instant, nullable=False),
        sa.Column("erased_at", Instant, nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_vault_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vault")),
    )
    with op.batch_alter_table("vault", schema=None) as batch_op:
        batch_op.create_index("ix_vault_digest", ["digest"], unique=False)
        batch_op.create_index("ix_vault_organisation_id", ["organisation_id"], unique=False)

    op.create_table(
        "deadline",
        sa.Column("case_id", Id, nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=63), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("anchor", sa.Date(), nullable=False),
        sa.Column("term", sa.String(length=64), nullable=False),
        sa.Column("calendar", sa.String(length=16), nullable=False),
        sa.Column("calendar_version", sa.String(length=32), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_at", Instant, nullable=True),
        sa.Column("edges", Json, nullable=False),
        sa.Column("intervals", Json, nullable=False),
        sa.Column("extended_to", sa.String(length=64), nullable=True),
        sa.Column("ended_seq", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "status IN ('running', 'left', 'met', 'fired', 'restarted', 'resumed', 'suspended', 'extended', 'undone', "
            "'recalculated')",
            name=op.f("ck_deadline_status"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case_record.id"], name=op.f("fk_deadline_case_id")),
        sa.PrimaryKeyConstraint("case_id", "id", name=op.f("pk_deadline")),
    )
    with op.batch_alter_table("deadline", schema=None) as batch_op:
        batch_op.create_index(
            "ix_deadline_live",
            ["case_id"],
            unique=False,
            postgresql_where=sa.text("status IN ('running', 'left')"),
            sqlite_where=sa.text("status IN ('running', 'left')"),
        )

    op.create_table(
        "event",
        sa.Column("case_id", Id, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("trigger", sa.String(length=63), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_record.id"], name=op.f("fk_event_case_id")),
        sa.PrimaryKeyConstraint("case_id", "seq", name=op.f("pk_event")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index("ix_event_at", ["at"], unique=False)

    op.create_table(
        "letter",
        sa.Column("id", Id, nullable=False),
        sa.Column("case_id", Id, nullable=False),
        sa.Column("organisation_id", Id, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=63), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("template", sa.String(length=200), nullable=False),
        sa.Column("template_hash", sa.String(length=64), nullable=False),
        sa.Column("release", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("signatory", Json, nullable=True),
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("drafted_at", Instant, nullable=False),
        sa.CheckConstraint("status IN ('drafted', 'signed', 'cancelled')", name=op.f("ck_letter_status")),
        sa.ForeignKeyConstraint(["case_id"], ["case_record.id"], name=op.f("fk_letter_case_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_letter_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index("ix_letter_case_id", ["case_id", "seq"], unique=False)
        batch_op.create_index(
            "ix_letter_drafted",
            ["case_id"],
            unique=False,
            postgresql_where=sa.text("status = 'drafted'"),
            sqlite_where=sa.text("status = 'drafted'"),
        )

    op.create_table(
        "task",
        sa.Column("id", Id, nullable=False),
        sa.Column("case_id", Id, nullable=False),
        sa.Column("organisation_id", Id, nullable=False),
        sa.Column("name", sa.String(length=63), nullable=False),
        sa.Column("label", Json, nullable=False),
        sa.Column("role", sa.String(length=63), nullable=False),
        sa.Column("closes_on", Json, nullable=False),
        sa.Column("opened_at", Instant, nullable=False),
        sa.Column("opened_seq", sa.Integer(), nullable=False),
        sa.Column("closed_at", Instant, nullable=True),
        sa.Column("closed_by", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case_record.id"], name=op.f("fk_task_case_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_task_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index("ix_task_case_id", ["case_id"], unique=False)
        batch_op.create_index(
            "ix_task_open",
            ["organisation_id", "role", "opened_at"],
            unique=False,
            postgresql_where=sa.text("closed_at IS NULL"),
            sqlite_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "vault_reading",
        sa.Column("id", Id, nullable=False),
        sa.Column("vault_id", Id, nullable=False),
        sa.Column("read_at", Instant, nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["vault_id"], ["vault.id"], name=op.f("fk_vault_reading_vault_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vault_reading")),
    )
    with op.batch_alter_table("vault_reading", schema=None) as batch_op:
        batch_op.create_index("ix_vault_reading_vault_id", ["vault_id"], unique=False)
