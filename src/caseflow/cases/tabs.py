"""The tabs of the worklist: each is a query, and a number of cases behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from caseflow.cases.scope import Viewer
from caseflow.cases.worklist import Filters, counts
from caseflow.db import Transaction

MOST: Final = 999
"""No tab counts further: the desk shows `999+`."""
SOON: Final = timedelta(days=7)


def tabs(viewer: Viewer, user: UUID) -> Mapping[str, Filters]:
    """The filters behind each tab, for somebody on a day: `today` ends today or has ended, `soon` within a week."""
    return {
        "all": Filters(),
        "today": Filters(due_before=viewer.today + timedelta(days=1)),
        "soon": Filters(due_before=viewer.today + SOON + timedelta(days=1)),
        "open": Filters(kind="open"),
        "mine": Filters(assignee=user),
        "waiting": Filters(kind="waiting"),
        "decided": Filters(kind="decided"),
        "done": Filters(kind="closed"),
    }


def narrowed(tab: Filters, organisation: str | None, state: str | None, text: str | None) -> Filters:
    """A tab's filters with those that the user has set beside it."""
    return replace(tab, organisation=organisation, state=state, text=text)


def count_tabs(tx: Transaction, viewer: Viewer, user: UUID) -> Mapping[str, int]:
    """The number of cases behind each tab, at most `MOST` + 1."""
    named = tabs(viewer, user)
    return dict(zip(named, counts(tx, viewer, list(named.values()), MOST + 1), strict=True))
