"""Built-in moves of letters: registered, sent, counted as delivered, failed; and the deadlines that follow (Z-NOT)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from caseflow.calendar import Term
from caseflow.engine import clocks
from caseflow.engine.answers import Answers
from caseflow.engine.asking import Asking
from caseflow.engine.delivery import NO_PRESUMPTION, expected, presumption, without_presumption
from caseflow.engine.facts import Facts, Move, Running
from caseflow.engine.field_types import text_of
from caseflow.engine.letter_deadlines import CONTEST, CONTEST_TERMS, name_of, of_letter, parts_of, spec_of
from caseflow.engine.outcome import Ended, Outcome, Reason, Refusal, TaskOpened
from caseflow.engine.recount import counts_from, from_delivery
from caseflow.engine.roles import role_names
from caseflow.engine.workflow import TaskSpec, Workflow
from caseflow.errors import BadInput
from caseflow.words.message import Message, message

REGISTERED, FAILED, SENT, RETURNED = "letter_registered", "letter_failed", "notice_sent", "notice_failed"
SIGNED, RETRIED, VOIDED, REISSUED = "letter_signed", "letter_retried", "letter_voided", "letter_reissued"
OPENED = "letter_opened"
EFFECTIVE, CONTEST_ENDED = "notice_effective", "contest_ended"

LABELS: Final[Mapping[str, Mapping[str, str]]] = {
    REGISTERED: {"lv": "Vēstule reģistrēta", "en": "Letter registered"},
    FAILED: {"lv": "Vēstuli neizdevās noformēt vai nosūtīt", "en": "Letter could not be set or sent"},
    SENT: {"lv": "Vēstule nosūtīta", "en": "Letter sent"},
    RETURNED: {"lv": "Vēstule nav piegādāta", "en": "Letter not delivered"},
    SIGNED: {"lv": "Vēstule parakstīta", "en": "Letter signed"},
    RETRIED: {"lv": "Vēstule nodota atkārtoti", "en": "Letter tried again"},
    VOIDED: {"lv": "Vēstule anulēta", "en": "Letter voided"},
    REISSUED: {"lv": "Vēstule izdota no jauna", "en": "Letter issued again"},
    OPENED: {"lv": "Adresāts atvēra vēstuli ar saiti", "en": "The addressee opened the letter by its link"},
    EFFECTIVE: {"lv": "Vēstule uzskatāma par paziņotu", "en": "Letter counts as delivered"},
    CONTEST_ENDED: {"lv": "Apstrīdēšanas termiņš beidzies", "en": "Time to contest has ended"},
}
"""What officers call them."""

TRIGGERS: Final = frozenset(LABELS)
"""They raise `seq` and close no open form; the state of the case stays."""

BY_CLOCK: Final = frozenset({EFFECTIVE, CONTEST_ENDED})
BY_MACHINE: Final = BY_CLOCK | {REGISTERED, FAILED, OPENED}
NEED_REASON: Final = frozenset({VOIDED, RETURNED})
ROLES: Final = frozenset({"officer", "head"})
"""Who may do what people do: sign, hand over, report a return, try again, void."""

STATUS: Final[Mapping[str, str]] = {
    REGISTERED: "registered",
    FAILED: "failed",
    SENT: "sent",
    RETURNED: "returned",
    VOIDED: "voided",
}
"""What the letter is after the move; the others leave it to whoever writes the letter's row."""

NEWEST_OF: Final = "newest_of"
"""The part of a move's form that says of which name the letter is the newest of the case; missing if of none."""
UNDELIVERED: Final = frozenset({FAILED, RETURNED, VOIDED})

SIGN, HAND_OVER, MEND, RESEND = "sign_letter", "hand_over", "letter_failed", "delivery_failed"
TASKS: Final = (SIGN, HAND_OVER, MEND, RESEND)
"""Work with one letter, named `sign_letter:<letter>`; any later move of that letter closes it."""


@dataclass(frozen=True, slots=True)
class _Work:
    role: str
    lv: str
    en: str


_WORK: Final[Mapping[str, _Work]] = {
    SIGN: _Work("head", "Parakstīt vēstuli un pievienot parakstīto failu", "Sign the letter and add the signed file"),
    HAND_OVER: _Work("officer", "Nodot vēstuli pastam vai adresātam", "Hand the letter to the post or the addressee"),
    MEND: _Work("officer", "Vēstuli neizdevās noformēt vai nosūtīt", "The letter could not be set or sent"),
    RESEND: _Work("officer", "Vēstule nav piegādāta", "The letter was not delivered"),
}


def step(workflow: Workflow, facts: Facts, move: Move, answers: Answers) -> Outcome | Refusal:
    """Judge a move of a letter; pure and recorded like every other."""
    reasons = tuple(_permitted(facts, move))
    if reasons:
        return Refusal(move.trigger, reasons)
    asking = Asking(workflow, facts, move, frozenset(), move.on or facts.today, answers)
    try:
        result = _passed(facts, move, asking) if move.trigger in BY_CLOCK else _made(facts, move, asking)
    except BadInput as bad:  # a figure or a calendar has no answer for that day
        result = Reason("bad-input", message("engine.bad_input", why=bad.said or str(bad)))
    return Refusal(move.trigger, (result,)) if isinstance(result, Reason) else result


def _permitted(facts: Facts, move: Move) -> Iterable[Reason]:
    title = text_of(LABELS[move.trigger], move.trigger)
    if not facts.actor.system:
        if move.trigger in BY_MACHINE:
            yield Reason("clock-only", message("engine.clock_only", trigger=title))
        elif not ROLES & facts.actor.roles:
            yield Reason("role", message("engine.role", trigger=title, needed=role_names(ROLES)))
    if move.trigger not in BY_CLOCK and "letter" not in move.form:
        yield Reason("no-letter", message("letters_out.names_no_letter", trigger=title))
    if move.trigger in NEED_REASON and not (move.reason or "").strip():
        yield Reason("reason-missing", message("engine.reason_missing", trigger=title), field="reason")
    if move.on is not None and move.on > facts.today:
        yield Reason("future", message("engine.future", on=move.on, today=facts.today), field="on")


