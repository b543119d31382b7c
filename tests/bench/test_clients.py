"""Processes that measure together."""

from __future__ import annotations

from caseflow.bench.clients import clients
from caseflow.bench.moving import DEBTS
from caseflow.bench.sides import CASEFLOW, FLOOR, pattern_of
from tests.bench.conftest import Yard


def test_two_processes_share_the_cases_of_every_side(yard: Yard) -> None:
    pattern = pattern_of(yard.setting, yard.stock.take(1)[0], DEBTS["move-pass"])
    with clients(2, yard.setting, pattern) as ready:
        assert ready.seconds(FLOOR, yard.stock.take(4)) > 0
        assert ready.seconds(CASEFLOW, yard.stock.take(4)) > 0
    with yard.office.database.read() as tx:
        assert tx.fetchone("SELECT count(*) FROM case_record WHERE state = 'tax_checked'") == (9,)
