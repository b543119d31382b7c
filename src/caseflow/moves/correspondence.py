"""What people do with a registered letter: sign it, hand it over, report its return, try again, void, issue again."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypedDict, Unpack
from uuid import UUID, uuid4

from caseflow.clock import MachineClock, riga_date
from caseflow.db import Transaction, blobs
from caseflow.db.values import read_instant, read_uuid
from caseflow.engine import notices
from caseflow.engine.delivery import IN_PERSON
from caseflow.engine.facts import Move
from caseflow.engine.outcome import Reason, Refusal
from caseflow.errors import BadInput, CaseflowError, NotFound
from caseflow.letters.channels.parcel import CONTAINER
from caseflow.letters.containers import check_container
from caseflow.letters.front_matter import FILE
from caseflow.letters.registrar import HANDING_OVER, SIGNATURE
from caseflow.letters.sending import Sending, release_at
from caseflow.moves.drafts import sending_of
from caseflow.moves.facts import Gathered
from caseflow.moves.forms import unfit_reasons
from caseflow.moves.letter_tasks import close_tasks
from caseflow.moves.newest import with_name
from caseflow.moves.office import Office
from caseflow.moves.request import Actor, Done, Stale
from caseflow.moves.round import Round
from caseflow.moves.sending import outcomes, sent_move
from caseflow.moves.tree import TreeRefused
from caseflow.words.message import Message, message


class LetterRefused(CaseflowError):
    """The letter is not where this can be done with it, or the person may not; nothing has changed."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__("; ".join(reason.message.id for reason in refusal.reasons))
        self.trigger, self.reasons = refusal.trigger, refusal.reasons


class LetterStale(CaseflowError):
    """The case of the letter has moved on since the person saw it; nothing has changed."""

    def __init__(self, stale: Stale) -> None:
        super().__init__(f"{stale.ref}: version {stale.seen} was seen, it is {stale.version} now")
        self.stale = stale


class How(TypedDict, total=False):
    """`version` of the case that the person saw (LetterStale for an older one); what `also` is written with the act."""

    version: int
    also: Callable[[Transaction, Done], None]


def sign_with_container(office: Office, letter: str, data: bytes, actor: Actor, **how: Unpack[How]) -> Done:
    """Take the signed file of a letter: its bytes are what is sent, its hash stands beside the PDF's.

    Raises BadInput for what is no signed container of the registered file, LetterRefused, NotFound.
    """
    with _desk(office, letter, actor, notices.SIGNED, **how) as desk:
        desk.expect("registered", awaits=SIGNATURE)
        check_container(data, str(desk.row["pdf"]))
        sha256 = blobs.put(desk.tx, data, CONTAINER)
        done = desk.move(Move(notices.SIGNED, {**desk.about, "how": "container", "sha256": sha256}))
        desk.update(container=sha256, awaits=None, signed_by=actor.id, send_at=desk.send_at)
        return done


def record_signature(office: Office, letter: str, actor: Actor, **how: Unpack[How]) -> Done:
    """Record that a letter was signed outside; only where the organisation's profile says `signs: outside, recorded`.

    Raises LetterRefused, NotFound.
    """
    with _desk(office, letter, actor, notices.SIGNED, **how) as desk:
        desk.expect("registered", awaits=SIGNATURE)
        if desk.sending.signs != "outside, recorded":
            desk.refuse("not-recorded", message("letters_out.not_recorded"))
        done = desk.move(Move(notices.SIGNED, {**desk.about, "how": "recorded"}))
        desk.update(awaits=None, signed_by=actor.id, send_at=desk.send_at)
        return done


def hand_over(
    office: Office, letter: str, actor: Actor, on: date | None = None, *, in_person: bool = False, **how: Unpack[How]
) -> Done:
    """Record that a letter was given to the post, or signed for by the addressee (`in_person`), on a day up to today.

    Raises LetterRefused, NotFound.
    """
    with _desk(office, letter, actor, notices.SENT, **how) as desk:
        desk.expect("registered", awaits=HANDING_OVER)
        (outcome,) = outcomes(desk.tx, [desk.id], "status = 'registered'")
        day = on or desk.today
        if day < outcome.registered_on:
            desk.refuse("before-registration", message("letters_out.before_registration", on=outcome.registered_on))
        presumption = IN_PERSON if in_person else desk.sending.presumption("post", signed=False)
        done = desk.move(sent_move(outcome, day, presumption))
        desk.update(awaits=None, sent_at=desk.round.now, sent_on=day, send_at=None)
        return done


