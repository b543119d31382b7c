"""The worklist: nearest last day first, page by page, for those who may see it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.cases.worklist import After, Filters, Page, worklist
from caseflow.db import Transaction
from caseflow.errors import BadInput
from tests.cases.looking import give, listed, reading, viewer
from tests.world import MERCHANT, World


def refs(page: Page) -> list[str]:
    return [line.ref for line in page.lines]


def test_the_nearest_last_day_comes_first_and_none_at_the_end(world: World) -> None:
    draft = world.opened()
    later = world.submitted()
    world.do("officer", "record_tax_check", later, form=world.tax_form("0.00"))
    sooner = world.submitted()
    page = listed(world)
    assert refs(page) == [sooner, later, draft]
    assert [line.next_due_on for line in page.lines] == [date(2024, 3, 6), date(2024, 4, 4), None]
    assert (page.lines[0].party, page.lines[0].label.lv) == (MERCHANT["name"], "Iesniegts")
    assert page.next is None


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 6])
def test_pages_show_every_case_once_and_in_order(world: World, size: int) -> None:
    for _ in range(2):
        world.opened()
        world.submitted()
    world.clock.advance(timedelta(days=1))
    world.submitted()
    whole = refs(listed(world))
    found: list[str] = []
    after: After | None = None
    for _ in range(7):
        page = listed(world, after=after, size=size)
        assert len(page.lines) <= size
        found += refs(page)
        after = page.next
        if after is None:
            break
    assert found == whole
    assert len(set(found)) == 5


def test_closed_cases_stay_out_unless_they_are_asked_for(world: World) -> None:
    live, gone = world.submitted(), world.submitted()
    world.do("officer", "withdraw", gone)
    assert refs(listed(world)) == [live]
    assert refs(listed(world, filters=Filters(kind="closed"))) == [gone]
    assert refs(listed(world, filters=Filters(state="withdrawn"))) == [gone]


def test_filters_by_organisation_state_and_last_day(world: World) -> None:
    draft, submitted = world.opened(), world.submitted()
    assert refs(listed(world, filters=Filters(organisation="association", state="draft"))) == [draft]
    assert refs(listed(world, filters=Filters(organisation="hub"))) == []
    assert refs(listed(world, filters=Filters(organisation="nowhere"))) == []
    assert refs(listed(world, filters=Filters(due_before=date(2024, 3, 7)))) == [submitted]
    assert refs(listed(world, filters=Filters(due_before=date(2024, 3, 6)))) == []


def test_filters_by_assignee(world: World) -> None:
    mine, _ = world.opened(), world.opened()
    world.do("head", "assign", mine, form={"assignee": "colleague"})
    page = listed(world, filters=Filters(assignee=world.users["colleague"].user))
    assert refs(page) == [mine]
    assert page.lines[0].assignee == "Colleague"


@pytest.mark.parametrize(
    "text", ["PUA-2024-001", " pua-2024-001 ", "40003000017", "Vēja", "vēja dēļi", "VĒJA DĒĻI", "dēļ"]
)
def test_finds_by_case_number_registration_number_and_name(world: World, text: str) -> None:
    assert refs(listed(world, filters=Filters(text=text))) == []
    ref = world.opened()
    assert refs(listed(world, filters=Filters(text=text))) == [ref]


@pytest.mark.parametrize("text", ["%", "_", "V%i", "\\", "' OR 1 = 1 --", "SIA “Cits”", "PUA-2024-002"])
def test_signs_in_a_text_are_only_text(world: World, text: str) -> None:
    world.opened()
    assert refs(listed(world, filters=Filters(text=text))) == []


def test_says_when_a_case_stands_still(world: World) -> None:
    ref = world.submitted()
    world.do("officer", "suspend", ref, reason="Lūgums.")
    line = listed(world).lines[0]
    assert (line.suspended, line.next_due_on) == (True, None)


def test_nobody_sees_cases_where_they_hold_no_role(world: World) -> None:
    ref = world.opened()
    give(world, "mentors", organisation=world.organisation, programme="public-mentors")
    give(world, "skills", organisation=world.organisation, programme="enterprise-skills")
    give(world, "inspector", "auditor")
    assert refs(listed(world, "stranger")) == []
    assert refs(listed(world, "mentors")) == []
    assert refs(listed(world, "skills")) == [ref]
    assert refs(listed(world, "inspector")) == [ref]
    assert refs(listed(world, "clock")) == [ref]


def test_two_roles_in_one_organisation_show_a_case_once(world: World) -> None:
    ref = world.opened()
    assert refs(listed(world, "head")) == [ref]


def test_a_kind_that_does_not_exist_is_refused(world: World) -> None:
    with pytest.raises(BadInput, match="asleep"):
        listed(world, filters=Filters(kind="asleep"))


def asked(world: World, filters: Filters, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How the database goes about each statement that a page with these filters takes, parties left out."""
    plain, plans = Transaction.fetchall, []

    def noting(tx: Transaction, sql: str, parameters: Sequence[object] = ()) -> list[tuple[object, ...]]:
        if "FROM case_record" in sql or "JOIN case_record" in sql:
            explain = "EXPLAIN " if tx.dialect == "postgresql" else "EXPLAIN QUERY PLAN "
            plans.append("\n".join(str(row) for row in plain(tx, explain + sql, parameters)))
        return plain(tx, sql, parameters)

    with reading(world) as tx, monkeypatch.context() as patch:
        if tx.dialect == "postgresql":
            tx.execute("SET LOCAL enable_seqscan = off")
        patch.setattr(Transaction, "fetchall", noting)
        worklist(tx, world.office.in_force, viewer(world, "officer"), filters, size=1)
    return plans


