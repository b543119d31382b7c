"""What a branch books in the register of de minimis aid: judged by the rule on the facts of the single undertaking."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from caseflow.engine.asking import Asking
from caseflow.engine.expression import evaluate
from caseflow.engine.outcome import AidBooking, AidEntry, AidRegister, Reason, reasons_of
from caseflow.engine.workflow import DE_MINIMIS, Clause, DeMinimisSpec
from caseflow.words.message import Message, message

GBER = "gber"
NOTHING = AidRegister()
_ZERO = Decimal("0.00")


class CannotBook(Exception):
    """The register cannot take what the move would book, and why."""

    def __init__(self, *reasons: Reason) -> None:
        self.reasons = reasons


def register_of(spec: DeMinimisSpec | None, asking: Asking) -> AidRegister:
    """What the branch books; nothing under a regulation that is not de minimis. Raises CannotBook, BadInput."""
    if spec is None:
        return NOTHING
    regulation = _value(spec.regulation, asking)
    if regulation == GBER:
        return NOTHING
    booked: tuple[AidBooking, ...] = ()
    match spec.act:
        case "reserve":
            booked = _reserve(spec, regulation, asking)
        case "confirm":
            booked = _confirm(asking)
        case "release":
            booked = _release(_own(asking))
        case "correct":
            booked = _correct(_amount(spec, asking), _own(asking))
        case "enter":
            return _entered(spec, asking)
    return AidRegister(booked=tuple(each for each in booked if each.amount))


def _reserve(spec: DeMinimisSpec, regulation: str | None, asking: Asking) -> tuple[AidBooking, ...]:
    """The whole amount instead of what the case has reserved so far, if the rule finds that it fits."""
    own, amount = _own(asking), _amount(spec, asking)
    if regulation is None:
        raise CannotBook(_reason("regulation"))
    if own["granted"]:
        raise CannotBook(_reason("granted_already", amount=own["granted"]))
    road = bool(_value(spec.road_freight, asking))
    _judge(asking, regulation, amount, road)
    return (*_release(own), AidBooking("reserved", amount, regulation, road))


def _confirm(asking: Asking) -> tuple[AidBooking, ...]:
    """What is reserved becomes granted on the day of the move, if it still fits on that day."""
    own = _own(asking)
    if not own["reserved"]:
        raise CannotBook(_reason("nothing_reserved"))
    _judge(asking, own["regulation"], own["reserved"], own["road_freight"])
    return (_booking("confirmed", own["reserved"], own),)


def _release(own: Mapping[str, Any]) -> tuple[AidBooking, ...]:
    """All that the case holds: what is reserved goes back, what is granted is corrected to nothing."""
    return tuple(
        _booking(kind, amount, own)
        for kind, amount in (("released", own["reserved"]), ("corrected", -own["granted"]))
        if amount
    )


def _correct(amount: Decimal, own: Mapping[str, Any]) -> tuple[AidBooking, ...]:
    """Less than was granted; more is a decision of its own."""
    if amount > own["granted"]:
        raise CannotBook(_reason("above_granted", asked=amount, granted=own["granted"]))
    return (_booking("corrected", amount - own["granted"], own),) if own["granted"] else ()


def _entered(spec: DeMinimisSpec, asking: Asking) -> AidRegister:
    rows = _value(spec.amount, asking) or ()
    members = tuple((row["registration_number"], row["name"]) for row in _value(spec.members, asking) or ())
    entries = tuple(
        AidEntry(
            row["registration_number"],
            row["regulation"],
            row["grantor"],
            row["reference"],
            row["granted_on"],
            row["amount"],
        )
        for row in rows
    )
    for entry in entries:
        if entry.granted_on > asking.facts.today:
            raise CannotBook(_reason("future_grant", reference=entry.reference, on=entry.granted_on))
    named = [(entry.registration_number, entry.reference) for entry in entries]
    if twice := sorted({reference for number, reference in named if named.count((number, reference)) > 1}):
        raise CannotBook(_reason("entered_twice", reference=twice[0]))
    return AidRegister(entered=entries, members=members, years=tuple(_value(spec.years, asking) or ()))


def taken_back(record: Mapping[str, Any], asking: Asking) -> AidRegister:
    """The bookings of an event turned round; where that takes from the headroom again, the rule decides anew.

    Raises CannotBook.
    """
    own = _own(asking)
    booked = tuple(
        AidBooking(each["kind"], -Decimal(each["amount"]), each["regulation"], each["road_freight"])
        for each in record.get("booked", ())
    )
    more = sum((EFFECTS[each.kind][0] + EFFECTS[each.kind][1]) * each.amount for each in booked)
    if more > 0:
        last = booked[-1]
        _judge(asking, last.regulation, own["reserved"] + own["granted"] + more, last.road_freight)
    return AidRegister(booked=booked)


EFFECTS: Mapping[str, tuple[int, int]] = {
    "reserved": (1, 0),
    "confirmed": (-1, 1),
    "released": (-1, 0),
    "entered": (0, 1),
    "corrected": (0, 1),
}
"""What each kind of posting does to the sums `reserved` and `granted` of an aid."""


def _judge(asking: Asking, regulation: str, amount: Decimal, road: bool) -> None:
    """Z-DM-05 on the day of the move, which is today: the register knows nothing of days gone by."""
    if asking.on != asking.facts.today:
        raise CannotBook(_reason("backdated", on=asking.on, today=asking.facts.today))
    known = _own(asking)
    if not known["undertakings"]:
        raise CannotBook(_reason("no_undertaking"))
    answer = asking.rule(
        "de_minimis_allows",
        {
            "regulation": regulation,
            "requested": amount,
            "award_day": asking.on,
            "fiscal_years": known["years"],
            "undertakings": known["undertakings"],
            "grants": known["aid"],
            "road_freight_for_hire": road,
        },
    )
    if not answer.holds:
        raise CannotBook(*reasons_of("over-headroom", answer.reasons))


def _booking(kind: str, amount: Decimal, own: Mapping[str, Any]) -> AidBooking:
    return AidBooking(kind, amount, own["regulation"], own["road_freight"])


_EMPTY: Mapping[str, Any] = {
    "undertakings": (),
    "years": (),
    "aid": (),
    "reserved": _ZERO,
    "granted": _ZERO,
    "regulation": None,
    "road_freight": False,
}


def _own(asking: Asking) -> Mapping[str, Any]:
    """The register as the case sees it, empty where nobody has asked it."""
    return asking.facts.related.get(DE_MINIMIS) or _EMPTY


def _amount(spec: DeMinimisSpec, asking: Asking) -> Decimal:
    amount: Decimal = _value(spec.amount, asking)
    if amount < 0 or amount % Decimal("0.01"):
        raise CannotBook(_reason("bad_amount", amount=amount))
    return amount


def _value(clause: Clause | None, asking: Asking) -> Any:
    return None if clause is None else evaluate(clause.expression, asking.values, asking)


def _reason(what: str, **args: Any) -> Reason:
    said: Message = message(f"engine_de_minimis.{what}", **args)
    return Reason(f"de-minimis-{what.replace('_', '-')}", said)
