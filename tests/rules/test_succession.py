"""Earlier aid after mergers and splits (examples E-0610 to E-0612)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.errors import BadInput
from caseflow.rules.de_minimis import Grant
from caseflow.rules.succession import Merger, Split, grants_after_changes

from .conftest import Ask


def grants(*given: tuple[str, str], to: str) -> list[dict[str, str]]:
    return [
        {"id": f"{to}{number}", "undertaking": to, "amount": amount, "granted_on": day}
        for number, (amount, day) in enumerate(given)
    ]


def headroom(ask: Ask, regulation: str, award_day: str, earlier: list[Any], undertaking: str) -> Any:
    starts = ask("fiscal_year_starts", {"award_day": award_day, "month": 1, "day": 1}).value
    inputs = {"regulation": regulation, "award_day": award_day, "fiscal_years": starts}
    inputs = {
        "regulation": regulation,
        "since": ask("de_minimis_since", inputs).value,
        "award_day": award_day,
        "undertakings": [undertaking],
        "grants": earlier,
        "road_freight_for_hire": False,
    }
    return ask("de_minimis_headroom", inputs, on=award_day).value


def test_all_earlier_aid_of_merging_enterprises_counts(ask: Ask) -> None:
    earlier = grants(("80000.00", "2022-03-01"), to="G") + grants(("150000.00", "2023-05-05"), to="H")
    merger = {"on": "2024-06-03", "absorbed": ["G", "H"], "into": "J"}
    inputs = {"grants": earlier, "mergers": [merger], "splits": []}
    now = [grant.model_dump() for grant in ask("grants_after_changes", inputs).value]
    for award_day, left in (("2025-02-10", "70000.00"), ("2025-03-02", "150000.00")):  # E-0610
        found = headroom(ask, "dm2831", award_day, now, "J")
        assert found == Decimal(left)


def test_a_takeover_recovers_nothing_and_leaves_no_headroom(ask: Ask) -> None:
    earlier = grants(("180000.00", "2022-03-01"), to="N") + grants(("160000.00", "2022-05-05"), to="O")
    merger = {"on": "2023-06-03", "absorbed": ["O"], "into": "N"}
    inputs = {"grants": earlier, "mergers": [merger], "splits": []}
    now = [grant.model_dump() for grant in ask("grants_after_changes", inputs).value]
    found = headroom(ask, "dm1407", "2023-11-10", now, "N")
    assert found == Decimal("0.00")  # E-0611
    assert ask("de_minimis_request_fits", {"requested": "0.01", "headroom": "0.00"}).outcome == "failed"


@pytest.mark.parametrize(
    ("uses", "left"),
    [
        pytest.param([{"grant": "K0", "user": "L"}], ("180000.00", "300000.00"), id="E-0612 used by L"),
        pytest.param([], ("210000.00", "270000.00"), id="E-0612 by equity"),
    ],
)
def test_a_split_follows_the_use_of_the_aid_else_equity(
    ask: Ask, uses: list[dict[str, str]], left: tuple[str, str]
) -> None:
    split = {
        "on": "2025-02-03",
        "source": "K",
        "parts": [{"undertaking": "L", "equity": "300000"}, {"undertaking": "M", "equity": "100000"}],
        "uses": uses,
    }
    inputs = {"grants": grants(("120000.00", "2024-05-05"), to="K"), "mergers": [], "splits": [split]}
    now = [grant.model_dump() for grant in ask("grants_after_changes", inputs).value]
    found = [headroom(ask, "dm2831", "2025-09-01", now, name) for name in ("L", "M")]
    assert found == [Decimal(each) for each in left]


def test_changes_follow_each_other_in_the_order_of_days(ask: Ask) -> None:
    merger = {"on": "2024-01-01", "absorbed": ["G"], "into": "K"}
    parts = [{"undertaking": "L", "equity": "1"}, {"undertaking": "M", "equity": "0"}]
    split = {"on": "2024-02-01", "source": "K", "parts": parts, "uses": []}
    inputs = {"grants": grants(("9.00", "2023-01-01"), to="G"), "mergers": [merger], "splits": [split]}
    now = ask("grants_after_changes", inputs).value
    assert [(grant.undertaking, grant.amount) for grant in now] == [
        ("L", Decimal("9.00")),
        ("M", Decimal("0.00")),
    ]


@pytest.mark.parametrize(
    ("equity", "uses", "complaint"),
    [
        ("0.00", [], "have no equity; say in `uses` who uses K0"),
        ("1.00", [{"grant": "K0", "user": "Z"}], "Z uses aid but is no part of the split"),
    ],
)
def test_a_split_that_cannot_be_shared_out_is_refused(
    ask: Ask, equity: str, uses: list[dict[str, str]], complaint: str
) -> None:
    parts = [{"undertaking": name, "equity": equity} for name in ("L", "M")]
    split = {"on": "2024-02-01", "source": "K", "parts": parts, "uses": uses}
    inputs = {"grants": grants(("9.00", "2023-01-01"), to="K"), "mergers": [], "splits": [split]}
    with pytest.raises(BadInput, match=complaint):
        ask("grants_after_changes", inputs)


@given(
    amount=st.decimals("0.00", "200000.00", places=2),
    equities=st.lists(st.decimals("0.01", "999999.99", places=2), min_size=1, max_size=5),
)
def test_no_cent_is_lost_or_made_by_a_split(amount: Decimal, equities: list[Decimal]) -> None:
    parts = [{"undertaking": f"U{n}", "equity": equity} for n, equity in enumerate(equities)]
    split = Split.model_validate({"on": date(2024, 2, 1), "source": "K", "parts": parts, "uses": []})
    grant = Grant(id="K0", undertaking="K", granted_on=date(2023, 1, 1), amount=amount)
    now = grants_after_changes([grant], [], [split]).value
    assert now is not None
    assert sum(each.amount for each in now) == amount
    assert all(
        abs(each.amount - amount * part / sum(equities)) < Decimal("0.0100001")
        for each, part in zip(now, equities, strict=True)
    )


def test_aid_granted_after_a_change_stays_where_it_is() -> None:
    grant = Grant(id="G0", undertaking="G", granted_on=date(2024, 2, 2), amount=Decimal("1.00"))
    merger = Merger(on=date(2024, 2, 1), absorbed=["G"], into="J")
    assert grants_after_changes([grant], [merger], []).value == [grant]
