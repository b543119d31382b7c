"""Cases, their history and what may be done next, as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from caseflow.cases.history import REACHED, STOPPED, ClockChange, HistoryEntry
from caseflow.cases.lines import Line
from caseflow.cases.values import in_words, text_of
from caseflow.cases.view import CaseView, Clock
from caseflow.cases.worklist import Page
from caseflow.cli.columns import columns
from caseflow.engine import built_in
from caseflow.engine.fields import Field
from caseflow.engine.notices import status_name
from caseflow.engine.outcome import Reason
from caseflow.engine.roles import role_name
from caseflow.engine.workflow import Workflow
from caseflow.moves import Done, Refused, Result
from caseflow.moves.preview import Offer
from caseflow.words import Lang, Message, Text, message, say
from caseflow.words.marks import unmarked


def result_text(result: Result, workflow: Workflow | None, lang: Lang) -> str:
    """What became of a move that was asked for, in the words of the case's definition where it is known."""
    trigger = _trigger(result.trigger, workflow)
    if isinstance(result, Done):
        state = workflow.state_title(result.state) if workflow else result.state
        done = message("cli_case.done", ref=result.ref, trigger=trigger, state=state, seq=result.seq)
        letters = [message("cli_case.letter_drafted", letter=str(letter)) for letter in result.letters]
        return _lines([done, *letters], lang)
    if isinstance(result, Refused):
        said = [say(message("cli_case.refused", trigger=trigger), lang)]
        return "\n".join([*said, *(f"- {reason_text(reason, lang)}" for reason in result.reasons)])
    return say(message("cli_case.stale", ref=result.ref, seen=result.seen, version=result.version), lang)


def _trigger(trigger: str, workflow: Workflow | None) -> Text | str:
    label = built_in.LABELS.get(trigger)
    if label is not None:
        return text_of(label)
    return workflow.trigger_title(trigger) if workflow else trigger


def reason_text(reason: Reason, lang: Lang) -> str:
    """One reason with what it rests on: `Sentence. [code, rule, field]`."""
    about = [part for part in (reason.code, reason.rule, reason.field) if part]
    return f"{unmarked(say(reason.message, lang))} [{', '.join(about)}]"


def case_text(view: CaseView, today: date, lang: Lang) -> str:
    """The case on one screen."""
    return _lines(list(_case_lines(view, today)), lang)


def _case_lines(view: CaseView, today: date) -> Iterator[Message]:
    title, version = text_of(view.workflow.title), view.workflow.version
    yield message("cli_case.head", ref=view.ref, title=title, workflow=view.workflow.slug, version=version)
    yield message("cli_case.state", state=view.label, organisation=view.organisation, version=view.version)
    yield message("cli_case.since", opened=view.opened_on, changed=view.changed_at)
    if view.external_ref:
        yield message("cli_case.external_ref", ref=view.external_ref)
    if view.assignee:
        yield message("cli_case.assignee", name=view.assignee)
    for begun, ended in view.suspensions:
        yield (
            message("cli_case.was_suspended", begun=begun, ended=ended)
            if ended
            else message("cli_case.suspended", begun=begun)
        )
    yield message("cli_case.data")
    for each in view.fields:
        if each.value is not None:
            yield message("cli_case.field", label=_label(each.field), value=in_words(each.field, each.value))
    yield from _clock_lines(view.deadlines, today)
    if view.tasks:
        yield message("cli_case.tasks")
        yield from (message("cli_case.task", label=task.label, role=role_name(task.role)) for task in view.tasks)
    if view.letters:
        yield message("cli_case.letters")
    for letter in view.letters:
        status = status_name(letter.status)
        yield message("cli_case.letter", code=letter.code, title=letter.title, status=status, letter=str(letter.id))


def _clock_lines(clocks: Sequence[Clock], today: date) -> Iterator[Message]:
    if clocks:
        yield message("cli_case.deadlines")
    for clock in clocks:
        if clock.due_on is None:
            yield message("cli_case.deadline_stopped", label=clock.label, rule=clock.rule)
        else:
            left = days_left(clock.due_on, today)
            yield message("cli_case.deadline", label=clock.label, day=clock.due_on, left=left, rule=clock.rule)


def days_left(due: date, today: date) -> Message:
    """How far a last day is from today."""
    days = (due - today).days
    if days == 0:
        return message("cli_case.due_today")
    return message("cli_case.days_left", n=days) if days > 0 else message("cli_case.days_late", n=-days)


def history_text(entries: Sequence[HistoryEntry], lang: Lang) -> str:
    """The history, oldest event first."""
    titles = {letter.name: letter.title for entry in entries for letter in entry.letters}
    return "\n\n".join(_lines(list(_entry_lines(entry, titles)), lang) for entry in entries)


