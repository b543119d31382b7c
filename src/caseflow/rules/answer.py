"""What a rule answers: passed, failed, manual or computed, with its reasons and the figures behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Generic, Literal, TypeVar

from caseflow.words import Message

T = TypeVar("T")
Outcome = Literal["passed", "failed", "manual", "computed"]
FigureValue = Decimal | int | date | bool | str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class FigureUse:
    """One version of a dated parameter that a rule has read; `valid_from` None is the baseline."""

    key: str
    value: FigureValue
    valid_from: date | None
    valid_to: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rule answered as it did: the rulebook ID, the sentence with its values, the figures read.

    A rule that leaves `rule` empty gets its own ID and figures from the registry.
    """

    message: Message
    rule: str = ""
    figures: tuple[FigureUse, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """An outcome with its value and reasons; `manual` means that a person decides with reasons."""

    outcome: Outcome
    value: T | None = None
    reasons: tuple[Reason, ...] = ()
    figures: tuple[FigureUse, ...] = ()

    @property
    def holds(self) -> bool:
        """True only for `passed`: a manual answer opens nothing by itself."""
        return self.outcome == "passed"


Check = Answer[None]


def because(rule: str, message: Message) -> Reason:
    """A reason that rests on another rulebook ID than the rule's own."""
    return Reason(message, rule)


def passed(*reasons: Message | Reason) -> Check:
    """The condition of the law is kept."""
    return Answer("passed", None, _reasons(reasons))


def failed(*reasons: Message | Reason) -> Answer[Any]:
    """The condition is not kept, or nothing can be computed; give at least one reason."""
    return Answer("failed", None, _reasons(reasons))


def manual(*reasons: Message | Reason) -> Answer[Any]:
    """The law leaves it to a person; give at least one reason."""
    return Answer("manual", None, _reasons(reasons))


def computed(value: T, *reasons: Message | Reason) -> Answer[T]:
    """A result, with the sentences that explain it."""
    return Answer("computed", value, _reasons(reasons))


def verdict(failures: list[Message | Reason], doubts: list[Message | Reason], good: Message | Reason) -> Check:
    """Failed when anything failed, else manual when anything is in doubt, else passed for `good`."""
    if failures:
        return failed(*failures, *doubts)
    if doubts:
        return manual(*doubts)
    return passed(good)


def stamped(answer: Answer[T], rule: str, figures: tuple[FigureUse, ...]) -> Answer[T]:
    """Give every reason without an ID the rule's own, and all of them the figures that were read."""
    reasons = tuple(Reason(each.message, each.rule or rule, figures) for each in answer.reasons)
    return Answer(answer.outcome, answer.value, reasons, figures)


def _reasons(given: tuple[Message | Reason, ...]) -> tuple[Reason, ...]:
    return tuple(each if isinstance(each, Reason) else Reason(each) for each in given)
