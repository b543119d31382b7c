"""Who works in this installation: people with their roles, organisations, and the roles that programmes declare."""

from __future__ import annotations

from datetime import date
from typing import Any

from caseflow.db import Transaction
from caseflow.db.values import read_day, read_uuid
from caseflow.engine.programme_model import read_programme


def known_roles(tx: Transaction) -> list[str]:
    """The roles that the programmes on record declare."""
    rows = tx.fetchall(
        "SELECT p.programme, p.content FROM publication p WHERE p.kind = 'programme' AND p.name = 'programme.yaml' "
        "AND p.number = (SELECT max(q.number) FROM publication q "
        "WHERE q.kind = p.kind AND q.programme = p.programme AND q.name = p.name)"
    )
    return sorted({role for slug, text in rows for role in read_programme(text, f"{slug}/programme.yaml")[0].roles})


def list_users(tx: Transaction, today: date) -> list[dict[str, Any]]:
    """Everybody by username, each with the roles that have not ended."""
    users: dict[Any, dict[str, Any]] = {}
    for id, username, name, active in tx.fetchall("SELECT id, username, name, active FROM app_user ORDER BY username"):
        users[id] = {"id": read_uuid(id), "username": username, "name": name, "active": bool(active), "roles": []}
    for user, id, role, slug, programme, first, last, deputy_for, reason in tx.fetchall(
        "SELECT g.user_id, g.id, g.role, o.slug, g.programme, g.valid_from, g.valid_to, d.username, g.reason "
        "FROM role_grant g LEFT JOIN organisation o ON o.id = g.organisation_id "
        "LEFT JOIN app_user d ON d.id = g.deputy_for WHERE g.valid_to IS NULL OR g.valid_to >= ? "
        "ORDER BY g.role, o.slug, g.valid_from",
        (today,),
    ):
        users[user]["roles"].append(
            {
                "id": read_uuid(id),
                "role": role,
                "organisation": slug,
                "programme": programme,
                "from": read_day(first),
                "to": read_day(last) if last else None,
                "deputy_for": deputy_for,
                "reason": reason,
            }
        )
    return list(users.values())


def list_organisations(tx: Transaction) -> list[dict[str, Any]]:
    """Every organisation by its slug."""
    rows = tx.fetchall("SELECT id, slug, kind, prefix, registration_number FROM organisation ORDER BY slug")
    return [
        {"id": read_uuid(id), "slug": slug, "kind": kind, "prefix": prefix, "registration_number": number}
        for id, slug, kind, prefix, number in rows
    ]
