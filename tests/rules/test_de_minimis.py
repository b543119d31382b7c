"""De minimis windows, headroom and requests (examples, chapter 6)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from caseflow.errors import BadInput

from .conftest import Ask

CALENDAR, APRIL, OCTOBER = (1, 1), (4, 1), (10, 1)


def grants(*given: tuple[str, str], to: str = "A") -> list[dict[str, str]]:
    return [
        {"id": f"{to}{number}", "undertaking": to, "amount": amount, "granted_on": day}
        for number, (amount, day) in enumerate(given)
    ]


def since(ask: Ask, regulation: str, award_day: str, year: tuple[int, int] = CALENDAR) -> Any:
    starts = ask("fiscal_year_starts", {"award_day": award_day, "month": year[0], "day": year[1]}).value
    inputs = {"regulation": regulation, "award_day": award_day, "fiscal_years": starts}
    return ask("de_minimis_since", inputs).value


def headroom(
    ask: Ask,
    regulation: str,
    award_day: str,
    earlier: list[dict[str, str]],
    year: tuple[int, int] = CALENDAR,
    undertakings: tuple[str, ...] = ("A",),
    road: bool = False,
) -> Any:
    inputs = {
        "regulation": regulation,
        "since": since(ask, regulation, award_day, year),
        "award_day": award_day,
        "undertakings": undertakings,
        "grants": earlier,
        "road_freight_for_hire": road,
    }
    return ask("de_minimis_headroom", inputs, on=award_day).value


E0601 = grants(("30000.00", "2019-12-31"), ("55500.55", "2020-01-01"), ("40000.00", "2022-02-10"))
E0602 = grants(("25000.00", "2021-03-31"), ("61250.00", "2021-04-01"))
E0603 = grants(("90000.00", "2021-02-02"))
E0606 = grants(("45000.00", "2022-06-15"), ("110000.00", "2022-06-16"), ("62500.25", "2024-01-09"))
E0607 = grants(("20000.00", "2024-02-27"), ("30000.00", "2024-02-28"), ("40000.00", "2024-02-29"))
E0608 = grants(("183000.00", "2021-01-15"))


@pytest.mark.parametrize(
    ("regulation", "award_day", "year", "earlier", "left"),
    [
        pytest.param("dm1407", "2022-11-15", CALENDAR, E0601, "104499.45", id="E-0601"),
        pytest.param("dm1407", "2023-10-30", APRIL, E0602, "138750.00", id="E-0602"),
        pytest.param("dm1407", "2023-09-30", OCTOBER, E0603, "110000.00", id="E-0603 before"),
        pytest.param("dm1407", "2023-10-01", OCTOBER, E0603, "200000.00", id="E-0603 a day later"),
        pytest.param("dm2831", "2025-06-16", CALENDAR, E0606, "127499.75", id="E-0606"),
        pytest.param("dm2831", "2027-02-28", CALENDAR, E0607, "230000.00", id="E-0607"),
        pytest.param("dm2831", "2027-03-01", CALENDAR, E0607, "300000.00", id="E-0607 a day later"),
        pytest.param("dm1407", "2023-12-28", CALENDAR, E0608, "17000.00", id="E-0608 1407"),
        pytest.param("dm2831", "2024-01-02", CALENDAR, E0608, "117000.00", id="E-0608 2831"),
    ],
)
def test_counts_the_aid_of_the_window(
    ask: Ask, regulation: str, award_day: str, year: tuple[int, int], earlier: Any, left: str
) -> None:
    assert headroom(ask, regulation, award_day, earlier, year) == Decimal(left)


def test_tells_the_sum_beside_the_headroom(ask: Ask) -> None:
    inputs = {"regulation": "dm2831", "since": "2022-06-16", "award_day": "2025-06-16", "undertakings": ["A"]}
    answer = ask("de_minimis_headroom", inputs | {"grants": E0606, "road_freight_for_hire": False}, on="2025-06-16")
    assert answer.reasons[0].message.args["sum"] == Decimal("172500.25")  # E-0606


def test_adds_up_the_aid_of_all_members_and_of_nobody_else(ask: Ask) -> None:
    earlier = [
        line
        for name, amount in (("A", "12000"), ("P", "33300"), ("Q", "71400.40"), ("R", "60000"), ("T", "9999.99"))
        for line in grants((amount, "2023-02-01"), to=name)
    ]
    found = headroom(ask, "dm1407", "2023-06-14", earlier, undertakings=("A", "P", "Q", "T"))
    assert found == Decimal("73299.61")  # E-0604: the sum is 126 700.39


@pytest.mark.parametrize(
    ("road", "requested", "outcome"),
    [
        pytest.param(True, "36500.00", "passed", id="E-0609"),
        pytest.param(True, "36500.01", "failed", id="E-0609 one cent more"),
        pytest.param(False, "136500.00", "passed", id="E-0609 own goods only"),
        pytest.param(False, "136500.01", "failed", id="E-0609 own goods, one cent more"),
    ],
)
def test_hire_or_reward_hauliers_have_half_the_ceiling(ask: Ask, road: bool, requested: str, outcome: str) -> None:
    found = headroom(ask, "dm1407", "2023-06-14", grants(("63500.00", "2022-05-05")), road=road)
    inputs = {"requested": requested, "headroom": found}
    assert ask("de_minimis_request_fits", inputs).outcome == outcome


def test_the_new_regulation_has_no_road_ceiling(ask: Ask) -> None:
    assert headroom(ask, "dm2831", "2024-06-14", [], road=True) == Decimal("300000.00")


def test_aid_after_the_award_day_does_not_count(ask: Ask) -> None:
    later = grants(("1.00", "2023-06-15"))
    assert headroom(ask, "dm1407", "2023-06-14", later) == Decimal("200000.00")


@pytest.mark.parametrize(
    ("requested", "outcome"), [("9100.00", "failed"), ("8400.00", "passed"), ("8400.01", "failed")]
)
def test_a_request_is_granted_whole_or_not_at_all(ask: Ask, requested: str, outcome: str) -> None:
    inputs = {"requested": requested, "headroom": "8400.00"}  # E-0614
    assert ask("de_minimis_request_fits", inputs).outcome == outcome


def test_a_regulation_that_is_not_in_force_has_no_ceiling(ask: Ask) -> None:
    with pytest.raises(BadInput, match=r"P\.dm1407\.ceiling has no value on 2024-01-01"):
        headroom(ask, "dm1407", "2024-01-01", [])


def test_a_grant_that_stands_twice_is_refused(ask: Ask) -> None:
    with pytest.raises(BadInput, match="A0 stands twice"):
        headroom(ask, "dm1407", "2023-06-14", grants(("1.00", "2023-01-01")) * 2)


@pytest.mark.parametrize(
    ("award_day", "first"),
    [
        pytest.param("2024-01-18", "2021-01-18", id="the ministry's example"),
        pytest.param("2028-02-29", "2025-02-28", id="leap day"),
        pytest.param("2027-02-28", "2024-02-28", id="E-0607"),
    ],
)
def test_looks_back_three_years_to_the_same_day_inclusive(ask: Ask, award_day: str, first: str) -> None:
    assert since(ask, "dm2831", award_day) == date.fromisoformat(first)


def test_a_short_fiscal_year_is_one_of_the_three(ask: Ask) -> None:
    starts = ["2020-01-01", "2021-01-01", "2022-01-01", "2022-07-01", "2023-07-01"]
    inputs = {"regulation": "dm1407", "award_day": "2023-10-02", "fiscal_years": starts}
    assert ask("de_minimis_since", inputs).value == date(2022, 1, 1)


@pytest.mark.parametrize(
    "starts",
    [
        pytest.param(["2021-01-01", "2022-01-01"], id="too few"),
        pytest.param(["2019-01-01", "2020-01-01", "2021-01-01"], id="the current one is missing"),
        pytest.param(["2019-01-01", "2020-01-01", "2023-01-01"], id="a gap"),
        pytest.param(["2022-01-01", "2023-01-01", "2024-01-01"], id="a future one does not help"),
    ],
)
def test_a_fiscal_year_that_is_missing_is_asked_for(ask: Ask, starts: list[str]) -> None:
    inputs = {"regulation": "dm1407", "award_day": "2023-10-02", "fiscal_years": starts}
    with pytest.raises(BadInput, match="give the first day of each of the 3 fiscal years up to 2023-10-02"):
        ask("de_minimis_since", inputs)


def test_a_fiscal_year_begins_on_a_day_of_every_year(ask: Ask) -> None:
    with pytest.raises(BadInput, match="day 29 of month 2 is no day of every year"):
        ask("fiscal_year_starts", {"award_day": "2023-10-02", "month": 2, "day": 29})


@pytest.mark.parametrize(("last_start", "fits"), [("2022-03-31", True), ("2022-03-30", False)])
def test_a_fiscal_year_lasts_at_most_eighteen_months(ask: Ask, last_start: str, fits: bool) -> None:
    starts = ["2020-01-01", "2021-01-01", last_start]
    inputs = {"regulation": "dm1407", "award_day": "2023-10-02", "fiscal_years": starts}
    if fits:
        assert ask("de_minimis_since", inputs).value == date(2020, 1, 1)
    else:
        with pytest.raises(BadInput, match="the current included"):
            ask("de_minimis_since", inputs)


@pytest.mark.parametrize(
    ("regulation", "day", "requested", "outcome"),
    [
        ("dm1407", "2023-12-28", "17000.00", "passed"),
        ("dm1407", "2023-12-28", "17000.01", "failed"),
        ("dm2831", "2024-01-02", "117000.00", "passed"),
        ("dm2831", "2024-01-02", "117000.01", "failed"),
        ("dm1407", "2024-01-02", "0.01", "failed"),
        ("gber", "2024-01-02", "900000.00", "passed"),
    ],
)
def test_the_law_of_the_day_decides_whether_all_of_it_is_allowed(
    ask: Ask, regulation: str, day: str, requested: str, outcome: str
) -> None:
    """E-0608 and E-0609: the whole request or none of it."""
    inputs = {
        "regulation": regulation,
        "requested": requested,
        "award_day": day,
        "fiscal_years": ["2021-01-01", "2022-01-01", "2023-01-01"],
        "undertakings": ["A"],
        "grants": [{"id": "1", "undertaking": "A", "granted_on": "2021-01-15", "amount": "183000.00"}],
        "road_freight_for_hire": False,
    }
    answer = ask("de_minimis_allows", inputs, day)
    assert answer.outcome == outcome


@pytest.mark.parametrize(
    ("regulation", "road", "day", "ceiling"),
    [
        ("dm1407", False, "2023-12-31", "200000.00"),
        ("dm1407", True, "2023-12-31", "100000.00"),
        ("dm2831", True, "2024-01-01", "300000.00"),
    ],
)
def test_the_ceiling_is_that_of_the_day(ask: Ask, regulation: str, road: bool, day: str, ceiling: str) -> None:
    answer = ask("de_minimis_ceiling", {"regulation": regulation, "road_freight_for_hire": road}, day)
    assert answer.value == Decimal(ceiling)


def test_a_letter_tells_what_the_whole_undertaking_was_granted(ask: Ask) -> None:
    """E-0606: the first of the grants is out of the window."""
    inputs = {"since": "2022-06-16", "award_day": "2025-06-16", "undertakings": ["A"], "grants": E0606}
    assert ask("de_minimis_counted", inputs).value == Decimal("172500.25")