def test_every_walk_goes_along_an_index(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        world.submitted()
    me = world.users["officer"].user
    for filters, index in (
        (Filters(), "ix_case_record_worklist"),
        (Filters(kind="waiting"), "ix_case_record_worklist"),
        (Filters(due_before=date(2024, 4, 1)), "ix_case_record_worklist"),
        (Filters(state="submitted"), "ix_case_record_state"),
        (Filters(kind="open", state="submitted"), "ix_case_record_state"),
        (Filters(assignee=me), "ix_case_record_assignee"),
        (Filters(text=MERCHANT["name"]), "ix_case_record_party_id"),
        (Filters(text="PUA-2024-001"), "uq_case_record_ref"),
    ):
        for plan in asked(world, filters, monkeypatch):
            named = plan.replace("sqlite_autoindex_case_record_2", "uq_case_record_ref")
            assert index in named, (filters, plan)
            assert "SCAN c\n" not in plan, (filters, plan)


def test_a_full_page_is_one_statement(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        world.submitted()
    assert len(asked(world, Filters(), monkeypatch)) == 1
    assert len(asked(world, Filters(due_before=date(2000, 1, 1)), monkeypatch)) == 1
    assert len(asked(world, Filters(state="withdrawn"), monkeypatch)) == 2  # the second: those without a last day


@pytest.mark.parametrize("text", ["veja", "deli VĒJA", "vēja sia", "v d"])
def test_a_name_is_found_by_the_beginnings_of_its_words(world: World, text: str) -> None:
    ref = world.opened()
    assert refs(listed(world, filters=Filters(text=text))) == [ref]


def test_a_name_that_changed_is_found_by_what_it_is_called_now(world: World) -> None:
    ref = world.opened()
    world.opened(applicant={**MERCHANT, "name": "SIA “Rīta dēļi”"})
    assert ref in refs(listed(world, filters=Filters(text="rīta")))


@given(st.dates(), st.uuids())
def test_a_place_in_the_list_reads_as_it_was_written(day: date, id: UUID) -> None:
    for place in (After(day, id), After(None, id)):
        assert After.parse(str(place)) == place


@pytest.mark.parametrize("text", ["", "none", "none_", "2024-02-30_" + str(UUID(int=1)), "x_y", "2024-01-01_7"])
def test_a_place_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="next"):
        After.parse(text)
