"""Exact arithmetic on amounts in EUR: every percentage is cut to the cent, never rounded up."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_DOWN, Decimal
from typing import Final

CENT: Final = Decimal("0.01")
ZERO: Final = Decimal("0.00")


def cut(amount: Decimal) -> Decimal:
    """Truncate an amount to the cent (X-MON-02)."""
    return amount.quantize(CENT, rounding=ROUND_DOWN)


def part(amount: Decimal, share: Decimal) -> Decimal:
    """Return a share of an amount that acts as aid or ceiling, cut to the cent (X-MON-02)."""
    return cut(amount * share)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Add amounts up, 0.00 for none."""
    return sum(amounts, ZERO)
