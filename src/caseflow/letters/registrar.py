"""The register of outgoing letters: which wait for a number, the gapless series, and what registration writes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from cryptography.exceptions import InvalidTag

from caseflow.clock import riga_date
from caseflow.db import Transaction, blobs
from caseflow.db.json_text import read_json
from caseflow.db.values import read_instant, read_uuid
from caseflow.errors import CaseflowError
from caseflow.letters.front_matter import FILE
from caseflow.letters.registration import Registration, Signatory
from caseflow.letters.sending import BY_SIGNATORY, Sending
from caseflow.letters.tables import TO_REGISTER
from caseflow.letters.typeset import MEDIA_TYPE, typeset
from caseflow.parties.keys import Keys

AT_ONCE: Final = 20
"""How many letters of one series one transaction registers: others wait for the series meanwhile."""

SIGNATURE, HANDING_OVER = "signature", "handing over"


class LetterFault(CaseflowError):
    """The letter cannot be registered: says what is missing and where to mend it."""


@dataclass(frozen=True, slots=True)
class ToRegister:
    """A letter that may be registered, as the registrar has locked it."""

    id: UUID
    case: UUID
    code: str
    release: str
    signatory: dict[str, Any] | None
    key_id: str
    sealed: bytes
    text_hash: str
    drafted_at: datetime
    channel: str
    name: str

    @property
    def day(self) -> date:
        """The date that is printed: the day of signing, of an automatic letter the day on which it was drafted."""
        if self.signatory is not None:
            return date.fromisoformat(self.signatory["on"])
        return riga_date(self.drafted_at)

    def text(self, keys: Keys) -> str:
        """The drafted text. Raises LetterFault for another key, or a text that is not the one that was drafted."""
        if self.key_id != keys.id:
            raise LetterFault(f"the text is sealed with key {self.key_id}, this installation has {keys.id}")
        try:
            text = keys.unseal(self.sealed, self.id.bytes)
        except InvalidTag:
            raise LetterFault("the stored text has been altered") from None
        if hashlib.sha256(text).hexdigest() != self.text_hash:
            raise LetterFault("the stored text is not the one that was drafted")
        return text.decode()


@dataclass(frozen=True, slots=True)
class Registered:
    """A letter with its place in the register and its bytes."""

    letter: ToRegister
    number: str
    ordinal: int
    pdf: bytes
    awaits: str | None

    @property
    def sha256(self) -> str:
        """The hash of the bytes, in hex."""
        return hashlib.sha256(self.pdf).hexdigest()


def waiting_series(tx: Transaction, now: datetime) -> list[tuple[UUID, str]]:
    """Organisation and series of all letters whose undo window is over."""
    rows = tx.fetchall(
        f"SELECT DISTINCT organisation_id, series FROM letter WHERE ({TO_REGISTER}) AND release_at <= ? "
        "ORDER BY organisation_id, series",
        (now,),
    )
    return [(read_uuid(organisation), series) for organisation, series in rows]


def candidates(
    tx: Transaction, now: datetime, organisation: UUID, series: str, most: int = AT_ONCE
) -> list[tuple[UUID, UUID]]:
    """Letter and case of those that wait longest in one series; nothing is locked yet."""
    rows = tx.fetchall(
        f"SELECT id, case_id FROM letter WHERE ({TO_REGISTER}) AND organisation_id = ? AND series = ? "
        f"AND release_at <= ? ORDER BY release_at, drafted_at, case_id, seq, id LIMIT {int(most)}",
        (organisation, series, now),
    )
    return [(read_uuid(id), read_uuid(case)) for id, case in rows]


def claim(tx: Transaction, ids: Sequence[UUID], now: datetime) -> list[ToRegister]:
    """Lock those letters that still wait; the caller holds their cases, and letters come after cases."""
    if not ids:
        return []
    marks = ", ".join("?" for _ in ids)
    skip = " FOR UPDATE SKIP LOCKED" if tx.dialect == "postgresql" else ""
    rows = tx.fetchall(
        f"SELECT {columns('l')} FROM letter l WHERE id IN ({marks}) AND ({TO_REGISTER}) AND release_at <= ? "
        f"ORDER BY release_at, drafted_at, case_id, seq, id{skip}",
        (*ids, now),
    )
    return [read(*row) for row in rows]


def columns(alias: str) -> str:
    """A letter's columns in the order that `read` takes them."""
    first = "id", "case_id", "code", "release", "signatory", "key_id", "text", "text_hash"
    names = *first, "drafted_at", "channel", "name"
    return ", ".join(f"{alias}.{name}" for name in names)


def read(id: Any, case: Any, code: str, release: str, signatory: str | None, *rest: Any) -> ToRegister:
    """A letter from its columns."""
    key_id, sealed, text_hash, drafted_at, channel, name = rest
    who = read_json(signatory) if signatory else None
    return ToRegister(
        id=read_uuid(id),
        case=read_uuid(case),
        code=code,
        release=release,
        signatory=who,
        key_id=key_id,
        sealed=bytes(sealed),
        text_hash=text_hash,
        drafted_at=read_instant(drafted_at),
        channel=channel,
        name=name,
    )


