"""Says why a clause does not hold as one colleague would tell another: what is missing, the values, what is wanted."""

from __future__ import annotations

from collections.abc import Sequence

from caseflow.engine.expression.builtin import BUILTINS
from caseflow.engine.expression.explain import SWAPPED, WORDED, Speaker
from caseflow.engine.expression.faults import said
from caseflow.engine.expression.nodes import Call, Compare, Given, Literal, Name, Node, Not
from caseflow.rules.answer import Reason
from caseflow.words.message import Message

Found = Sequence[tuple[Node, object]]
"""Parts of a clause with what they were found to be."""


class Lacking:
    """Words the clauses of one expression that are not met. A definition's own words (`because`) go first."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker

    def given(self, parts: Sequence[Node]) -> Reason:
        """Everything that is not there yet, in one sentence."""
        return Reason(said("lacking", what=[self._speaker.noun(part) for part in parts]))

    def there(self, node: Given, value: object) -> Reason:
        """What should not be there."""
        return Reason(said("too_many", what=self._speaker.noun(node.subject), value=self._value(value, node.subject)))

    def compared(self, node: Compare, left: object, right: object) -> Reason:
        """A comparison that does not hold, with what was found on both sides."""
        found = [(node.left, left), (node.right, right)]
        if (why := self._because(node, found)) is not None:
            return why
        first, second, sign = node.left, node.right, str(node.operator)
        if isinstance(first, Literal) and sign in SWAPPED:
            first, second, left, right, sign = second, first, right, left, SWAPPED[sign]
        missing = [side for side, value in ((first, left), (second, right)) if value is None]
        if missing:
            return self.given(missing)
        if isinstance(first, Call) and first.name == "count" and sign in (">", ">=") and left == 0:
            return Reason(said("none_there", what=self._speaker.noun(first.arguments[0])))
        return Reason(self._must(first, second, sign, left, right))

    def _must(self, first: Node, second: Node, sign: str, left: object, right: object) -> Message:
        sides = {"left": self._speaker.noun(first), "found": self._value(left, first)}
        literal = not any(isinstance(part, Name | Call) for part in (second,))
        if not literal:
            sides |= {"right": self._speaker.noun(second)}
        if not self._speaker.shows(first):
            return said(f"differs_{WORDED[sign]}", **{name: sides[name] for name in ("left", "right") if name in sides})
        shown = self._speaker.beside(second, first) if literal else self._value(right, second)
        day = "_day" if self._speaker.is_day(first) and sign in SWAPPED else ""
        return said(f"must_{WORDED[sign]}{day}{'' if literal else '_named'}", wanted=shown, **sides)

    def clause(self, node: Node, found: Found) -> Reason:
        """Any other clause: its definition's words, an answer that should be another one, or the clause as it is."""
        if (why := self._because(node, found)) is not None:
            return why
        match node:
            case Given(subject=subject, positive=True):
                return self.given([subject])
            case Call(name="has", arguments=(subject,)):
                return self.given([subject])
            case Call(name="all_in", arguments=(_, _, words)):
                allowed = next((value for part, value in found if part == words), None)
                named = {"what": self._speaker.noun(words), "words": self._value(allowed, words)}
                return Reason(said("only_these", **named))
            case Name():
                return Reason(said("must_be_yes", what=self._speaker.noun(node)))
            case Not(inner=Name() as inner):
                return Reason(said("must_be_no", what=self._speaker.noun(inner)))
        if not found or (isinstance(node, Call) and node.name not in BUILTINS):
            return Reason(said("unmet_bare", clause=self._speaker.say(node)))
        return Reason(said("unmet", clause=self._speaker.say(node), found=self._listed(found)))

    def either(self, node: Node, reasons: Sequence[Reason], found: Found) -> tuple[Reason, ...]:
        """Several ways of which none is open: all that would open one, told as alternatives."""
        why = self._because(node, found)
        return (why,) if why is not None else (*self._alternatives(reasons),)

    def _alternatives(self, reasons: Sequence[Reason]) -> Sequence[Reason]:
        if len(reasons) < 2 or any(reason.rule or reason.figures for reason in reasons):
            return reasons
        return (Reason(said("either", reasons=[reason.message for reason in reasons])),)

    def _because(self, node: Node, found: Found) -> Reason | None:
        why = self._speaker.because(node)
        if why is None:
            return None
        told = [(part, value) for part, value in found if isinstance(part, Name) and self._speaker.shows(part)]
        shown = [(part, value) for part, value in told if not isinstance(value, list | tuple)]
        return Reason(said("because", why=why, found=self._listed(shown)) if shown else said("because_bare", why=why))

    def _listed(self, found: Found) -> list[Message]:
        return [said("found", what=self._speaker.noun(part), value=self._value(value, part)) for part, value in found]

    def _value(self, value: object, node: Node) -> object:
        return self._speaker.value(value, node)
