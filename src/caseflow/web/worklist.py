"""The worklist: tabs with their counts, filters in the address, page after page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from caseflow.app.openings import newest_workflows, organisations_of, states_of
from caseflow.cases.tabs import MOST, count_tabs, narrowed, tabs
from caseflow.cases.values import text_of
from caseflow.cases.worklist import After, Page, worklist
from caseflow.engine.workflow import Workflow
from caseflow.errors import BadInput
from caseflow.web.likely import next_step
from caseflow.web.pages import page
from caseflow.web.visits import Here
from caseflow.words import Message, Text, message

router = APIRouter()
_TABS = {name: message(f"web.tab.{name}") for name in ("all", "open", "mine", "soon", "waiting", "decided", "done")}
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
    return page(
        request,
        "worklist.html",
        of=of,
        tabs=[(name, words, _count(counted[name]), _address(of, tab=name)) for name, words in _TABS.items()],
        found=found,
        fault=fault,
        titles={each.slug: text_of(each.title) for each in workflows},
        steps=_steps(workflows, found),
        states=states_of(workflows),
        organisations=organisations,
        next=_address(of, after=str(found.next)) if found.next else None,
        first=_address(of) if after else None,
    )


def _steps(workflows: Sequence[Workflow], found: Page) -> dict[tuple[str, str], Text]:
    """What the cases of the page wait for, by workflow and state."""
    known = {each.slug: each for each in workflows}
    pairs = {(line.workflow, line.state) for line in found.lines if line.workflow in known}
    steps = {pair: next_step(known[pair[0]], pair[1]) for pair in pairs}
    return {pair: step.title for pair, step in steps.items() if step is not None}


def _address(of: Mapping[str, str], **changes: str) -> str:
    """The page with these filters, and no place in the list unless one is given."""
    parts = {name: value for name, value in {**of, **changes}.items() if value and (name, value) != ("tab", "all")}
    return f"/?{urlencode(parts)}" if parts else "/"


def _count(number: int) -> str:
    return str(number) if number <= MOST else f"{MOST}+"
