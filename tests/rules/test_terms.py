"""Days around the end of a term (X-TIM-01)."""

from __future__ import annotations

import pytest

from .conftest import Ask


@pytest.mark.parametrize(("noted", "last"), [("2024-07-16", "2024-07-15"), ("2024-03-01", "2024-02-29")])
def test_an_end_noted_at_midnight_belongs_to_the_day_before(ask: Ask, noted: str, last: str) -> None:
    assert str(ask("last_day_before", {"noted_on": noted}).value) == last
