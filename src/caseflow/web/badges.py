"""How far away a last day or an event is, in words and with a class for its colour; never by colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from caseflow.cases.tabs import SOON
from caseflow.clock import riga_date
from caseflow.words import Message, message

_KINDS: Final = {"open": "pill open", "waiting": "pill waiting", "decided": "pill decided", "closed": "pill closed"}


@dataclass(frozen=True, slots=True)
class Badge:
    """Words and the class of the style sheet."""

    words: Message
    css: str


def due_badge(due: date | None, today: date, suspended: bool = False) -> Badge:
    """Grey without a clock, striped while it stands still, blue far off, amber within a week, red today and after."""
    if suspended:
        return Badge(message("web.badge.suspended"), "badge paused")
    if due is None:
        return Badge(message("web.badge.none"), "badge none")
    days = (due - today).days
    if days < 0:
        return Badge(message("web.badge.late", n=-days), "badge late")
    if days == 0:
        return Badge(message("web.badge.today"), "badge late")
    return Badge(message("web.badge.left", n=days), "badge soon" if days <= SOON.days else "badge far")


def kind_class(kind: str) -> str:
    """The class of a state's pill."""
    return _KINDS.get(kind, "pill")


def when(at: datetime, now: datetime) -> Message:
    """How long ago something happened: minutes, hours, then the day itself."""
    seconds = int((now - at).total_seconds())
    if seconds < 60:
        return message("web.ago.now")
    if seconds < 3600:
        return message("web.ago.minutes", n=seconds // 60)
    if seconds < 24 * 3600:
        return message("web.ago.hours", n=seconds // 3600)
    return message("web.ago.day", day=riga_date(at))
