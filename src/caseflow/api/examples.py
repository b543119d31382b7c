"""Examples of what the API answers, as its description shows them; invented, like everything in them."""

from __future__ import annotations

from typing import Any, Final

_ID: Final = "6f6c2c0e-7a55-4b0e-9b0a-3f4d8a2f6f10"
_FIGURE: Final = {"key": "P.tax.limit", "value": "150.00", "from": None, "to": None, "source": "S001 1.3"}

DONE: Final[dict[str, Any]] = {
    "outcome": "done",
    "id": _ID,
    "ref": "PUA-2024-001",
    "trigger": "record_tax_check",
    "state": "tax_checked",
    "version": 3,
    "seq": 3,
    "letters": [],
}
NOTE: Final[dict[str, Any]] = {**DONE, "trigger": "add_note"}
CLOSED: Final[dict[str, Any]] = {**DONE, "trigger": "close_task"}
VOIDED: Final[dict[str, Any]] = {**DONE, "trigger": "letter_voided", "state": "refused", "version": 5, "seq": 8}
PAGE: Final[dict[str, Any]] = {
    "cases": [
        {
            "id": _ID,
            "ref": "PUA-2024-001",
            "workflow": "enterprise-skills/beneficiary",
            "organisation": "association",
            "party": "SIA “Vēja dēļi”",
            "registration_number": "40003000017",
            "state": "submitted",
            "label": "Submitted",
            "kind": "open",
            "next_due_on": "2024-03-06",
            "suspended": False,
            "assignee": None,
            "changed_at": "2024-03-04T08:00:00+00:00",
            "version": 2,
        }
    ],
    "next": f"2024-03-06_{_ID}",
}
OFFERS: Final[list[dict[str, Any]]] = [
    {
        "trigger": "withdraw",
        "label": "Register the withdrawal",
        "allowed": True,
        "built_in": False,
        "needs_reason": False,
        "backdated": True,
        "form": [{"name": "request", "label": "The merchant's letter", "type": "document", "required": False}],
        "reasons": [],
    }
]
_ENTERPRISE: Final = {"registration_number": "40003000017", "name": "SIA “Vēja dēļi”"}
_PART: Final = {"registration_number": "40003000021", "name": "SIA “Vēja rati”", "equity": "100000.00"}
SPLIT: Final[dict[str, Any]] = {
    "source": _ENTERPRISE,
    "parts": [{**_ENTERPRISE, "equity": "300000.00"}, _PART],
    "on": "2024-03-01",
}
UNDERTAKING: Final[dict[str, Any]] = {
    "undertaking": {"id": _ID, **_ENTERPRISE, "years": []},
    "members": [],
    "predecessors": [],
    "aid": [
        {
            "id": _ID,
            "undertaking": _ID,
            "case": None,
            "grantor": "Attīstības iestāde",
            "reference": "UZ-1",
            "regulation": "dm2831",
            "road_freight": False,
            "reserved_on": None,
            "granted_on": "2024-02-01",
            "reserved": "0.00",
            "granted": "12000.00",
            "postings": 1,
        }
    ],
    "changes": [],
    "counted": [{"id": _ID, "undertaking": _ID, "granted_on": "2024-02-01", "amount": "12000.00"}],
}
DOCUMENT: Final[dict[str, Any]] = {"sha256": "ab" * 32, "media_type": "application/pdf", "size": 24793}
TERM: Final[dict[str, Any]] = {
    "due_on": "2026-11-17",
    "due_at": "2026-11-17T22:00:00Z",
    "calendar": "LV-STAT",
    "derivation": ["Term: 2 working days.", "The start day is Friday 13 November 2026; it does not count."],
}
RULE_ANSWER: Final[dict[str, Any]] = {
    "rule": "B-TAX-01",
    "name": "tax_debt_within_limit",
    "outcome": "failed",
    "value": None,
    "reasons": [
        {
            "rule": "B-TAX-01",
            "message": "rules_tax.tax_debt_within_limit.failed",
            "text": "The tax debt of EUR 150.01 exceeds the limit of EUR 150.00, so no aid may be granted.",
        }
    ],
    "parameters": [_FIGURE],
}
PROBLEM: Final[dict[str, Any]] = {
    "type": "urn:caseflow:problem:refused",
    "title": "The move was refused",
    "status": 409,
    "detail": "The move “decide” was not made and nothing has changed. The reasons are listed.",
    "trigger": "decide",
    "ref": "PUA-2024-001",
    "reasons": [
        {
            "code": "requires",
            "rule": "B-TAX-01",
            "field": None,
            "message": "The tax debt of EUR 150.01 exceeds the limit of EUR 150.00, so no aid may be granted.",
            "values": {"debt": "150.01", "limit": "150.00"},
            "figures": [_FIGURE],
        }
    ],
}
