"""What an account bears: every kind of posting at its bounds, judged in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.engine.outcome import Posting, Reason
from caseflow.engine.workflow import PostingKind
from caseflow.ledger.accounts import EFFECTS, Account, book
from caseflow.words import LANGUAGES, say

ACCOUNT = Account(
    UUID(int=1), "L-1", "signed", date(2024, 1, 15), Decimal("1000.00"), Decimal("600.00"), Decimal("200.00")
)
BOUNDS: dict[PostingKind, str] = {
    "committed": "400.00",
    "paid": "400.00",
    "released": "400.00",
    "corrected": "400.00",
    "recovered": "200.00",
}
CENT = Decimal("0.01")


def posting(kind: PostingKind, amount: str | Decimal) -> Posting:
    return Posting("agreement", kind, Decimal(amount))


@pytest.mark.parametrize(("kind", "most"), BOUNDS.items())
def test_each_kind_may_take_what_there_is_and_not_a_cent_more(kind: PostingKind, most: str) -> None:
    booked = book(ACCOUNT, posting(kind, most))
    assert isinstance(booked, Account)
    assert booked.holds
    refused = book(ACCOUNT, posting(kind, Decimal(most) + CENT))
    assert isinstance(refused, Reason)
    assert refused.code == "over-ceiling"
    for lang in LANGUAGES:
        text = say(refused.message, lang)
        assert most.replace(".00", "") in text
        assert "L-1" in text


def test_the_refusal_says_what_is_left_and_what_was_asked() -> None:
    refused = book(ACCOUNT, posting("committed", "400.01"))
    assert isinstance(refused, Reason)
    text = say(refused.message, "lv")
    assert "atlikuši 400,00\u00a0EUR, bet vajag 400,01\u00a0EUR" in text


@pytest.mark.parametrize("kind", EFFECTS)
def test_a_draft_bears_nothing(kind: PostingKind) -> None:
    refused = book(replace(ACCOUNT, status="draft"), posting(kind, CENT))
    assert isinstance(refused, Reason)
    assert refused.code == "agreement-not-in-force"


@pytest.mark.parametrize("status", ["completed", "withdrawn"])
@pytest.mark.parametrize("kind", EFFECTS)
def test_what_is_at_its_end_is_settled_only(status: str, kind: PostingKind) -> None:
    booked = book(replace(ACCOUNT, status=status), posting(kind, CENT))
    assert isinstance(booked, Reason) == (kind == "committed")


def test_what_is_taken_back_goes_back_also_from_an_agreement_at_its_end() -> None:
    booked = book(replace(ACCOUNT, status="withdrawn"), posting("committed", "-400.00"))
    assert isinstance(booked, Account)
    assert booked.committed == Decimal("200.00")


def test_what_has_been_paid_since_is_not_taken_back() -> None:
    refused = book(ACCOUNT, posting("committed", "-400.01"))
    assert isinstance(refused, Reason)
    assert "400,01" in say(refused.message, "lv")


amounts = st.decimals(Decimal("-1500.00"), Decimal("1500.00"), places=2).filter(bool)


@given(st.lists(st.tuples(st.sampled_from(list(EFFECTS)), amounts), max_size=12))
def test_whatever_is_booked_the_sums_stay_between_zero_and_the_amount(
    given_postings: list[tuple[PostingKind, Decimal]],
) -> None:
    account, committed, paid = ACCOUNT, ACCOUNT.committed, ACCOUNT.paid
    for kind, amount in given_postings:
        booked = book(account, posting(kind, amount))
        if isinstance(booked, Reason):
            continue
        account = booked
        committed += EFFECTS[kind][0] * amount
        paid += EFFECTS[kind][1] * amount
        assert account.holds
    assert (account.committed, account.paid, account.left) == (committed, paid, ACCOUNT.amount - committed)
