"""Steps one move to its end: its event, its letters, the moves it tells and the cases it opens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from caseflow.db import Transaction
from caseflow.engine import built_in
from caseflow.engine.answers import LiveAnswers
from caseflow.engine.facts import ActorView, Facts, Move
from caseflow.engine.outcome import Outcome, Reason, Refusal, Told
from caseflow.engine.step import step
from caseflow.engine.workflow import NEW
from caseflow.errors import NotFound
from caseflow.letters import BadContext, BadTemplate
from caseflow.letters.sending import release_at
from caseflow.moves import undo
from caseflow.moves.de_minimis import Cases, Register
from caseflow.moves.drafts import Draft, draft, facts_of
from caseflow.moves.event import GENESIS, event
from caseflow.moves.evidence import Records
from caseflow.moves.facts import Gathered, related_to
from caseflow.moves.forms import Entered, form_fields
from caseflow.moves.lookups import Lookups
from caseflow.moves.numbers import Numbers
from caseflow.moves.office import Office
from caseflow.moves.persons import Persons
from caseflow.moves.postings import Accounts
from caseflow.moves.related import NotAlone
from caseflow.moves.request import OPEN, Done
from caseflow.moves.state import CaseState, Organisation
from caseflow.moves.unfinished import LETTERS_LEFT, Unfinished
from caseflow.moves.writes import Writes
from caseflow.parties.register import Party
from caseflow.words import message

MOST_MOVES = 200
"""How many moves one tree may hold: `check` proves that trees end, this stops what it did not foresee."""


class TreeRefused(Exception):
    """A move of the tree was refused: the whole tree is dropped, and this is its answer."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal


