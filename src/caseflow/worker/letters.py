"""The worker's rounds with letters: register what is released, send what is ready, tell the cases."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from caseflow.db.batch import LostSwap
from caseflow.db.errors import Retryable
from caseflow.moves.office import Office
from caseflow.moves.registration import register
from caseflow.moves.sending import send

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Letters:
    """What one round did with letters; `failed` could not be set, or never be sent."""

    registered: int = 0
    sent: int = 0
    failed: int = 0


def work_off(office: Office) -> Letters:
    """Register and send everything that may go now. A busy database leaves the rest for the next beat."""
    try:
        registrations = register(office)
        sent = send(office)
    except (LostSwap, Retryable) as busy:
        log.warning("letters wait for the next beat: %s", busy)
        return Letters()
    return Letters(registrations.registered, sent.sent, registrations.failed + sent.failed)
