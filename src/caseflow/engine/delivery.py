"""The day on which a letter counts as delivered: presumed of one that was sent, expected of one that is drafted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from caseflow.calendar import Term, calendar_for
from caseflow.engine.asking import Asking
from caseflow.errors import BadInput

PRESUMPTIONS: Final[Mapping[str, tuple[str, str]]] = {
    "e_address": ("P.not.eaddress_wd", "working days"),
    "secure_email": ("P.not.email_wd", "working days"),
    "registered_mail": ("P.not.registered_d", "days"),
    "ordinary_mail": ("P.not.ordinary_d", "days"),
}
"""After which term a letter counts as delivered, by channel (Z-NOT-01 to Z-NOT-04)."""
IN_PERSON: Final = "in_person"
NO_PRESUMPTION: Final = "none"
"""Information by plain e-mail: nothing is presumed of it."""
CHANNEL: Final = "presumption"
"""The part of a case's organisation that says what its channel presumes; only for definitions that ask for it."""


def presumption(channel: str, on: date, asking: Asking) -> Term:
    """The term at whose end a letter sent on `on` counts as delivered (Z-NOT-01..06). Raises BadInput."""
    if channel == IN_PERSON:
        return Term.fixed(on)
    if channel not in PRESUMPTIONS:
        raise BadInput(f"there is no channel {channel!r}: use one of {', '.join((*PRESUMPTIONS, IN_PERSON))}")
    key, unit = PRESUMPTIONS[channel]
    return Term.parse(f"{asking.answers.figure(key, on)} {unit}", rolls=False)


def without_presumption(sent_on: date, asking: Asking) -> date:
    """From which day a term counts whose letter went by plain e-mail: as if it had been signed [P]."""
    return _day(presumption("secure_email", sent_on, asking), sent_on, "LV-STAT", asking)


def expected(asking: Asking, *, next_day: bool) -> date:
    """The day on which a letter that is written today is expected to count as delivered.

    It is planned for registration today, or on the next working day where a person signs it or sends it again.
    """
    organisation, today = asking.facts.organisation, asking.facts.today
    calendar = calendar_for(str(organisation["kind"]))
    planned = _day(Term.parse("1 working day"), today, calendar, asking) if next_day else today
    channel = str(organisation.get(CHANNEL, "secure_email"))
    return _day(presumption(channel, planned, asking), planned, "LV-STAT", asking)


def _day(term: Term, anchor: date, calendar: str, asking: Asking) -> date:
    found = asking.dates(term, anchor, calendar).due_on
    assert found is not None  # nothing suspends it
    return found
