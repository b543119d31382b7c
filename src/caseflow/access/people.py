"""Organisations, users and their role grants: entered by the administrator, read by everyone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from caseflow.db import Transaction
from caseflow.db.json_text import write_json
from caseflow.db.values import read_uuid
from caseflow.errors import NotFound
from caseflow.words.message import message


def enter_organisation(
    tx: Transaction, slug: str, kind: str, prefix: str, registration_number: str, profile: Mapping[str, Any]
) -> UUID:
    """Enter an organisation, or bring the one of that slug up to date; answers its id."""
    row = tx.fetchone(
        "INSERT INTO organisation (id, slug, kind, prefix, registration_number, profile) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (slug) DO UPDATE SET kind = excluded.kind, prefix = excluded.prefix, "
        "registration_number = excluded.registration_number, profile = excluded.profile RETURNING id",
        (uuid4(), slug, kind, prefix, registration_number, write_json(dict(profile))),
    )
    assert row is not None
    return read_uuid(row[0])


def enter_user(tx: Transaction, username: str, name: str, profile: Mapping[str, Any]) -> UUID:
    """Enter a user, or bring the one of that name up to date; answers the id."""
    row = tx.fetchone(
        "INSERT INTO app_user (id, username, name, active, profile) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (username) DO UPDATE SET name = excluded.name, profile = excluded.profile RETURNING id",
        (uuid4(), username, name, True, write_json(dict(profile))),
    )
    assert row is not None
    return read_uuid(row[0])


def find_user(tx: Transaction, username: str) -> UUID:
    """The id of an active user. Raises NotFound."""
    row = tx.fetchone("SELECT id FROM app_user WHERE username = ? AND active", (username,))
    if row is None:
        raise NotFound(
            f"there is no user {username!r}; `caseflow user list` shows who there is",
            message("unknown.user", name=username),
        )
    return read_uuid(row[0])


def set_active(tx: Transaction, username: str, *, active: bool, machine_now: datetime) -> None:
    """Let a user sign in and act, or no more: then sessions end at once and tokens are revoked. Raises NotFound."""
    row = tx.fetchone("UPDATE app_user SET active = ? WHERE username = ? RETURNING id", (active, username))
    if row is None:
        raise NotFound(
            f"there is no user {username!r}; `caseflow user list` shows who there is",
            message("unknown.user", name=username),
        )
    if not active:
        tx.execute("DELETE FROM desk_session WHERE user_id = ?", (row[0],))
        tx.execute(
            "UPDATE api_token SET revoked_at = ? WHERE user_id = ? AND revoked_at IS NULL", (machine_now, row[0])
        )


def list_colleagues(tx: Transaction, organisation: str, today: date) -> list[tuple[str, str]]:
    """Username and name of everybody who holds a role in the organisation today, in the order of names."""
    rows = tx.fetchall(
        "SELECT DISTINCT u.username, u.name FROM app_user u JOIN role_grant g ON g.user_id = u.id "
        "LEFT JOIN organisation o ON o.id = g.organisation_id WHERE u.active AND (o.slug = ? OR o.slug IS NULL) "
        "AND g.valid_from <= ? AND (g.valid_to IS NULL OR g.valid_to >= ?) ORDER BY u.name, u.username",
        (organisation, today, today),
    )
    return [(username, name) for username, name in rows]


def find_organisation(tx: Transaction, slug: str) -> UUID:
    """The id of an organisation. Raises NotFound."""
    row = tx.fetchone("SELECT id FROM organisation WHERE slug = ?", (slug,))
    if row is None:
        raise NotFound(f"there is no organisation {slug!r}", message("unknown.organisation", name=slug))
    return read_uuid(row[0])


def organisation_kind(tx: Transaction, slug: str) -> str:
    """What kind of body an organisation is. Raises NotFound."""
    row = tx.fetchone("SELECT kind FROM organisation WHERE slug = ?", (slug,))
    if row is None:
        raise NotFound(
            f"there is no organisation {slug!r}; `caseflow organisation list` shows them",
            message("unknown.organisation", name=slug),
        )
    return str(row[0])


def grant(
    tx: Transaction,
    user: UUID,
    role: str,
    organisation: UUID | None,
    *,
    valid_from: date,
    valid_to: date | None = None,
    programme: str | None = None,
    deputy_for: UUID | None = None,
    by: str,
    reason: str,
    now: datetime,
) -> UUID:
    """Give a user a role in one organisation (None: in all) from a day on, at most to a day; answers its id."""
    id = uuid4()
    tx.execute(
        "INSERT INTO role_grant (id, user_id, role, organisation_id, programme, valid_from, valid_to, granted_by, "
        "granted_at, reason, deputy_for) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (id, user, role, organisation, programme, valid_from, valid_to, by, now, reason, deputy_for),
    )
    return id


def end_grant(tx: Transaction, id: UUID, last_day: date) -> None:
    """Let a grant end with `last_day`. Raises NotFound."""
    if not tx.execute("UPDATE role_grant SET valid_to = ? WHERE id = ?", (last_day, id)):
        raise NotFound(f"there is no role grant {id}", message("unknown.role_grant", grant=str(id)))
