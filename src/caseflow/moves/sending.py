"""Sending: leased letters go out of their channel, and their cases hear of it in a move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from caseflow.clock import MachineClock, riga_date
from caseflow.db import Transaction
from caseflow.db.values import read_day, read_uuid
from caseflow.engine import notices
from caseflow.engine.facts import Move
from caseflow.letters import outbox
from caseflow.letters.tables import TO_REPORT
from caseflow.moves.drafts import sending_of
from caseflow.moves.due import CLOCK
from caseflow.moves.facts import Gathered
from caseflow.moves.letter_tasks import close_tasks
from caseflow.moves.newest import with_name
from caseflow.moves.office import Office
from caseflow.moves.request import Actor
from caseflow.moves.round import Round
from caseflow.moves.state import CaseState
from caseflow.moves.tree import TreeRefused

AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Sent:
    """How many letters their channel took, and how many it never will."""

    sent: int = 0
    failed: int = 0

    def __add__(self, other: Sent) -> Sent:
        return Sent(self.sent + other.sent, self.failed + other.failed)


def send(office: Office) -> Sent:
    """Send every letter that is to be sent now, and tell the cases of all that were sent or never will be."""
    machine = MachineClock()
    while office.outgoing.data is not None:
        with office.database.write() as tx:
            leased = outbox.lease(tx, machine.now(), office.keys)
        for each in leased:  # one by one: what went out is on record before the next one goes
            tried = outbox.attempt(office.outgoing, each, office.clock.now())
            with office.database.write() as tx:
                now = office.clock.now()
                outbox.record(tx, [tried], now, riga_date(now), machine.now())
        if len(leased) < outbox.AT_ONCE:
            break
    return report(office)


def report(office: Office) -> Sent:
    """Make the moves of letters that were sent or failed; cases that somebody has locked wait for the next round."""
    done = Sent()
    while True:
        step, full = _report(office)
        done += step
        if not full or step == Sent():
            return done


@dataclass(frozen=True, slots=True)
class Outcome:
    """A letter of which its case has to hear."""

    id: UUID
    case: UUID
    code: str
    number: str
    channel: str
    signed: bool
    act: bool
    clause: bool
    registered_on: date
    sent_on: date | None


def _report(office: Office) -> tuple[Sent, bool]:
    with office.database.write() as tx:
        pairs = tx.fetchall(f"SELECT id, case_id FROM letter WHERE {TO_REPORT} ORDER BY id LIMIT {AT_ONCE}")
        if not pairs:
            return Sent(), False
        round = Round(office, tx, Actor(None), "skip")
        cases = {g.state.id: g for g in round.gather(sorted({read_uuid(case) for _, case in pairs}))}
        letters = outcomes(tx, [read_uuid(id) for id, case in pairs if read_uuid(case) in cases])
        told = [letter for letter in letters if _tell(round, cases[letter.case], letter)]
        if told:
            close_tasks(tx, [letter.id for letter in told], round.now, notices.SENT)
            round.write()
        sent = sum(letter.sent_on is not None for letter in told)
        return Sent(sent, len(told) - sent), len(pairs) == AT_ONCE


def _tell(round: Round, gathered: Gathered, letter: Outcome) -> bool:
    """Tell the case what became of its letter; False where it can hear neither now, and is told in a later round."""
    try:
        _move(round, gathered, _told(letter, gathered.state))
        return True
    except TreeRefused as refused:  # no calendar or figure for that day: people must look at it
        why = "; ".join(str(reason.message.args.get("why", reason.code)) for reason in refused.refusal.reasons)
    if letter.sent_on is not None:
        said = f"sent, but not counted: {why}"
        round.tx.execute("UPDATE letter SET failure = ? WHERE id = ?", (said, letter.id))
    try:
        _move(round, gathered, Move(notices.FAILED, _about(letter)))
        return True
    except TreeRefused:
        return False


def outcomes(tx: Transaction, ids: Sequence[UUID], where: str = TO_REPORT) -> list[Outcome]:
    """Lock those of the letters that are still so; their cases are locked already."""
    if not ids:
        return []
    marks = ", ".join("?" for _ in ids)
    skip = " FOR UPDATE SKIP LOCKED" if tx.dialect == "postgresql" else ""
    rows = tx.fetchall(
        "SELECT id, case_id, code, number, channel, signed_by, act, clause, registered_on, sent_on FROM letter "
        f"WHERE id IN ({marks}) AND {where} ORDER BY id{skip}",
        ids,
    )
    return [_outcome(*row) for row in rows]


def _outcome(id: Any, case: Any, code: str, number: str, channel: str, signed_by: str | None, *rest: Any) -> Outcome:
    act, clause, registered_on, sent_on = rest
    days = (read_day(registered_on), read_day(sent_on) if sent_on else None)
    return Outcome(
        read_uuid(id), read_uuid(case), code, number, channel, signed_by is not None, bool(act), bool(clause), *days
    )


def _move(round: Round, gathered: Gathered, move: Move) -> None:
    tree = round.tree(CLOCK)
    tree.move(gathered, with_name(round.tx, gathered, move))
    round.keep(tree)


def _about(letter: Outcome) -> dict[str, Any]:
    return {"letter": str(letter.id), "code": letter.code, "number": letter.number}


def _told(letter: Outcome, state: CaseState) -> Move:
    if letter.sent_on is None:
        return Move(notices.FAILED, _about(letter))
    return sent_move(
        letter, letter.sent_on, sending_of(state.organisation).presumption(letter.channel, signed=letter.signed)
    )


def sent_move(letter: Outcome, on: date, presumption: str) -> Move:
    """The move that starts the presumption of delivery, counted from `on`.

    A letter by ordinary mail counts from the day on which it was registered as outgoing (Z-NOT-04).
    """
    form = {**_about(letter), "channel": presumption, "act": letter.act, "clause": letter.clause}
    if presumption == "ordinary_mail":
        form["from"] = letter.registered_on
    return Move(notices.SENT, form, on)
