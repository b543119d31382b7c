"""Evidence of cases: recorded by a move or by itself, read by guards, taken back with the move that recorded it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from caseflow.db.values import read_day
from caseflow.engine.findings import BadDefinition
from caseflow.engine.load import load_workflow
from caseflow.moves import Done, Request
from caseflow.moves.facts import NAMESPACES
from caseflow.moves.preview import offers
from caseflow.programmes.parameters import load_parameters
from tests.moves.reading import assert_chained, bodies, case, codes, events, number_of, replayed, rows
from tests.moves.test_statements import counting
from tests.registers.licence import LICENCE, PROGRAMME, answer_of_register, asked, checked
from tests.world import HOME, World


def test_a_move_keeps_its_evidence_with_its_document_in_one_path(world: World) -> None:
    ref = checked(world, "12.30")
    ((kind, source, data_date, day, until, answer, document, on, by),) = rows(
        world,
        "SELECT kind, source, data_date, reference_day, valid_until, answer, document, obtained_on, obtained_by "
        "FROM evidence",
    )
    assert (kind, source, document, by) == ("debt", "Parādnieku reģistrs", world.printout, world.users["officer"].id)
    assert {str(read_day(each)) for each in (data_date, day, until, on)} == {"2024-03-04"}
    answer = json.loads(answer) if isinstance(answer, str) else answer
    assert answer == {"total": "12.30", "remark": None}
    (recorded,) = events(world, ref)[-1]["outcome"]["evidence"]
    assert (recorded["kind"], recorded["answer"]["total"]) == ("debt", "12.30")
    assert [step.difference for step in replayed(world, ref)] == [None] * 2
    assert_chained(world, ref)


@pytest.mark.parametrize(("total", "state"), [("150.00", "granted"), ("150.01", "refused")])
def test_a_decision_rests_on_what_is_on_record(world: World, total: str, state: str) -> None:
    ref = checked(world, total)
    world.do("officer", "decide", ref)
    assert case(world, ref)["state"] == state
    assert case(world, ref)["data"]["seen"] == total
    assert events(world, ref)[-1]["read"]["evidence"]["debt"]["total"] == {"=": total}
    assert "board" not in events(world, ref)[-1]["read"]["evidence"]
    assert [step.difference for step in replayed(world, ref)] == [None] * 3


def test_without_evidence_and_with_stale_evidence_the_guard_refuses(world: World) -> None:
    ref = asked(world)
    assert set(codes(world.ask("officer", "decide", ref))) == {"requires"}
    checked(world, "0.00", ref=ref)
    world.clock.advance(timedelta(days=1))
    assert set(codes(world.ask("officer", "decide", ref))) == {"requires"}


def test_the_latest_answer_of_its_kind_counts(world: World) -> None:
    ref = checked(world, "900.00")
    checked(world, "1.00", ref=ref)
    world.do("officer", "decide", ref)
    assert case(world, ref)["state"] == "granted"
    assert number_of(world, "evidence") == 2


def test_a_register_feeds_the_same_facts_by_a_move_of_its_own(world: World) -> None:
    ref = checked(world, "900.00")
    world.do("officer", "record_evidence", ref, form=answer_of_register("10.00", remark="Pārbaudīts"))
    world.do("officer", "decide", ref)
    assert case(world, ref)["state"] == "granted"
    assert [step.difference for step in replayed(world, ref)] == [None] * 4


def test_evidence_raises_the_version_so_that_no_open_form_overlooks_it(world: World) -> None:
    ref = asked(world)
    world.do("officer", "record_evidence", ref, form=answer_of_register("10.00"))
    assert case(world, ref)["version"] == 2


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"kind": "weather"},
        {"kind": "debt", "total": "much"},
        {"kind": "debt", "head": "Anna"},
        {"kind": "debt", "document": "0" * 64},
    ],
)
def test_what_the_kind_does_not_know_is_refused(world: World, form: dict[str, str]) -> None:
    ref = asked(world)
    assert set(codes(world.ask("officer", "record_evidence", ref, form=form))) == {"bad-value"}
    assert number_of(world, "evidence") == 0


def test_a_stranger_to_the_office_and_an_auditor_record_nothing(world: World) -> None:
    assert codes(world.ask("auditor", "record_evidence", asked(world), form=answer_of_register("1.00"))) == ["role"]


def test_a_workflow_without_kinds_keeps_no_evidence(world: World) -> None:
    ref = world.opened()
    result = world.ask("officer", "record_evidence", ref, form={"kind": "debt"})
    assert not isinstance(result, Done)


def test_the_names_of_persons_are_sealed(world: World) -> None:
    ref = asked(world)
    form = {"kind": "board", "head": "Anna Kalniņa", "rows": [{"office": "valde", "since": "2020-01-01"}]}
    world.do("officer", "record_evidence", ref, form=form)
    assert not any("Kalniņa" in body for body in bodies(world, ref))
    assert not any("Kalniņa" in str(row) for row in rows(world, "SELECT * FROM evidence"))
    assert number_of(world, "vault") == 1
    assert [step.difference for step in replayed(world, ref)] == [None] * 2


def test_what_an_undone_move_recorded_no_longer_counts_and_stays_on_record(world: World) -> None:
    ref = checked(world, "10.00")
    checked(world, "900.00", ref=ref)
    world.do("officer", "withdraw_before_dispatch", ref, reason="Cits komersants")
    world.do("officer", "decide", ref)
    assert case(world, ref)["data"]["seen"] == "10.00"
    assert rows(world, "SELECT seq, withdrawn_seq FROM evidence ORDER BY seq") == [(2, None), (3, 4)]
    assert [step.difference for step in replayed(world, ref)] == [None] * 5


def test_in_one_batch_each_move_sees_what_the_one_before_recorded_or_took_back(world: World) -> None:
    first, second = asked(world), checked(world, "10.00")
    checked(world, "900.00", ref=second)
    form = {"total": "20.00", "data_date": "2024-03-04", "printout": world.printout}
    results = world.ask_all(
        "officer",
        [
            Request("check", first, form=form),
            Request("decide", first),
            Request("withdraw_before_dispatch", second, reason="Cits komersants"),
            Request("decide", second),
        ],
    )
    assert all(isinstance(result, Done) for result in results)
    assert case(world, first)["data"]["seen"] == "20.00"
    assert case(world, second)["data"]["seen"] == "10.00"
    assert rows(world, "SELECT count(*) FROM evidence WHERE withdrawn_seq IS NOT NULL") == [(1,)]


def test_an_offer_rests_on_evidence_too(world: World) -> None:
    def reasons(ref: str) -> int:
        (offer,) = (o for o in offers(world.office, ref, world.users["officer"]) if o.trigger == "decide")
        return len(offer.reasons)

    assert reasons(asked(world)) > 0
    assert reasons(checked(world, "1.00")) == 0


def test_the_evidence_of_a_batch_is_read_by_one_statement(world: World) -> None:
    refs = [checked(world, "1.00") for _ in range(6)]
    with counting() as sent:
        world.ask_all("officer", [Request("decide", ref) for ref in refs])
    assert sum("FROM evidence" in sql for sql in sent) == 1


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("evidence: debt", "evidence: weather", "unknown-evidence"),
        ("answer: {total: form.total}", "answer: {sum: form.total}", "unknown-field"),
        ("answer: {total: form.total}", "answer: {total: form.data_date}", "wrong-type"),
        ("data_date: form.data_date\n        ref", "data_date: form.total\n        ref", "wrong-type"),
        ("evidence.debt.total}", "evidence.debt.sum}", "unknown-name"),
        ("remark: text", "source: text", "twice"),
        ("seen: {type: money}", "seen: {type: money}\n  evidence: {type: text}", "twice"),
    ],
)
def test_what_cannot_be_recorded_is_a_finding(old: str, new: str, code: str) -> None:
    assert old in LICENCE
    text = LICENCE.replace(old, new)
    with pytest.raises(BadDefinition) as bad:
        load_workflow(text, "licence.yaml", PROGRAMME, load_parameters(HOME, "enterprise-skills"), NAMESPACES)
    assert code in {finding.code for finding in bad.value.findings}