def _outcome(facts: Facts, move: Move, asking: Asking, **parts: Any) -> Outcome:
    stay: dict[str, Any] = {"source": facts.state, "state": facts.state, "branch": None, "reason": move.reason}
    return Outcome(trigger=move.trigger, on=asking.on, answers=tuple(asking.record), **stay, **parts)


def _made(facts: Facts, move: Move, asking: Asking) -> Outcome | Reason:
    """What the registrar, the outbox or a person did with one letter."""
    letter = str(move.form["letter"])
    started: tuple[Running, ...] = ()
    ended: tuple[Ended, ...] = ()
    if move.trigger == SENT:
        started = _presumed(facts, move, asking)
    elif move.trigger in (RETURNED, VOIDED):
        ended = tuple(Ended(d, "undone") for d in of_letter(facts.deadlines, letter))
    counted, overtaken = _counted_again(facts, move, started, asking)
    status = STATUS.get(move.trigger)
    return _outcome(
        facts,
        move,
        asking,
        changed=_kept(move, asking) if move.trigger == REGISTERED else {},
        started=(*started, *counted),
        ended=(*ended, *overtaken),
        tasks=tuple(TaskOpened(spec) for spec in _tasks(move, letter)),
        became=((letter, status),) if status else (),
    )


def _kept(move: Move, asking: Asking) -> dict[str, tuple[Any, Any]]:
    """The case fields in which the definition keeps the letter's number and day, for the letters that cite it."""
    fields = asking.workflow.registered.get(str(move.form.get("name")), {})
    return {field: (asking.before(field), move.form[part]) for part, field in fields.items()}


def _presumed(facts: Facts, move: Move, asking: Asking) -> tuple[Running, ...]:
    """The deadline at whose end the letter counts as delivered: counted from the day of the move (Z-NOT-01..06)."""
    channel = str(move.form["channel"])
    if channel == NO_PRESUMPTION:
        return ()
    term = presumption(channel, asking.on, asking)
    name = name_of(str(move.form["letter"]), act=bool(move.form.get("act")), clause=bool(move.form.get("clause")))
    return (_begun(name, facts, move.form.get("from") or asking.on, term, asking),)


def _counted_again(
    facts: Facts, move: Move, notice: tuple[Running, ...], asking: Asking
) -> tuple[tuple[Running, ...], tuple[Ended, ...]]:
    """The deadlines that count from this letter, once it is known when it was delivered, or that it was not.

    Only the newest letter of its name moves them. One that failed or came back is expected to be sent again.
    """
    name = move.form.get(NEWEST_OF)
    if name is None or move.trigger not in (SENT, *UNDELIVERED) or not counts_from(asking.workflow, facts, str(name)):
        return (), ()  # no day is asked for that nobody needs: the calendar may not know it any more
    if move.trigger in UNDELIVERED:
        day = expected(asking, next_day=True)
    else:
        day = (notice[0].due_on if notice else None) or without_presumption(asking.on, asking)
    return from_delivery(asking.workflow, facts, str(name), day, asking)


def _passed(facts: Facts, move: Move, asking: Asking) -> Outcome | Reason:
    """A letter counts as delivered, and the time to contest it begins; or that time has ended."""
    fired = next((d for d in facts.deadlines if d.id == move.fired_by and d.status == clocks.RUNNING), None)
    if fired is None or fired.due_on is None or not facts.actor.system:
        return Reason("clock-only", message("engine.clock_only", trigger=text_of(LABELS[move.trigger], move.trigger)))
    ended = (Ended(fired, "fired"),)
    if move.trigger == CONTEST_ENDED:
        return _outcome(facts, move, asking, ended=ended)
    kind, letter = parts_of(fired.name)
    figure = CONTEST_TERMS.get(kind)
    if figure is None:
        return _outcome(facts, move, asking, ended=ended, became=((letter, "delivered"),))
    term = Term.parse(f"{asking.answers.figure(figure[0], fired.due_on)} {figure[1]}")
    contest = _begun(f"{CONTEST}:{letter}", facts, fired.due_on, term, asking)
    return _outcome(facts, move, asking, ended=ended, started=(contest,), became=((letter, "effective"),))


def _begun(name: str, facts: Facts, anchor: date, term: Term, asking: Asking) -> Running:
    """A running deadline of a letter; it binds a private person, so `LV-STAT` (X-TIM-03)."""
    new = Running(
        clocks.fresh_id(name, facts), name, clocks.RUNNING, anchor, str(term), "LV-STAT", "", due_on=None, due_at=None
    )
    return clocks.dated(spec_of(name), new, asking)


def _tasks(move: Move, letter: str) -> Iterable[TaskSpec]:
    """The work that a move leaves to people."""
    names = {FAILED: MEND, RETURNED: RESEND}
    awaits = {"signature": SIGN, "handing over": HAND_OVER}
    name = names.get(move.trigger) or awaits.get(str(move.form.get("awaits")))
    if name is None:
        return
    work = _WORK[name]
    about = " ".join(str(move.form[part]) for part in ("code", "number") if move.form.get(part))
    label = {"lv": f"{work.lv}: {about}", "en": f"{work.en}: {about}"}
    yield TaskSpec(f"{name}:{letter}", label, work.role, ())


def status_name(status: str) -> Message:
    """What people call a letter's status."""
    return message(f"letters_out.status_{status}")
