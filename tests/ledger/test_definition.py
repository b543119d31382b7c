"""Definitions that book: what the reader refuses, with its place, and what an undone move books back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from caseflow.engine.findings import BadDefinition
from caseflow.engine.load import load_workflow
from caseflow.engine.outcome import Posting
from caseflow.engine.postings import taken_back
from caseflow.engine.workflow import Workflow
from caseflow.moves.facts import NAMESPACES
from caseflow.programmes.parameters import load_parameters
from tests.ledger.grants import GRANT, PROGRAMME
from tests.world import HOME


def load(old: str = "", new: str = "") -> Workflow:
    """The grant's workflow with one text replaced wherever it stands."""
    assert old in GRANT
    text = GRANT.replace(old, new) if old else GRANT
    return load_workflow(text, "grant.yaml", PROGRAMME, load_parameters(HOME, "enterprise-skills"), NAMESPACES)


def test_a_branch_keeps_its_postings_in_the_order_of_the_file() -> None:
    (recover,) = (t for t in load().transitions if t.trigger == "recover")
    assert [(p.account, p.kind) for p in recover.branches[0].postings] == [
        ("agreement", "recovered"),
        ("agreement", "released"),
    ]


def test_what_an_amount_reads_is_read_by_its_transition() -> None:
    (grant,) = (t for t in load().transitions if t.trigger == "grant")
    assert ("amount",) in grant.reads


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("kind: paid, amount: form.sum", "kind: spent, amount: form.sum", "shape"),
        ("account: agreement, kind: paid", "account: purse, kind: paid", "shape"),
        ("kind: paid, amount: form.sum", "kind: paid", "shape"),
        ("kind: paid, amount: form.sum", "kind: paid, amount: on", "wrong-type"),
        ("kind: paid, amount: form.sum", "kind: paid, amount: agreement.left", "may-be-missing"),
        ("kind: paid, amount: form.sum", "kind: paid, amount: form.some", "unknown-name"),
        ('agreement.status == "signed"', 'agreement.status == "singed"', "unknown-name"),
        ("agreement.number", "agreement.nummer", "unknown-name"),
    ],
)
def test_what_cannot_be_booked_is_a_finding(old: str, new: str, code: str) -> None:
    with pytest.raises(BadDefinition) as bad:
        load(old, new)
    assert code in {finding.code for finding in bad.value.findings}
    assert all(finding.place.path == "grant.yaml" for finding in bad.value.findings)


def test_what_is_taken_back_is_the_same_with_its_amount_turned_round() -> None:
    record = {"account": "agreement", "kind": "committed", "amount": "300.00"}
    assert taken_back([record]) == (Posting("agreement", "committed", Decimal("-300.00")),)