def report_return(office: Office, letter: str, actor: Actor, reason: str, **how: Unpack[How]) -> Done:
    """Record that a sent letter was not delivered: nothing is presumed any more, and no time to contest runs.

    Raises LetterRefused, NotFound.
    """
    with _desk(office, letter, actor, notices.RETURNED, **how) as desk:
        desk.expect("sent", "delivered", "effective")
        done = desk.move(Move(notices.RETURNED, desk.about, reason=reason))
        desk.update(failure=reason)
        return done


def retry(office: Office, letter: str, actor: Actor, **how: Unpack[How]) -> Done:
    """Try again with a letter that could not be set or sent, or that came back; its number stays, if it has one.

    Raises LetterRefused, NotFound.
    """
    with _desk(office, letter, actor, notices.RETRIED, **how) as desk:
        desk.expect("failed", "returned")
        done = desk.move(Move(notices.RETRIED, desk.about))
        again: dict[str, Any] = {"failure": None, "attempts": 0, "sent_at": None, "sent_on": None}
        if desk.row["number"] is None:
            status = "signed" if desk.row["signatory"] else "drafted"
            desk.update(**again, status=status, release_at=desk.round.now)
        else:
            awaits = HANDING_OVER if desk.row["channel"] == "post" else None
            desk.update(**again, status="registered", awaits=awaits, send_at=desk.send_at)
        return done


def void(office: Office, letter: str, actor: Actor, reason: str, **how: Unpack[How]) -> Done:
    """Void a registered letter that is not out: it stays in the register with its number and the reason.

    Raises LetterRefused, NotFound.
    """
    with _desk(office, letter, actor, notices.VOIDED, **how) as desk:
        desk.expect("registered", "failed", "returned")
        if desk.row["number"] is None:
            desk.refuse("not-registered", message("letters_out.not_registered"))
        leased = (
            desk.row["attempts"] and desk.row["send_at"] and read_instant(desk.row["send_at"]) > MachineClock().now()
        )
        if desk.row["status"] == "registered" and (leased or desk.row["sent_at"]):
            desk.refuse("being-sent", message("letters_out.being_sent"))
        done = desk.move(Move(notices.VOIDED, desk.about, reason=reason))
        desk.update(void_reason=reason, send_at=None, awaits=None)
        return done


def reissue(office: Office, letter: str, actor: Actor, **how: Unpack[How]) -> Done:
    """Issue the text of a voided letter again, as a new letter with a number of its own: the one in `letters`.

    Signed and dated as the first one was; it waits for its undo window. Raises LetterRefused, NotFound.
    """
    with _desk(office, letter, actor, notices.REISSUED, **how) as desk:
        desk.expect("voided")
        id = uuid4()
        done = desk.move(Move(notices.REISSUED, {**desk.about, "again": str(id)}))
        desk.copy_as(id, done.seq)
        desk.done = replace(done, letters=(id,))
        return desk.done


_COLUMNS = ("status", "number", "code", "awaits", "pdf", "channel", "signatory", "attempts", "send_at", "sent_at",
            "length(text)")  # fmt: skip
_COPIED = (
    "case_id", "organisation_id", "name", "code", "template", "template_hash", "release", "signatory", "key_id",
    "text_hash", "series", "title", "act", "clause", "channel", "recipient",
)  # fmt: skip


