"""The outbox: which letters are to be sent now, leased to one worker; what goes out of which door; what came of it."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from caseflow.db import Transaction, blobs
from caseflow.db.json_text import read_json
from caseflow.db.values import read_day, read_uuid
from caseflow.letters.channels import smtp
from caseflow.letters.channels.eaddress import to_official_address
from caseflow.letters.channels.folder import mail_to_folder, put
from caseflow.letters.channels.parcel import CONTAINER, PDF, ChannelFault, ChannelRefusal, Parcel
from caseflow.letters.sending import Sending
from caseflow.letters.tables import TO_SEND
from caseflow.parties.keys import Keys

log = logging.getLogger(__name__)

AT_ONCE: Final = 20
LEASE: Final = timedelta(minutes=15)
"""How long a letter belongs to the worker that took it: longer than twenty mails to a server that hardly answers."""
MOST_ATTEMPTS: Final = 8
_LONGEST_PAUSE: Final = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Where letters go: the folder of channels (None: nothing is sent) and the mail server, if there is one."""

    data: Path | None = None
    smtp_url: str | None = None

    def deliver(self, leased: Leased, at: datetime) -> None:
        """Hand the letter to its channel. Raises ChannelFault, ChannelRefusal."""
        assert self.data is not None
        parcel = leased.parcel
        if leased.channel == "post":
            put(self.data / "post" / parcel.organisation / parcel.file, parcel.data)
        elif leased.channel == "official_address":
            to_official_address(self.data / "official_address", parcel, leased.registration_number)
        elif self.smtp_url:
            smtp.send(self.smtp_url, parcel.mail(at))
        else:
            mail_to_folder(self.data / "outbox", parcel, at)


@dataclass(frozen=True, slots=True)
class Leased:
    """A letter that this worker is to send; `attempt` says which try it is, and is the lease's own mark."""

    id: UUID
    channel: str
    attempt: int
    registration_number: str
    parcel: Parcel


_LEASE: Final = """
UPDATE letter SET send_at = ?, attempts = attempts + 1 WHERE id IN (
  SELECT id FROM letter WHERE {waiting} AND send_at <= ? ORDER BY send_at, id LIMIT {most}{skip})
RETURNING id
"""
_READ: Final = """
SELECT l.id, l.channel, l.attempts, l.pdf, l.container, l.recipient, l.number, l.register_year, l.registered_on,
  l.title, c.ref, o.slug, o.kind, o.prefix, o.profile, p.registration_number
FROM letter l JOIN case_record c ON c.id = l.case_id JOIN organisation o ON o.id = l.organisation_id
LEFT JOIN party p ON p.id = c.party_id
WHERE l.id IN ({marks}) ORDER BY l.id
"""


def lease(tx: Transaction, machine_now: datetime, keys: Keys, most: int = AT_ONCE) -> list[Leased]:
    """Take letters that are to be sent now; nobody else takes them before the lease is over. `keys` sign links."""
    skip = " FOR UPDATE SKIP LOCKED" if tx.dialect == "postgresql" else ""
    sql = _LEASE.format(waiting=TO_SEND, most=int(most), skip=skip)
    ids = [read_uuid(id) for (id,) in tx.fetchall(sql, (machine_now + LEASE, machine_now))]
    if not ids:
        return []
    rows = tx.fetchall(_READ.format(marks=", ".join("?" for _ in ids)), ids)
    return [_leased(tx, keys, *row) for row in rows]


def _leased(
    tx: Transaction, keys: Keys, id: Any, channel: str, attempt: int, pdf: str, container: str | None, *rest: Any
) -> Leased:
    recipient, number, year, registered_on, title, ref, slug, kind, prefix, written, registration_number = rest
    profile = read_json(written)
    letterhead, links = profile.get("letterhead", {}), Sending.of(kind, prefix, profile).links
    day = read_day(registered_on)
    parcel = Parcel(
        id=str(read_uuid(id)),
        organisation=slug,
        author=letterhead.get("nosaukums", slug),
        sender=letterhead.get("epasts", ""),
        recipient=recipient,
        number=number,
        year=year,
        case=ref,
        title=title,
        data=bytes(blobs.get(tx, container or pdf).data),
        media_type=CONTAINER if container else PDF,
        link=links.link(keys, read_uuid(id), day) if links else None,
        link_until=links.last_day(day) if links else None,
    )
    return Leased(read_uuid(id), channel, attempt, registration_number or "", parcel)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of one try: the channel took the letter, or why it did not, and whether that is for good."""

    leased: Leased
    fault: str | None = None
    final: bool = False


def attempt(outgoing: Outgoing, leased: Leased, at: datetime) -> Attempt:
    """Try to send one letter; a fault is an answer."""
    try:
        outgoing.deliver(leased, at)
    except ChannelFault as fault:
        final = isinstance(fault, ChannelRefusal) or leased.attempt >= MOST_ATTEMPTS
        log.warning("letter %s, try %d: %s", leased.id, leased.attempt, fault)
        return Attempt(leased, str(fault), final)
    return Attempt(leased)


def record(tx: Transaction, tried: Iterable[Attempt], now: datetime, today: date, machine_now: datetime) -> None:
    """Keep what came of each try, while the lease is still ours; the case hears of it in a move of its own."""
    for each in tried:
        mine = (each.leased.id, each.leased.attempt)
        if each.final:
            tx.execute(
                "UPDATE letter SET send_at = NULL, failure = ? WHERE id = ? AND attempts = ? AND status = 'registered'",
                (each.fault, *mine),
            )
        elif each.fault is not None:
            again = machine_now + pause(each.leased.attempt)
            tx.execute("UPDATE letter SET send_at = ? WHERE id = ? AND attempts = ?", (again, *mine))
        elif each.leased.channel == "post":  # it is printed: now people hand it over
            tx.execute("UPDATE letter SET send_at = NULL WHERE id = ? AND attempts = ?", mine)
        else:
            # Whoever sent it under a lease that is over has sent it all the same.
            tx.execute(
                "UPDATE letter SET send_at = NULL, sent_at = ?, sent_on = ? "
                "WHERE id = ? AND status = 'registered' AND sent_at IS NULL",
                (now, today, each.leased.id),
            )


def pause(attempt: int) -> timedelta:
    """How long to wait after a try that failed: two minutes, four, eight ... at most four hours."""
    return min(timedelta(minutes=2**attempt), _LONGEST_PAUSE)
