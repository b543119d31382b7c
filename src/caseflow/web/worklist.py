"""The worklist: tabs with their counts, filters in the address, page after page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from caseflow.app.openings import newest_workflows, organisations_of, states_of
from caseflow.cases.tabs import MOST, count_tabs, narrowed, tabs
from caseflow.cases.tasks import tasks_of
from caseflow.cases.values import text_of
from caseflow.cases.worklist import After, Page, worklist
from caseflow.db import Transaction
from caseflow.engine.workflow import Workflow
from caseflow.errors import BadInput
from caseflow.moves.desks import Desk, desks
from caseflow.web.likely import Step, next_step
from caseflow.web.pages import page
from caseflow.web.visits import Here, Visit
from caseflow.words import Message, Text, message

router = APIRouter()
_TABS = {
    name: message(f"web.tab.{name}") for name in ("all", "today", "soon", "open", "mine", "waiting", "decided", "done")
}
NOTHING = Page((), None)


@router.get("/")
def show(
    request: Request, visit: Here, tab: str = "all", q: str = "", state: str = "", organisation: str = "",
    after: str = "",
) -> Response:  # fmt: skip
    """One page of one tab; what is wrong with a filter is said, and nothing is listed then."""
    of = {"tab": tab, "q": q.strip(), "state": state, "organisation": organisation}
    fault: Message | None = None
    with visit.office.database.read() as tx:
        visit.office.in_force.refresh(tx)
        in_force, viewer, found = visit.office.in_force, visit.viewer, NOTHING
        known = tabs(viewer, visit.user)
        wanted = narrowed(known.get(tab, known["all"]), organisation or None, state or None, q.strip() or None)
        try:
            found = worklist(tx, in_force, viewer, wanted, After.parse(after) if after else None)
        except BadInput:
            fault = message("web.list.too_many") if q else message("web.trouble.unreadable_why")
        counted = count_tabs(tx, viewer, visit.user)
        workflows = newest_workflows(tx, in_force)
        organisations = organisations_of(tx, visit.user, visit.today)
        steps = _steps(tx, visit, workflows, found)
    return page(
        request,
        "worklist.html",
        of=of,
        tabs=[(name, words, _count(counted[name]), _address(of, tab=name)) for name, words in _TABS.items()],
        found=found,
        fault=fault,
        titles=_titles(workflows, found),
        steps=steps,
        states=states_of(workflows),
        organisations=organisations,
        next=_address(of, after=str(found.next)) if found.next else None,
        first=_address(of) if after else None,
    )


def _titles(workflows: Sequence[Workflow], found: Page) -> Mapping[str, Text]:
    """What the cases of the page are, but for the kind that most of them are."""
    numbers = Counter(line.workflow for line in found.lines)
    usual = numbers.most_common(1)[0][0] if numbers else None
    return {each.slug: text_of(each.title) for each in workflows if each.slug != usual}


def _steps(tx: Transaction, visit: Visit, workflows: Sequence[Workflow], found: Page) -> Mapping[UUID, Step]:
    """What this person may likely do next with each case of the page, or whom it waits for; by case."""
    known = {each.slug: each for each in workflows}
    held = {slug: desk.grants for slug, desk in _desks(tx, visit, found).items()}
    tasks = tasks_of(tx, [line.id for line in found.lines])
    steps: dict[UUID, Step] = {}
    for line in found.lines:
        workflow = known.get(line.workflow)
        if workflow is None or line.state not in workflow.states or line.suspended:
            continue  # a state of an older version; a case that stands still
        roles = {role for role, _, only in held.get(line.organisation, ()) if only in (None, workflow.programme)}
        step = next_step(workflow, line.state, roles, tasks.get(line.id, ()))
        if step is not None:
            steps[line.id] = step
    return steps


def _desks(tx: Transaction, visit: Visit, found: Page) -> Mapping[str, Desk]:
    return desks(tx, {line.organisation for line in found.lines}, visit.actor, visit.now)


def _address(of: Mapping[str, str], **changes: str) -> str:
    """The page with these filters, and no place in the list unless one is given."""
    parts = {name: value for name, value in {**of, **changes}.items() if value and (name, value) != ("tab", "all")}
    return f"/?{urlencode(parts)}" if parts else "/"


def _count(number: int) -> str:
    return str(number) if number <= MOST else f"{MOST}+"
