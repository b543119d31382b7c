"""Copies of the submitted case are whole cases."""

from __future__ import annotations

from caseflow.bench.sides import pattern_of
from caseflow.bench.stock import read_rows
from tests.bench.conftest import Yard


def test_a_copy_has_all_rows_of_its_pattern_and_a_number_of_its_own(yard: Yard) -> None:
    first, second = yard.stock.take(2)
    with yard.office.database.read() as tx:
        cases = [read_rows(tx, "case_record", "id", case)[0] for case in (first, second)]
        assert cases[0]["ref"] != cases[1]["ref"]
        for table, count in (("event", 2), ("deadline", 2), ("letter", 1)):
            assert [len(read_rows(tx, table, "case_id", case)) for case in (first, second)] == [count, count]


def test_a_copy_can_be_moved(yard: Yard) -> None:
    assert pattern_of(yard.setting, yard.stock.take(1)[0], "150.00").after.case["seq"] == 3