@dataclass(slots=True)
class Tree:
    """One tree over the batch's cases; `states` is its own overlay, dropped with it."""

    office: Office
    tx: Transaction
    now: datetime
    cases: Mapping[UUID, Gathered]
    numbers: Numbers
    lookups: Lookups
    accounts: Accounts
    register: Register
    records: Records
    persons: Persons
    unfinished: Unfinished
    earlier: Writes
    actor: ActorView | None = None
    writes: Writes = field(default_factory=Writes)
    done: int = 0

    def state_of(self, state: CaseState) -> CaseState:
        """The case as this tree, or an earlier one of the batch, has made it, seen by whoever acts in this tree."""
        now = self.writes.cases.get(state.id) or self.earlier.cases.get(state.id) or state
        actor = self.actor or state.facts.actor
        return now if now.facts.actor is actor else now.with_(facts=now.facts.with_(actor=actor))

    def move(self, gathered: Gathered, move: Move, raw: Mapping[str, Any] | None = None) -> Done:
        """One move and all that follows from it; without `raw` its form is typed already. Raises TreeRefused."""
        self.done += 1
        if self.done > MOST_MOVES:
            raise TreeRefused(Refusal(move.trigger, (Reason("endless", message("engine.endless", most=MOST_MOVES)),)))
        before = self.state_of(gathered.state)
        party = self.writes.parties.get(before.id) or self.earlier.parties.get(before.id) or gathered.party
        if raw is not None:
            entered = self._enter(before, move.trigger, raw)
            move, party = replace(move, form=entered.values), entered.party or party
            self.writes.side.merge(entered.side)
            self.writes.persons.update(entered.persons)
        if party is not None:
            self.writes.parties[before.id] = party
        before = _around(before, party)
        before = self.accounts.seen(before, move, self.writes, self.earlier)
        if move.trigger == undo.TRIGGER:
            before = before.with_(facts=before.facts.with_(last=undo.last_move(self.tx, before)))
        before = self.records.seen(before, move, self._states, self.writes, self.earlier)
        before = self.register.seen(before, move, party, self._parties, self.writes, self.earlier)
        outcome = self._step(before, move)
        if self.accounts.alone and (outcome.tells or outcome.opens or outcome.erases):
            raise NotAlone
        if outcome.erases and self.unfinished.has(before.id, self.cases.keys(), self.writes, self.earlier):
            raise TreeRefused(Refusal(move.trigger, (Reason(LETTERS_LEFT, message("engine.letters_left")),)))
        drafts = self._draft(before, outcome, party, {} if before.facts.actor.system else gathered.preparer)
        after = self._note(before, move, outcome, drafts)
        self.records.record(before, after, outcome, self.writes)
        refused = self.accounts.book(before, after, outcome, self.writes, self.earlier)
        refused = refused or self.register.book(before, after, outcome, party, self.writes, self.earlier)
        if refused:
            raise TreeRefused(Refusal(move.trigger, tuple(refused)))
        self._close(gathered, move)
        self._follow(gathered, after, outcome)
        facts = after.facts
        return Done(
            after.id, facts.ref, move.trigger, facts.state, after.version, facts.seq, tuple(d.id for d in drafts)
        )

    def _close(self, gathered: Gathered, move: Move) -> None:
        """Close the tasks that waited for the move, or the one that it closes by hand."""
        id = gathered.state.id
        tasks = (*gathered.tasks, *self.earlier.opened.get(id, ()), *self.writes.opened.get(id, ()))
        by_hand = str(move.form["task"]).lower() if move.trigger == built_in.CLOSE_TASK else None
        if by_hand and all(str(task.id) != by_hand or task.id in self.earlier.closing for task in tasks):
            said = message("engine.no_such_task", task=by_hand)
            raise TreeRefused(Refusal(move.trigger, (Reason("no-such-task", said, field="task"),)))
        self.writes.close(tasks, move.trigger, self.now, by_hand)

    def _states(self) -> list[CaseState]:
        return [self.state_of(each.state) for each in self.cases.values()]

    def _parties(self) -> Cases:
        """The cases of the batch as they are now, each with its party."""
        return {id: (self.state_of(each.state), each.party) for id, each in self.cases.items()}

    def open(
        self,
        slug: str,
        organisation: Organisation,
        facts: Facts,
        move: Move,
        raw: Mapping[str, Any] | None,
        preparer: Mapping[str, Any],
        parent: Gathered | None = None,
        then: str | None = None,
    ) -> Done:
        """A new case of `slug`, by its opening move and a second one, `then`, if there is one.

        Raises TreeRefused, NotFound for an unknown workflow.
        """
        workflow_id = self.office.in_force.latest(self.tx, slug)
        workflow = self.office.in_force.workflow(self.tx, workflow_id)
        id = uuid4()
        fresh = CaseState(
            id=id,
            organisation=organisation,
            workflow_id=workflow_id,
            workflow=workflow,
            version=0,
            head=GENESIS,
            party=parent.state.party if parent else None,
            parent=parent.state.id if parent else None,
            facts=facts.with_(ref=self.numbers.next(workflow, organisation), case_id=str(id)),
            is_new=True,
        )
        gathered = Gathered(fresh, (), parent.party if parent else None, preparer)
        done = self.move(gathered, move, raw)
        return self.move(gathered, Move(then), {}) if then else done

    def _enter(self, state: CaseState, trigger: str, raw: Mapping[str, Any]) -> Entered:
        fields = form_fields(state, trigger, raw)
        if fields is None:
            fields, raw = {}, {}  # step refuses the move and says which moves there are
        entered = Entered(fields, raw, self.office.keys, state.organisation.id, self.now, self.lookups)
        if entered.problems:
            raise TreeRefused(Refusal(trigger, entered.reasons))
        return entered

    def _step(self, state: CaseState, move: Move) -> Outcome:
        in_force = self.office.in_force
        answers = LiveAnswers(in_force.parameters(self.tx, state.workflow.programme), in_force.calendars())
        outcome = step(state.workflow, state.facts, move, answers)
        if isinstance(outcome, Refusal):
            raise TreeRefused(outcome)
        return outcome

    def _draft(self, state: CaseState, outcome: Outcome, party: Any, preparer: Mapping[str, Any]) -> list[Draft]:
        if not outcome.letters:
            return []
        moved = state.with_(facts=state.facts.with_(at=self.now))
        try:
            library = self.office.letters.library(self.tx, self.office.in_force.number)
            known = (self._states(), self.writes, self.earlier)
            letters = [self.persons.named(state, letter, *known) for letter in outcome.letters]
            return [
                draft(
                    library, self.office.keys, moved, each, party, self._preparer(state, outcome, each.name, preparer)
                )
                for each in letters
            ]
        except (BadContext, BadTemplate, NotFound) as bad:
            reason = Reason("letter", message("engine.letter_cannot_be_drafted", why=str(bad)))
            raise TreeRefused(Refusal(outcome.trigger, (reason,))) from bad

    def _preparer(self, state: CaseState, outcome: Outcome, letter: str, actor: Mapping[str, Any]) -> Mapping[str, Any]:
        """Who answers questions about a letter: whoever acts; of one that the move signs, who put it to the signatory.

        That is the first person whom four eyes keep from signing; the office, where nobody is known.
        """
        transition = state.workflow.find(outcome.trigger, state.facts.state)
        if transition is not None and letter in outcome.signed:
            earlier = (state.facts.acted.get(trigger) for trigger in transition.not_by)
            proposer = next((person for person in earlier if person), None)
            actor = self.lookups.profile(self.tx, proposer) if proposer else actor
        return actor or _standing(state)

    def _note(self, before: CaseState, move: Move, outcome: Outcome, drafts: list[Draft]) -> CaseState:
        templates = {d.name: d.template.hash for d in drafts}
        made = event(before, move, outcome, self.now, templates)
        seq = before.facts.seq + 1
        names = {d.name: str(d.id) for d in drafts}
        if outcome.put_back:
            names |= undo.put_back(self.tx, self.writes, before, outcome.put_back)
        after = before.after(outcome, self.now, made.hash, names)
        self.writes.note(before, after, outcome, made.row(before, outcome, seq, self.now), self.now)
        self.writes.letters(after, drafts, self.now)
        # What nobody has signed before its case is erased decides nothing any more.
        dropped = before.facts.drafts if outcome.erases else outcome.discarded
        for name in (n for n in dropped if n in before.facts.drafts):
            self.writes.letter_status[UUID(before.facts.drafts[name])] = ("cancelled", None, self.now)
        pending = {**before.facts.drafts, **names}
        for name in (n for n in outcome.signed if n in pending):
            self.writes.letter_status[UUID(pending[name])] = (
                "signed",
                signatory_of(before.facts.actor, outcome.on),
                release_at(before.organisation.profile, self.now),
            )
        return after

    def _follow(self, gathered: Gathered, state: CaseState, outcome: Outcome) -> None:
        for told in outcome.tells:
            for target in self._targets(state, told):
                teller = replace(target, preparer=gathered.preparer)
                self.move(teller, Move(told.trigger, told.form, told_by=outcome.trigger))
        for opened in outcome.opens:
            blank = new_facts(state.facts)
            move = Move(OPEN, opened.form, told_by=outcome.trigger)
            self.open(
                opened.workflow,
                state.organisation,
                blank,
                move,
                None,
                gathered.preparer,
                replace(gathered, state=state),
            )

    def _targets(self, state: CaseState, told: Told) -> list[Gathered]:
        """The related cases that a tell reaches: `parent`, or `children`; those opened in this batch are among them."""
        if told.case == "parent":
            return [g for g in self._all() if g.state.id == state.parent]
        return [g for g in self._all() if g.state.parent == state.id]

    def _all(self) -> list[Gathered]:
        """Every case that the batch knows, in order of id, the new ones last."""
        new = {**self.earlier.cases, **self.writes.cases}
        fresh = [Gathered(state, (), None, {}) for id, state in new.items() if id not in self.cases]
        return [*self.cases.values(), *fresh]


def new_facts(facts: Facts) -> Facts:
    """The facts of a case that does not exist yet, for the actor and at the instant of `facts`."""
    gone: dict[str, Any] = {"deadlines": (), "suspensions": (), "drafts": {}, "assignee": None, "last_on": None}
    gone["timed_on"] = None
    return facts.with_(seq=0, state=NEW, came_from=None, data={}, opened_on=facts.today, acted={}, last=None, **gone)


def _around(state: CaseState, party: Party | None) -> CaseState:
    """The case with what the step sees around it: its party as the move names it, and its organisation."""
    related, organisation = related_to(party), facts_of(state.organisation, state.workflow)
    facts = state.facts
    if facts.related == related and facts.organisation == organisation:  # as it was gathered
        return state
    return state.with_(facts=facts.with_(related=related, organisation=organisation))


def _standing(state: CaseState) -> Mapping[str, Any]:
    contact: Mapping[str, Any] = state.organisation.profile.get("contact", {})
    return contact


def signatory_of(actor: ActorView, on: date) -> str:
    """Who signed and on which day, as the letter's row keeps it until registration reads office and name."""
    return f'{{"on":"{on}","user":"{actor.id}"}}'
