"""Random lives of a case: no move raises, the case stays within its definition, and every move replays."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from caseflow.engine import clocks
from caseflow.engine.answers import RecordedAnswers
from caseflow.engine.codec import canonical, encode
from caseflow.engine.facts import ActorView, Move, Override
from caseflow.engine.outcome import Outcome, Refusal
from caseflow.words import say
from tests.engine.cases import CLOCK, COLLEAGUE, HEAD, OFFICER, STRANGER, live, morning, permit, submitted

DAYS = st.integers(-3, 3)
MONEY = st.sampled_from(["0.00", "0.01", "1000.00", "1000.01", "2000.01", "5000.01"]).map(Decimal)
RECEIVED = st.dates(date(2024, 1, 1), date(2024, 12, 31))
GIVEN = {"amount": st.none() | MONEY, "remark": st.none() | st.just("x"), "received_on": RECEIVED}
FORMS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries({}, optional=GIVEN)
TERMS = ["31 working days", "60 working days", "61 working days", "2 months", "fixed 2024-12-30", "soon"]
SIGNER = replace(HEAD, id="another")
ACTORS = st.sampled_from([OFFICER, COLLEAGUE, HEAD, STRANGER, CLOCK])
TRIGGERS = st.sampled_from([*permit().triggers(), "nonsense"])
REASONS = st.sampled_from([None, "x"])
OVERRIDES = st.none() | st.builds(Override, st.sampled_from(["requires", "demands", "not_by", "other"]), st.just("jo"))


class Lives(RuleBasedStateMachine):
    """One case of the small workflow, moved at random by people and by the clock."""

    def __init__(self) -> None:
        super().__init__()
        self.case = submitted("2024-02-01", permit("10 working days"))

    def move(self, move: Move, actor: ActorView) -> None:
        """Ask for a move; when it is let through, replay it from its record and make it."""
        before = self.case.facts
        answer = self.case.step(move, actor, live())
        if isinstance(answer, Refusal):
            assert answer.reasons
            assert all(say(reason.message, lang) for reason in answer.reasons for lang in ("lv", "en"))
            assert self.case.facts is before
            return
        record = json.loads(canonical({"answers": list(answer.answers)}))["answers"]
        answers = RecordedAnswers(record)
        again = self.case.step(move, actor, answers)
        assert isinstance(again, Outcome)
        assert canonical(again.record()) == canonical(answer.record())
        assert answers.unasked() == []
        assert canonical({"form": encode(move.form), "read": dict(answer.read)})
        self.case.make(answer, actor)
        assert self.case.facts.seq == before.seq + 1

    @rule(trigger=TRIGGERS, actor=ACTORS, form=FORMS, reason=REASONS, override=OVERRIDES)
    def people_move(
        self, trigger: str, actor: ActorView, form: dict[str, Any], reason: str | None, override: Override | None
    ) -> None:
        self.move(Move(trigger, form, reason=reason, override=override), actor)

    @rule(choice=st.integers(0, 5), amount=st.sampled_from(["500.00", "1500.00", "6000.00"]).map(Decimal))
    def the_right_person_makes_a_move_that_is_offered(self, choice: int, amount: Decimal) -> None:
        ways = [t for t in permit().offered(self.case.facts.state) if not t.told]
        if not ways:
            return
        way = ways[choice % len(ways)]
        actor = CLOCK if "scheduler" in way.roles else SIGNER
        form = {"amount": amount} if "amount" in way.edits else {}
        self.move(Move(way.trigger, form, reason="x"), actor)

    @rule(days=st.integers(0, 4))
    def the_case_stands_still_or_goes_on(self, days: int) -> None:
        self.case.at += timedelta(days=days)
        self.move(Move("resume" if self.case.facts.suspended else "suspend", {}, reason="x"), HEAD)

    @rule(trigger=TRIGGERS, actor=ACTORS, back=DAYS)
    def people_move_on_another_day(self, trigger: str, actor: ActorView, back: int) -> None:
        on = self.case.at.date() - timedelta(days=back)
        self.move(Move(trigger, {"amount": Decimal("7.00")}, on=on, reason="x"), actor)

    @rule(actor=ACTORS)
    def a_related_case_tells(self, actor: ActorView) -> None:
        self.move(Move("drop", told_by="close"), replace(actor, id="another"))

    @rule(trigger=st.sampled_from(["suspend", "resume", "reopen", "withdraw_before_dispatch"]), reason=REASONS)
    def built_in_moves(self, trigger: str, reason: str | None) -> None:
        self.move(Move(trigger, {}, reason=reason), HEAD)

    @rule(to=st.sampled_from(TERMS), name=st.sampled_from(["decision", "reply", "nonsense"]))
    def extensions(self, to: str, name: str) -> None:
        self.move(Move("extend", {"deadline": name, "to": to, "document": None}, reason="x"), OFFICER)

    @rule(form=FORMS)
    def corrections(self, form: dict[str, Any]) -> None:
        self.move(Move("correct", form, reason="x"), OFFICER)

    @rule(days=st.integers(0, 20))
    @precondition(lambda self: self.case.at < morning("2025-06-01"))
    def time_passes(self, days: int) -> None:
        self.case.at += timedelta(days=days)

    @invariant()
    def the_state_is_one_of_the_definition(self) -> None:
        assert self.case.facts.state in permit().states

    @invariant()
    def every_live_deadline_belongs_to_the_state_once(self) -> None:
        facts = self.case.facts
        names = [d.name for d in facts.deadlines]
        assert len(names) == len(set(names))
        for deadline in facts.deadlines:
            spec = permit().deadlines[deadline.name]
            if deadline.status == clocks.RUNNING:
                assert facts.state in spec.during
            else:
                assert (deadline.status, spec.reentry) == (clocks.LEFT, "resume")
                assert facts.state not in spec.during

    @invariant()
    def a_deadline_has_no_last_day_exactly_while_it_stands_still(self) -> None:
        for deadline in self.case.facts.deadlines:
            stops = [begun for begun, ended in deadline.intervals if ended is None]
            if deadline.due_on is None:
                assert stops
                assert (deadline.due_at, deadline.edges) == (None, ())
            else:  # what begins on the last day or later comes too late to stop it
                assert all(begun >= deadline.due_on for begun in stops)

    @invariant()
    def only_the_cases_own_suspensions_and_absences_stop_a_deadline(self) -> None:
        facts = self.case.facts
        for deadline in facts.deadlines:
            open_stops = [begun for begun, ended in deadline.intervals if ended is None]
            stands = facts.suspended and clocks.stops(permit().deadlines[deadline.name])
            assert len(open_stops) == (1 if stands or deadline.status == clocks.LEFT else 0)

    @invariant()
    def a_running_deadline_is_counted_from_its_day_0_with_every_suspension(self) -> None:
        facts = self.case.facts
        for deadline in facts.deadlines:
            spec = permit().deadlines[deadline.name]
            if deadline.status == clocks.RUNNING and clocks.stops(spec):
                assert set(clocks.stopping(spec, deadline.anchor, facts.suspensions)) <= set(deadline.intervals)

    @invariant()
    def the_ids_of_runs_are_never_used_again(self) -> None:
        begun = [d.id for outcome in self.case.outcomes for d in outcome.started]
        assert len(begun) == len(set(begun))


Lives.TestCase.settings = settings(max_examples=30, stateful_step_count=25, deadline=None, database=None)
TestRandomLives = Lives.TestCase
