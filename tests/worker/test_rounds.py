"""One beat's work ends also when every case that is due has to be left for the next one."""

from __future__ import annotations

import pytest

from caseflow.moves.office import Office
from caseflow.moves.sweep import Swept
from caseflow.worker import rounds
from tests.world import World


def test_a_full_sweep_that_moved_nothing_leaves_the_rest_for_the_next_beat(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    swept = [Swept(3, 3, True), Swept(3, 0, True)]

    def sweep(_: Office) -> Swept:
        return swept.pop(0)

    monkeypatch.setattr(rounds, "sweep", sweep)
    done = rounds.work_off(world.office)
    assert (done.cases, done.moves, swept) == (6, 3, [])