@dataclass(slots=True)
class _Desk:
    """One letter on somebody's desk: its case and its row locked, its move not yet written."""

    office: Office
    tx: Transaction
    round: Round
    gathered: Gathered
    id: UUID
    trigger: str
    row: Mapping[str, Any]
    done: Done | None = None

    @property
    def about(self) -> dict[str, Any]:
        """What every move of the letter says of it."""
        about = {"letter": str(self.id), "code": self.row["code"]}
        return {**about, "number": self.row["number"]} if self.row["number"] else about

    @property
    def sending(self) -> Sending:
        """What the organisation's profile says of its letters."""
        return sending_of(self.gathered.state.organisation)

    @property
    def send_at(self) -> datetime | None:
        """When a letter that waits for nobody any more is sent: now, or never if it only stays in the case's file."""
        return None if self.row["channel"] == FILE else MachineClock().now()

    @property
    def today(self) -> date:
        """The day in Riga."""
        return riga_date(self.round.now)

    def refuse(self, code: str, why: Message) -> None:
        """Raise LetterRefused."""
        raise LetterRefused(Refusal(self.trigger, (Reason(code, why),)))

    def expect(self, *statuses: str, awaits: str | None = None) -> None:
        """Refuse a letter that is somewhere else in its life, or whose text and bytes are gone for good."""
        if not self.row["length(text)"]:
            self.refuse("erased", message("letters_out.erased"))
        if self.row["status"] not in statuses:
            self.refuse(
                "wrong-status", message("letters_out.wrong_status", status=notices.status_name(self.row["status"]))
            )
        if awaits is not None and self.row["awaits"] != awaits:
            self.refuse("not-awaited", message("letters_out.not_awaited"))

    def move(self, move: Move) -> Done:
        """Make the letter's move; written at the end. Raises LetterRefused."""
        unfit = unfit_reasons(move.reason)
        if unfit:
            raise LetterRefused(Refusal(move.trigger, unfit))
        tree = self.round.tree()
        try:
            self.done = done = tree.move(self.gathered, with_name(self.tx, self.gathered, move))
        except TreeRefused as refused:
            raise LetterRefused(refused.refusal) from None
        self.round.keep(tree)
        close_tasks(self.tx, [self.id], self.round.now, move.trigger)
        return done

    def update(self, **columns: Any) -> None:
        """Change the letter's row, beside the status that its move gives it."""
        names = ", ".join(f"{name} = ?" for name in columns)
        self.tx.execute(f"UPDATE letter SET {names} WHERE id = ?", (*columns.values(), self.id))

    def copy_as(self, id: UUID, seq: int) -> None:
        """The same letter again, not registered yet; its text is sealed anew, for it is bound to its letter."""
        keys, now = self.office.keys, self.round.now
        (sealed,) = self.tx.fetchone("SELECT text FROM letter WHERE id = ?", (self.id,)) or (b"",)
        text = keys.seal(keys.unseal(bytes(sealed), self.id.bytes), id.bytes, secrets.token_bytes(12))
        status = "signed" if self.row["signatory"] else "drafted"
        own = (id, seq, status, text, now, release_at(self.gathered.state.organisation.profile, now), self.id)
        names = ", ".join(_COPIED)
        self.tx.execute(
            f"INSERT INTO letter (id, seq, status, text, drafted_at, release_at, replaces, attempts, {names}) "
            f"SELECT {_casts(self.tx, own)}, 0, {names} FROM letter WHERE id = ?",
            (*own, self.id),
        )


def _casts(tx: Transaction, values: tuple[object, ...]) -> str:
    """Placeholders in a SELECT, where PostgreSQL does not know their types by itself."""
    kinds: dict[type, str] = {UUID: "uuid", int: "int", str: "text", bytes: "bytea", datetime: "timestamptz"}
    return ", ".join(f"?::{kinds[type(value)]}" if tx.dialect == "postgresql" else "?" for value in values)


@contextmanager
def _desk(office: Office, letter: str, actor: Actor, trigger: str, **how: Unpack[How]) -> Iterator[_Desk]:
    """Lock the letter's case, then the letter; write everything at the end. Raises BadInput, NotFound, LetterStale."""
    try:
        id = UUID(letter)
    except ValueError:
        raise BadInput(f"{letter!r} is no id of a letter; `caseflow letter list` shows them") from None
    with office.database.write() as tx:
        round = Round(office, tx, actor)
        case = tx.fetchone("SELECT case_id FROM letter WHERE id = ?", (id,))
        found = round.gather([read_uuid(case[0])]) if case else []
        if not found:
            raise NotFound(f"there is no letter {letter}", message("cases.no_letter", letter=str(letter)))
        state, seen = found[0].state, how.get("version")
        if seen is not None and seen != state.version:
            raise LetterStale(Stale(trigger, state.facts.ref, seen, state.version))
        lock = " FOR UPDATE" if tx.dialect == "postgresql" else ""
        row = tx.fetchone(f"SELECT {', '.join(_COLUMNS)} FROM letter WHERE id = ?{lock}", (id,))
        desk = _Desk(office, tx, round, found[0], id, trigger, dict(zip(_COLUMNS, row or (), strict=True)))
        yield desk
        round.write()
        if "also" in how and desk.done is not None:
            how["also"](tx, desk.done)
