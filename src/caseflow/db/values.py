"""Instants, dates, ids and money between Python and the columns of either database."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

_MOST_CENTS = 2**63 - 1


def instant_text(instant: datetime) -> str:
    """UTC with six digits and `Z`, so that text sorts as time; ValueError for an instant without a zone."""
    if instant.tzinfo is None:
        raise ValueError(f"{instant.isoformat()} has no time zone: instants are aware")
    return instant.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"  # instead of +00:00


def read_instant(value: datetime | str) -> datetime:
    """The aware UTC instant behind an instant column of either database."""
    instant = datetime.fromisoformat(value) if isinstance(value, str) else value
    return instant.astimezone(UTC)


def read_day(value: date | str) -> date:
    """The date behind a date column of either database."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def read_uuid(value: UUID | str) -> UUID:
    """The UUID behind an id column of either database."""
    return _uuid(value) if isinstance(value, str) else value


_uuid = lru_cache(maxsize=4096)(UUID)  # SQLite keeps ids as text, and one batch reads the same ones several times


def to_cents(amount: Decimal) -> int:
    """Whole cents of an amount in EUR; ValueError for parts of a cent, TypeError for a float or integer."""
    if not isinstance(amount, Decimal):
        raise TypeError(f"money is a Decimal in EUR, not {type(amount).__name__}")
    if not amount.is_finite():
        raise ValueError(f"{amount} is no amount of money")
    cents = int(amount.scaleb(2).to_integral_value())
    if Decimal(cents).scaleb(-2) != amount:
        raise ValueError(f"{amount} has parts of a cent")
    if abs(cents) > _MOST_CENTS:
        raise ValueError(f"{amount} is beyond what a money column holds")
    return cents


def from_cents(cents: int) -> Decimal:
    """The amount in EUR, with two places, of whole cents."""
    return Decimal(cents).scaleb(-2)
