"""Deadlines, terms, tasks and letters as JSON values for scripts."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import Any, cast

from cryptography.exceptions import InvalidTag

from caseflow.app.work_shapes import (
    DeadlineShape,
    ExplanationShape,
    ForeseenShape,
    LetterShape,
    LetterTextShape,
    TaskShape,
    TermShape,
)
from caseflow.calendar import Due
from caseflow.cases.letters import Letter, SealedLetter
from caseflow.cases.tasks import OpenTask
from caseflow.cases.view import CaseLetter
from caseflow.db import Transaction
from caseflow.deadlines.live import Explanation, LiveDeadline
from caseflow.engine.workflow import DeadlineSpec
from caseflow.errors import CaseflowError, NotFound
from caseflow.moves.office import Office
from caseflow.parties.keys import Keys
from caseflow.words import Lang, Text, say


class UnreadableLetterError(CaseflowError):
    """The stored text cannot be opened with this installation's key, or is not the one that was drafted."""


def deadline_json(deadline: LiveDeadline, lang: Lang) -> DeadlineShape:
    """The contract of `deadline list`: one live deadline."""
    return cast(DeadlineShape, {**asdict(deadline), "label": deadline.label.in_lang(lang)})


def explanation_json(found: Explanation, lang: Lang) -> ExplanationShape:
    """The contract of `deadline explain`."""
    return {
        **deadline_json(found.deadline, lang),
        "left": found.left,
        "derivation": [say(sentence, lang) for sentence in found.derivation],
        "tasks": [
            {"name": task.name, "label": task.label.in_lang(lang), "role": task.role, "open": task.open}
            for task in found.tasks
        ],
    }


def foreseen_json(spec: DeadlineSpec, found: Due, lang: Lang) -> ForeseenShape:
    """The contract of `deadline preview`."""
    return {
        "name": spec.name,
        "label": spec.label[lang],
        "rule": spec.rule,
        "due_on": found.due_on,
        "due_at": found.due_at,
        "calendar": found.calendar.name,
        "calendar_version": found.calendar.version,
        "derivation": [say(sentence, lang) for sentence in found.derivation],
    }


def term_json(found: Due, lang: Lang) -> TermShape:
    """The contract of `term`: `due_on` is the last day, `due_at` the instant of expiry in UTC."""
    return {
        "due_on": found.due_on,
        "due_at": found.due_at.isoformat().replace("+00:00", "Z") if found.due_at else None,
        "calendar": found.calendar.name,
        "derivation": [say(sentence, lang) for sentence in found.derivation],
    }


def task_json(task: OpenTask, lang: Lang) -> TaskShape:
    """The contract of `task list`: one open task."""
    return cast(TaskShape, {**asdict(task), "label": task.label.in_lang(lang)})


def letter_json(letter: Letter, title: Text, lang: Lang) -> LetterShape:
    """The contract of `letter list`: one letter without its text."""
    parts: dict[str, Any] = {**asdict(letter), "title": title.in_lang(lang)}
    return cast(LetterShape, parts)


def letter_text_json(found: SealedLetter, title: Text, text: str, lang: Lang) -> LetterTextShape:
    """The contract of `letter show`."""
    return {**letter_json(found.letter, title, lang), "text_hash": found.text_hash, "text": text}


def title_of(office: Office, tx: Transaction, letter: Letter | CaseLetter) -> Text:
    """The title of the template in force; the letter's own name where there is none any more."""
    programme, _, name = letter.template.rpartition("/")
    try:
        title = office.letters.library(tx, office.in_force.number).template(programme, name).front.title
    except NotFound:
        return Text(letter.name, letter.name)
    return Text(title["lv"], title["en"])


def opened(found: SealedLetter, keys: Keys) -> str:
    """The text of a letter. Raises UnreadableLetterError for another key or an altered text."""
    if found.key_id != keys.id:
        raise UnreadableLetterError(
            f"letter {found.letter.id} is sealed with key {found.key_id}, this installation has {keys.id}: "
            "set CASEFLOW_SECRET_KEY to the key it was drafted under"
        )
    try:
        text = keys.unseal(found.sealed, found.letter.id.bytes)
    except InvalidTag:
        raise UnreadableLetterError(f"letter {found.letter.id}: its stored text has been altered") from None
    if hashlib.sha256(text).hexdigest() != found.text_hash:
        raise UnreadableLetterError(f"letter {found.letter.id}: its text is not the one that was drafted")
    return text.decode()