def _entry_lines(entry: HistoryEntry, titles: Mapping[str, str]) -> Iterator[Message]:
    actor = entry.actor or message("cli_case.the_clock")
    yield message("cli_case.event", seq=entry.seq, at=entry.at, label=entry.label, actor=actor)
    if entry.deputy_for:
        yield message("cli_case.event_deputy", name=entry.deputy_for)
    if entry.source is None:
        yield message("cli_case.event_opened", state=entry.target, on=entry.on)
    elif entry.source == entry.target:
        yield message("cli_case.event_stayed", state=entry.target, on=entry.on)
    else:
        yield message("cli_case.event_moved", source=entry.source, target=entry.target, on=entry.on)
    yield from _event_reasons(entry)
    for change in entry.changes:
        before, after = in_words(change.field, change.before), in_words(change.field, change.after)
        yield message("cli_case.event_changed", label=_label(change.field), before=before, after=after)
    for clock in entry.clocks:
        yield _clock_change(clock)
    yield from (message("cli_case.event_task", label=task) for task in entry.tasks)
    if entry.assignee:
        yield message("cli_case.event_assigned", before=entry.assignee[0] or "–", after=entry.assignee[1] or "–")
    yield from _event_letters(entry, titles)


def _event_reasons(entry: HistoryEntry) -> Iterator[Message]:
    if entry.reason:
        yield message("cli_case.event_reason", reason=entry.reason)
    if entry.told_by:
        yield message("cli_case.event_told", trigger=entry.told_by)
    if entry.override:
        yield message("cli_case.event_override", guard=entry.override[0], reason=entry.override[1])
    for rule in entry.rules:
        if rule.reasons:
            yield message("cli_case.event_rule", rule=rule.rule, reasons=list(rule.reasons))


def _event_letters(entry: HistoryEntry, titles: Mapping[str, str]) -> Iterator[Message]:
    for letter in entry.letters:
        yield message("cli_case.event_letter", code=letter.code, title=letter.title, letter=str(letter.id))
    for name in entry.signed:
        yield message("cli_case.event_signed", title=titles.get(name, name))
    for name in entry.discarded:
        yield message("cli_case.event_discarded", title=titles.get(name, name))
    for name in entry.put_back:
        yield message("cli_case.event_put_back", title=titles.get(name, name))


def _clock_change(clock: ClockChange) -> Message:
    if clock.what == REACHED and clock.after:
        return message("cli_case.clock_reached", label=clock.label, after=clock.after)
    if clock.before and clock.after:
        return message("cli_case.clock_moved", label=clock.label, before=clock.before, after=clock.after)
    if clock.after:
        return message("cli_case.clock_started", label=clock.label, after=clock.after)
    if clock.what == STOPPED:
        return message("cli_case.clock_stopped", label=clock.label)
    if clock.what == "fired":
        return message("cli_case.clock_expired", label=clock.label)
    return message("cli_case.clock_ended", label=clock.label)


def offers_text(offers: Sequence[Offer], lang: Lang) -> str:
    """What may be done, then what may not be done and why."""
    lines: list[str] = []
    for heading, group in (
        (message("cli_case.may"), [o for o in offers if not o.reasons]),
        (message("cli_case.may_not"), [o for o in offers if o.reasons]),
    ):
        if group:
            lines.append(say(heading, lang))
        for offer in group:
            lines.append(f"  {offer.trigger}: {offer.label[lang]}")
            lines += [f"    - {reason_text(reason, lang)}" for reason in offer.reasons]
            lines += _form_lines(offer, lang) if not offer.reasons else []
    return "\n".join(lines)


def _form_lines(offer: Offer, lang: Lang) -> Iterator[str]:
    for field in offer.form.values():
        mark = say(message("cli_case.required") if field.required else message("cli_case.optional"), lang)
        among = f" [{' | '.join(field.values)}]" if field.values else ""
        yield f"    {field.name} ({field.type}, {mark}): {field.label.get(lang, field.name)}{among}"
    if offer.needs_reason:
        yield f"    {say(message('cli_case.needs_reason'), lang)}"


def page_text(page: Page, today: date, lang: Lang) -> str:
    """The worklist: number, party, state, last day and how far it is, assignee."""
    if not page.lines:
        return say(message("cli_case.nothing"), lang)
    rows = [
        (
            line.ref,
            line.party or "–",
            line.label.in_lang(lang),
            say(message("cli_case.day", day=line.next_due_on), lang) if line.next_due_on else "–",
            say(_when(line, today), lang),
            line.assignee or "–",
        )
        for line in page.lines
    ]
    more = [say(message("cli_case.more", after=str(page.next)), lang)] if page.next else []
    return "\n".join([columns(rows), *more])


def _when(line: Line, today: date) -> Message:
    if line.suspended:
        return message("cli_case.is_suspended")
    return days_left(line.next_due_on, today) if line.next_due_on else message("cli_case.no_day")


def _label(field: Field) -> Text:
    return Text(field.label.get("lv", field.name), field.label.get("en", field.name))


def _lines(lines: Sequence[Message], lang: Lang) -> str:
    return "\n".join(say(line, lang) for line in lines)
