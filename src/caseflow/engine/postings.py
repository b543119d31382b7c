"""What a branch posts to accounts: its money expressions made into amounts, and a move's postings taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from caseflow.engine.asking import Asking
from caseflow.engine.expression import evaluate
from caseflow.engine.outcome import Posting, Reason
from caseflow.engine.workflow import PostingSpec
from caseflow.words.message import message

_CENT = Decimal("0.01")


class BadAmount(Exception):
    """An amount that no account can take, and why."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason


def postings_of(specs: Iterable[PostingSpec], asking: Asking) -> tuple[Posting, ...]:
    """The amounts in EUR, those of nothing left out. Raises BadAmount below zero and for parts of a cent."""
    found = (Posting(s.account, s.kind, evaluate(s.amount.expression, asking.values, asking)) for s in specs)
    return tuple(_checked(posting) for posting in found if posting.amount != 0)


def _checked(posting: Posting) -> Posting:
    if posting.amount < 0:
        raise BadAmount(Reason("bad-amount", message("engine.posting_negative", amount=posting.amount)))
    if posting.amount % _CENT:
        raise BadAmount(Reason("bad-amount", message("engine.posting_finer", amount=posting.amount)))
    return posting


def taken_back(records: Iterable[Mapping[str, Any]]) -> tuple[Posting, ...]:
    """The postings of an event's outcome, each with its amount turned round."""
    return tuple(Posting(each["account"], each["kind"], -Decimal(each["amount"])) for each in records)
