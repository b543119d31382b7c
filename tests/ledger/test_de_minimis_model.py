"""Any order of proposals, decisions, refusals and entries against a model that knows nothing of rows and postings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseflow.engine.check_digits import registration_number_valid
from caseflow.ledger.de_minimis import aid_balances
from caseflow.moves import Done, Result
from tests.ledger.aid import PROGRAMME, publish_vouchers
from tests.moves.reading import replayed, rows
from tests.world import MERCHANT, START, World

CEILING, FIRST_DAY, LAST_DAY = Decimal("300000.00"), date(2024, 3, 4), date(2028, 1, 1)
CASES = 3
AMOUNTS = st.sampled_from(["0.01", "100000.00", "199999.99", "200000.00", "300000.00", "300000.01"])
CASE = st.integers(0, CASES - 1)
WHAT = ["propose", "propose", "award", "enter", "undo", "refuse", "propose", "enter", "wait"]
STEPS = st.tuples(st.sampled_from(WHAT), CASE, AMOUNTS, st.integers(1, 700))
NUMBERS = (str(n) for n in count(40003000100) if registration_number_valid(str(n)))
"""Every example has merchants of its own: A and B, who are one undertaking, and C."""

Held = tuple[Decimal, date, str] | None


@dataclass
class Model:
    """What each case holds (amount, day, state), what it held before its last move, and aid of others."""

    today: date = FIRST_DAY
    held: list[Held] = field(default_factory=lambda: [None] * CASES)
    state: list[str] = field(default_factory=lambda: ["asked"] * CASES)
    before: list[tuple[str, Held] | None] = field(default_factory=lambda: [None] * CASES)
    entered: dict[int, tuple[Decimal, date]] = field(default_factory=dict)

    def fits(self, case: int, amount: Decimal) -> bool:
        """Whether the single undertaking of the case may have so much beside all that others hold."""
        alone = case % 3 == 2
        since = self.today.replace(year=self.today.year - 3)
        aid = [held[:2] for n, held in enumerate(self.held) if held and n != case and (n % 3 == 2) == alone]
        aid += [entry for of, entry in self.entered.items() if (of == 2) == alone]
        return amount + sum((a for a, day in aid if since <= day <= self.today), Decimal()) <= CEILING

    def make(self, what: str, case: int, amount: str) -> bool:
        """Whether the move is made; then the model has made it too."""
        held, state = self.held[case], self.state[case]
        match what:
            case "propose" if state != "over" and (held is None or held[2] != "granted"):
                new: tuple[str, Held] = ("proposed", (Decimal(amount), self.today, "reserved"))
            case "award" if state in ("asked", "proposed") and held:
                new = ("granted", (held[0], self.today, "granted"))
            case "refuse" if state != "over":
                new = ("over", None)
            case "undo" if self.before[case]:
                new = self.before[case] or ("", None)
                more = (new[1][0] if new[1] else 0) - (held[0] if held else 0)
                if more > 0 and not (new[1] and self.fits(case, new[1][0])):
                    return False
                self.state[case], self.held[case], self.before[case] = *new, None
                return True
            case _:
                return False
        if what != "refuse" and not (new[1] and self.fits(case, new[1][0])):
            return False
        self.before[case] = (state, held)
        self.state[case], self.held[case] = new
        return True


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(STEPS, min_size=15, max_size=25))
def test_the_register_says_what_the_model_says(world: World, steps: list[tuple[str, int, str, int]]) -> None:
    if not rows(world, "SELECT 1 FROM workflow_version WHERE programme = ?", PROGRAMME):
        publish_vouchers(world, START)
    world.clock.set(START)
    play = Play(world)
    for what, number, amount, days in steps:
        play.step(what, number, amount, days)
        play.compare()
    for ref in play.refs:
        assert [step.difference for step in replayed(world, ref) if step.difference] == []


class Play:
    """One example: its merchants, its cases and its model."""

    def __init__(self, world: World) -> None:
        self.world, self.model = world, Model()
        self.numbers = [next(NUMBERS) for _ in range(3)]
        self.refs = [self.opened(case % 3) for case in range(CASES)]
        self.clerk = self.opened(0)
        linked = [{"registration_number": self.numbers[1], "name": "B"}]
        world.do("officer", "note_aid", self.clerk, form={"group": linked})

    def opened(self, of: int) -> str:
        """A case of a merchant."""
        merchant = {**MERCHANT, "registration_number": self.numbers[of]}
        form = {"applicant": merchant, "amount": "1.00", "regulation": "dm2831"}
        slug = f"{PROGRAMME}/voucher"
        return self.world.do("officer", "open", workflow=slug, organisation="association", form=form).ref

    def step(self, what: str, number: int, amount: str, days: int) -> None:
        """The same in the model and in the register: both make it, or neither does."""
        if what == "wait":
            later = self.world.clock.now() + timedelta(days=days)
            if later.date() < LAST_DAY:
                self.world.clock.set(later)
                self.model.today = later.date()
        elif what == "enter":
            self.enter(number, amount)
        else:
            made = self.model.make(what, number, amount)
            assert isinstance(self.ask(what, self.refs[number], amount), Done) == made

    def ask(self, what: str, ref: str, amount: str) -> Result:
        """The move that is asked for."""
        if what == "undo":
            return self.world.ask("officer", "withdraw_before_dispatch", ref, reason="Kļūda")
        form: dict[str, Any] = {"less": amount} if what == "propose" else {}
        return self.world.ask("officer", what, ref, form=form)

    def enter(self, of: int, amount: str) -> None:
        """Each merchant has one aid of another grantor, under one reference."""
        row = {"registration_number": self.numbers[of], "regulation": "dm2831", "grantor": "Cits", "reference": "R"}
        row |= {"granted_on": self.model.today.isoformat(), "amount": amount}
        self.world.do("officer", "note_aid", self.clerk, form={"prior": [row]})
        self.model.entered[of] = (Decimal(amount), self.model.today)

    def compare(self) -> None:
        """What counts in the register is what the model holds, and every sum is that of its postings."""
        with self.world.office.database.read() as tx:
            assert aid_balances(tx) == []
        marks = ", ".join("?" for _ in self.numbers)
        found = rows(
            self.world,
            "SELECT a.reserved + a.granted, CASE WHEN a.granted > 0 THEN a.granted_on ELSE a.reserved_on END "
            "FROM de_minimis_aid a JOIN undertaking u ON u.id = a.undertaking_id "
            f"WHERE u.registration_number IN ({marks}) AND a.reserved + a.granted > 0",
            *self.numbers,
        )
        held = [each[:2] for each in self.model.held if each]
        expected = [(int(amount * 100), str(day)) for amount, day in (*held, *self.model.entered.values())]
        assert sorted((cents, str(day)) for cents, day in found) == sorted(expected)
