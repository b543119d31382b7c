"""The way of a case through its states, as an overview draws it: behind, here, and likely ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from caseflow.cases.history import Stay
from caseflow.cases.view import CaseView
from caseflow.moves.preview import Offer
from caseflow.web.likely import likely_path
from caseflow.words import Text

_OTHER: Final = "engine_expression.must_equal"
"""The reason of a move that is for cases of another kind, such as another round."""
MOST: Final = 3
"""How many states behind are drawn; the history tells all."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One state on the way; `on` is the day on which the case came there, None for one that is still ahead."""

    title: Text
    on: date | None
    here: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """The stops in their order; `earlier` are those that are not drawn."""

    stops: tuple[Stop, ...]
    earlier: int


def case_way(view: CaseView, passed: Sequence[Stay], offered: Sequence[Offer]) -> Way:
    """The last states that the case went through, the present one, and those that it will likely come to."""
    title = view.workflow.state_title
    behind, here = passed[:-1], passed[-1]
    drawn = behind[-MOST:]
    barred = {offer.trigger for offer in offered if any(each.message.id == _OTHER for each in offer.reasons)}
    ahead = likely_path(view.workflow, view.state, barred=barred)
    stops = (
        *(Stop(title(stay.state), stay.on) for stay in drawn),
        Stop(title(here.state), here.on, here=True),
        *(Stop(title(state), None) for state in ahead),
    )
    return Way(stops, len(behind) - len(drawn))