class Series:
    """One series of one organisation and year, locked until the transaction ends: its numbers have no gaps.

    A number is taken only when the letter has been set; one that fails leaves it to the next.
    """

    def __init__(self, tx: Transaction, organisation: UUID, series: str, year: int) -> None:
        self._tx, self._key, self.year, self.series = tx, (organisation, series, year), year, series
        row = tx.fetchone(
            "INSERT INTO letter_series (organisation_id, series, year, last) VALUES (?, ?, ?, 0) "
            "ON CONFLICT (organisation_id, series, year) DO UPDATE SET last = letter_series.last RETURNING last",
            self._key,
        )
        assert row is not None
        self._last = int(row[0])

    def register(self, letter: ToRegister, sending: Sending, signatory: Signatory, text: str) -> Registered:
        """Set the letter under the next number. Raises LetterFault, CannotTypeset; then the number stays free."""
        fault = sending.series_fault(self.series)
        if fault is not None:
            raise LetterFault(f"the organisation's profile: {fault}")
        ordinal = self._last + 1
        number = sending.number(self.series, ordinal, self.year)
        pdf = typeset(text, Registration(number, letter.day, signatory), letter.day)
        self._last = ordinal
        return Registered(letter, number, ordinal, pdf, _awaits(letter, sending))

    def close(self) -> None:
        """Write down the last number."""
        self._tx.execute(
            "UPDATE letter_series SET last = ? WHERE organisation_id = ? AND series = ? AND year = ?",
            (self._last, *self._key),
        )


def _awaits(letter: ToRegister, sending: Sending) -> str | None:
    if letter.channel == "post":
        return HANDING_OVER
    return SIGNATURE if sending.needs_signature(letter.channel, letter.release) else None


def signatory_of(letter: ToRegister, sending: Sending, people: dict[str, tuple[str, str]]) -> Signatory:
    """Who is printed as signing: the person that signed, or the organisation's standing signatory.

    `people` gives name and office by user id. Raises LetterFault where one of them is missing.
    """
    if letter.release != BY_SIGNATORY:
        if sending.signatory is None:
            raise LetterFault("the organisation's profile has no `signatory` (name, office) for automatic letters")
        return sending.signatory
    user = str((letter.signatory or {}).get("user"))
    name, office = people.get(user, ("", ""))
    if not name or not office:
        raise LetterFault(f"user {user}: the profile has no `office`, and a decision names the office of its signatory")
    return Signatory(name, office)


def people_of(tx: Transaction, letters: Iterable[ToRegister]) -> dict[str, tuple[str, str]]:
    """Name and office of everybody who signed one of the letters, by user id."""
    users = sorted({str(letter.signatory["user"]) for letter in letters if letter.signatory})
    if not users:
        return {}
    marks = ", ".join("?" for _ in users)
    rows = tx.fetchall(f"SELECT id, name, profile FROM app_user WHERE id IN ({marks})", [UUID(user) for user in users])
    return {str(read_uuid(id)): (name, read_json(profile).get("office", "")) for id, name, profile in rows}


def record(tx: Transaction, done: Sequence[Registered], year: int, today: date, machine_now: datetime) -> None:
    """Write number, day and bytes of registered letters, and when to send them; their status is their move's."""
    for each in done:
        blobs.put(tx, each.pdf, MEDIA_TYPE)
    rows = [
        (
            each.number,
            each.ordinal,
            year,
            today,
            each.sha256,
            each.awaits,
            None if each.awaits == SIGNATURE or each.letter.channel == FILE else machine_now,
            each.letter.id,
        )
        for each in done
    ]
    tx.executemany(
        "UPDATE letter SET number = ?, ordinal = ?, register_year = ?, registered_on = ?, pdf = ?, awaits = ?, "
        "send_at = ?, failure = NULL WHERE id = ?",
        rows,
    )


def record_failures(tx: Transaction, failures: Iterable[tuple[UUID, str]]) -> None:
    """Keep beside each letter why it could not be registered; only here, for the reason may quote the letter."""
    tx.executemany("UPDATE letter SET failure = ? WHERE id = ?", [(why, id) for id, why in failures])


@dataclass(frozen=True, slots=True)
class Gap:
    """A fault of the register: numbers that are missing, or a counter that says otherwise than the letters.

    `organisation` is its slug, `last` what the counter says, `numbered` how many letters have a number.
    """

    organisation: str
    series: str
    year: int
    last: int
    numbered: int
    highest: int


_GAPS: Final = """
SELECT o.slug, s.series, s.year, s.last, count(l.ordinal), coalesce(max(l.ordinal), 0)
FROM letter_series s JOIN organisation o ON o.id = s.organisation_id LEFT JOIN letter l
  ON l.organisation_id = s.organisation_id AND l.series = s.series AND l.register_year = s.year
GROUP BY o.slug, s.series, s.year, s.last
HAVING count(l.ordinal) <> s.last OR coalesce(max(l.ordinal), 0) <> s.last
ORDER BY o.slug, s.series, s.year
"""


def register_gaps(tx: Transaction) -> Iterator[Gap]:
    """Every series whose numbers do not run from 1 to the last without a gap; voided letters keep theirs."""
    return (Gap(*row) for row in tx.fetchall(_GAPS))
