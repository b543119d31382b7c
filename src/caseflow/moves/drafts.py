"""Drafts the letters of a move: standing parts and the definition's variables, rendered and sealed in the move."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4

from caseflow.clock import RIGA
from caseflow.engine.delivery import CHANNEL
from caseflow.engine.outcome import LetterDraft
from caseflow.engine.workflow import Workflow
from caseflow.letters import BadContext, Library, Template
from caseflow.letters.context import Preparer as PreparerRecord
from caseflow.letters.front_matter import FILE
from caseflow.letters.sending import Sending, release_at
from caseflow.moves.state import CaseState, Organisation
from caseflow.parties.keys import Keys
from caseflow.parties.register import Party

Preparer = Mapping[str, Any]
CONTACT = frozenset(PreparerRecord.__annotations__)
"""What a letter prints of its preparer; a user's profile also holds the office that is printed when they sign."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter that a move wrote: its text is sealed, its hash says which text it was."""

    id: UUID
    name: str
    template: Template
    seq: int
    key_id: str
    sealed: bytes
    text_hash: str
    channel: str
    recipient: str | None

    def row(self, state: CaseState, at: datetime) -> tuple[object, ...]:
        """The letter's columns without status and signatory."""
        front = self.template.front
        path = f"{self.template.programme}/{self.template.name}"
        of = (self.id, state.id, state.organisation.id, self.seq, self.name)
        text = (front.release, self.key_id, self.sealed, self.text_hash, at)
        kind = (front.series, front.title["lv"], front.is_act, "sudziba" in front.legal_parts)
        sending = (self.channel, self.recipient, release_at(state.organisation.profile, at))
        return (*of, front.code, path, self.template.hash, *text, *kind, *sending)


def draft(
    library: Library,
    keys: Keys,
    state: CaseState,
    letter: LetterDraft,
    addressee: Party | None,
    preparer: Preparer,
) -> Draft:
    """Render one letter for the case.

    Raises BadContext (naming the variable, or a channel that must not be used) and NotFound (the template).
    """
    template = library.template(state.workflow.programme, letter.template)
    text = template.draft(_context(template, state, letter.context, addressee, preparer)).encode()
    id = uuid4()
    sealed = keys.seal(text, id.bytes, secrets.token_bytes(12))
    digest = hashlib.sha256(text).hexdigest()
    kept = template.front.channel == FILE
    channel = FILE if kept else sending_of(state.organisation).checked_channel()
    recipient = addressee.email if addressee and not kept else None
    return Draft(id, letter.name, template, state.facts.seq + 1, keys.id, sealed, digest, channel, recipient)


def _context(
    template: Template,
    state: CaseState,
    variables: Mapping[str, Any],
    addressee: Party | None,
    preparer: Preparer,
) -> dict[str, Any]:
    """The standing parts that the template asks for, and the definition's own variables (dots make records)."""
    context: dict[str, Any] = {}
    for name, value in variables.items():
        record, _, part = name.rpartition(".")
        if record:
            context.setdefault(record, {})[part] = value
        else:
            context[name] = value
    standing = _standing(state, addressee, preparer, template.front.release)
    for name in template.variables:
        if name not in context and name in standing:
            context[name] = standing[name]
    return context


def _standing(state: CaseState, addressee: Party | None, preparer: Preparer, release: str) -> dict[str, Any]:
    profile = state.organisation.profile
    letterhead = profile.get("letterhead", {})
    if "e_signs" in letterhead:  # only a letter that somebody signs so says that it is signed electronically
        letterhead = {**letterhead, "e_signs": sending_of(state.organisation).prints_e_signature(release)}
    parts: dict[str, Any] = {
        "a": letterhead,
        "lieta": {"nr": state.facts.ref},
        "sag": {name: value for name, value in preparer.items() if name in CONTACT},
        "laiks": state.facts.at.astimezone(RIGA).time().replace(tzinfo=None),
    }
    if addressee is not None:
        parts["adr"] = {
            "veids": "filiale" if addressee.kind == "branch" else "komersants",
            "nosaukums": addressee.name,
            "reg_nr": addressee.registration_number,
            "adrese": addressee.address,
            "channel": profile.get("channel", "email"),
            **({"epasts": addressee.email} if addressee.email else {}),
        }
    return {**parts, **profile.get("programmes", {}).get(state.workflow.programme, {})}


@lru_cache(maxsize=1024)
def facts_of(organisation: Organisation, workflow: Workflow) -> Mapping[str, Any]:
    """The organisation as the step sees it: with what its channel presumes, where deadlines count from letters."""
    if not workflow.counts_from_letters:
        return {"kind": organisation.kind}
    sending = sending_of(organisation)
    return {"kind": organisation.kind, CHANNEL: sending.presumption(sending.channel, signed=True)}


@lru_cache(maxsize=256)
def sending_of(organisation: Organisation) -> Sending:
    """What the organisation's profile says of its letters."""
    return Sending.of(organisation.kind, organisation.prefix, organisation.profile)


__all__ = ["BadContext", "Draft", "draft"]
