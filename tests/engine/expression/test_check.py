"""The types: what fits together, what is refused, and which guards prove a value."""

from __future__ import annotations

import pytest

from caseflow.engine.expression import (
    ANSWER,
    BOOL,
    CONDITION,
    DATE,
    INTEGER,
    MONEY,
    NUMBER,
    PERCENT,
    SHARE,
    TEXT,
    Type,
    given_when_true,
    optional,
)
from tests.engine.expression.examples import SCOPE, STATUS, build, faults, findings


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("paid + form.total_debt", MONEY),
        ("paid - 10.00", MONEY),
        ("paid * 3", MONEY),
        ("days * paid", MONEY),
        ("-paid", MONEY),
        ("days + 1", INTEGER),
        ("days * ratio", NUMBER),
        ("debt", optional(MONEY)),
        ("debt is not None and debt > 1", BOOL),
        ("within_limit(paid)", ANSWER),
        ("within_limit(debt=paid) and agreed", CONDITION),
        ("all_of(within_limit(paid), agreed)", CONDITION),
        ("any_failed(within_limit(paid))", BOOL),
        ("not any_failed(within_limit(paid)) and not agreed", BOOL),
        ("net_debt(paid, extended=0)", MONEY),
        ("debt if debt is not None else 0", MONEY),
        ("None if agreed else paid", optional(MONEY)),
        ("min(paid, 10.50, P.tax.limit)", MONEY),
        ("max(days, ratio)", NUMBER),
        ("count(lines)", INTEGER),
        ("sum_of(lines, 'net')", MONEY),
        ("sum_of(lines, 'hours')", INTEGER),
        ("title in P.sectors and title not in ('a', 'b')", BOOL),
        ("status == 'open' and status in ['open', 'closed']", BOOL),
        ("0 < days <= 5 and 0 <= rate and part < 0.5", BOOL),
        ("ratio > 2.555 and days < 2.5", BOOL),
        ("status_fits('open', 0.5)", ANSWER),
        ("status_fits('open' if agreed else 'closed')", ANSWER),
        ("maybe == True", BOOL),
        ("has(form.printout)", BOOL),
        ("any_equals(lines, 'late', debt) or any_equals(cases, 'status', 'open')", BOOL),
        ("share(rate)", SHARE),
        ("percent(part)", PERCENT),
        ("share(percent(part)) == part and share(62.5) < 0.7", BOOL),
        ("status_fits('open', share(rate))", ANSWER),
    ],
)
def test_finds_the_type(text: str, found: Type) -> None:
    assert build(text).type == found


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("paid + days", "type-mismatch", 0),
        ("paid + rate", "type-mismatch", 0),
        ("paid + 0.005", "bad-literal", 7),
        ("paid * ratio", "rounding", 0),
        ("paid * 0.5", "rounding", 0),
        ("paid * paid", "rounding", 0),
        ("rate * 2", "rounding", 0),
        ("today + 1", "date-arithmetic", 0),
        ("title + 'x'", "type-mismatch", 0),
        ("'a' * 10", "type-mismatch", 0),
        ("-title", "no-minus", 1),
        ("paid > days", "type-mismatch", 0),
        ("paid > 150.005", "bad-literal", 7),
        ("paid == 'x'", "type-mismatch", 0),
        ("rate > 100.1", "bad-literal", 7),
        ("rate == part", "type-mismatch", 0),
        ("status_fits('open', rate)", "wrong-argument", 20),
        ("share(part)", "wrong-type", 6),
        ("percent(rate)", "wrong-type", 8),
        ("share(100.1)", "wrong-type", 6),
        ("percent(days)", "wrong-type", 8),
        ("part > 1.1", "bad-literal", 7),
        ("part == rate", "type-mismatch", 0),
        ("today > title", "no-order", 8),
        ("today == '2024-01-01'", "type-mismatch", 0),
        ("title > 'a'", "no-order", 0),
        ("status == 'opne'", "unknown-name", 10),
        ("status in ('open', 'shut')", "unknown-name", 19),
        ("title in status", "in-takes-list", 9),
        ("days in P.sectors", "type-mismatch", 0),
        ("code == title", "type-mismatch", 0),
        ("paid == None", "compare-none", 0),
        ("debt > 1", "may-be-missing", 0),
        ("debt != 1", "may-be-missing", 0),
        ("day not in (1, 2)", "may-be-missing", 0),
        ("paid + debt > 1", "may-be-missing", 7),
        ("within_limit(debt)", "may-be-missing", 13),
        ("maybe and agreed", "may-be-missing", 0),
        ("agreement.status == 'open'", "may-be-missing", 0),
        ("agreement is not None and agreement.limit > 1", "may-be-missing", 26),
        ("debt is not None or debt > 1", "may-be-missing", 20),
        ("paid", "wrong-type", 0),
        ("days and agreed", "not-a-condition", 0),
        ("not within_limit(paid)", "negated-answer", 4),
        ("not (agreed and complete())", "negated-answer", 5),
        ("not all_of(complete())", "negated-answer", 4),
        ("complete() == True", "answer-compared", 0),
        ("complete() is None", "answer-compared", 0),
        ("any_failed(agreed)", "takes-rules", 11),
        ("all_of()", "argument-count", 0),
        ("any_failed()", "argument-count", 0),
        ("count(codes, codes) > 1", "argument-count", 0),
        ("min(days) > 1", "argument-count", 0),
        ("min(days, today) == 1", "type-mismatch", 0),
        ("max(title, 'a') == 'a'", "no-order", 4),
        ("count(title) > 1", "takes-list", 6),
        ("count(rows=codes) > 1", "no-named-arguments", 0),
        ("sum_of(lines, 'nett') > 1", "unknown-name", 14),
        ("sum_of(lines, 'late') > 1", "column-may-be-missing", 14),
        ("sum_of(lines, title) > 1", "column-in-quotes", 14),
        ("any_equals(lines, title, paid)", "column-in-quotes", 18),
        ("any_equals(lines, 'nett', paid)", "unknown-name", 18),
        ("any_equals(lines, 'net', title)", "type-mismatch", 0),
        ("any_equals(cases, 'status', 'opened')", "unknown-name", 28),
        ("any_equals(lines, 'net')", "argument-count", 0),
        ("any_equals(title, 'net', paid)", "takes-list", 11),
        ("has(1)", "has-takes-name", 4),
        ("within_limit()", "missing-argument", 0),
        ("within_limit(paid, paid)", "too-many-arguments", 0),
        ("within_limit(paid, debt=paid)", "given-twice", 24),
        ("within_limit(depth=paid)", "unknown-name", 19),
        ("within_limit(days)", "wrong-argument", 13),
        ("within_limit(0.005)", "wrong-argument", 13),
        ("status_fits('shut')", "wrong-argument", 12),
        ("status_fits('open', 2)", "wrong-argument", 20),
        ("data_usable(complete())", "wrong-argument", 12),
        ("paid if agreed else title", "type-mismatch", 0),
        ("1 if days else 2", "not-a-condition", 5),
        ("title.length > 1", "no-parts", 0),
        ("(1 + 1) is None", "is-takes-none", 1),
    ],
)
def test_refuses_what_does_not_fit(text: str, code: str, at: int) -> None:
    assert (code, at) in faults(text, BOOL)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("agred", "agreed"),
        ("form.totl_debt > 1", "form.total_debt"),
        ("P.tax.limits > 1", "P.tax.limit"),
        ("within_limits(paid)", "within_limit"),
        ("any_faild(complete())", "any_failed"),
        ("within_limit(dept=paid)", "debt"),
        ("status == 'closd'", "closed"),
    ],
)
def test_asks_whether_another_name_was_meant(text: str, meant: str) -> None:
    assert f"Did you mean “{meant}”?" in findings(text, BOOL)[0][2]


def test_lists_the_known_names_where_nothing_is_near() -> None:
    assert "Known names: form.printout and form.total_debt." in findings("form.qqqqqq > 1")[0][2]


def test_tells_every_fault_of_one_expression() -> None:
    found = faults("agred and paid > days and nothing()")
    assert found == [("unknown-name", 0), ("type-mismatch", 10), ("unknown-name", 26)]


@pytest.mark.parametrize(
    "text",
    [
        "debt is not None and debt > 1",
        "debt is None or debt > 1",
        "not (debt is None) and debt > 1",
        "not (debt is None or day is None) and debt > 1",
        "has(debt) and debt > 1",
        "debt == 5 and debt > 1",
        "debt in (5, 6) and debt > 1",
        "debt > 1 if debt is not None else agreed",
        "agreed if debt is None else debt > 1",
        "agreement is not None and agreement.status != 'open'",
        "agreement is not None and agreement.limit is not None and agreement.limit > 1",
        "(debt is not None or debt == 1) and debt > 1",
    ],
)
def test_takes_a_guarded_value(text: str) -> None:
    assert build(text, BOOL).type == BOOL


def test_tells_what_a_condition_proves_and_takes_it_for_later_clauses() -> None:
    proofs = given_when_true(build("agreement is not None and (has(day) or agreed) and debt == 5"))
    assert proofs == {("agreement",), ("debt",)}
    assert build("debt > 1", BOOL, SCOPE.given(proofs)).type == BOOL
    assert build("agreement.status == 'open'", BOOL, SCOPE.given([("agreement", "limit")])).type == BOOL


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("0", MONEY),
        ("debt", optional(MONEY)),
        ("None", optional(DATE)),
        ("0 if agreed else paid", MONEY),
        ("'open'", STATUS),
        ("'open' if agreed else 'void'", STATUS),
        ("days", NUMBER),
        ("status", TEXT),
        ("maybe", optional(BOOL)),
        ("complete()", BOOL),
    ],
)
def test_takes_what_its_place_in_the_file_asks_for(text: str, wanted: Type) -> None:
    assert build(text, wanted).text == text


@pytest.mark.parametrize(
    ("text", "wanted", "code"),
    [
        ("0.005", MONEY, "wrong-type"),
        ("debt", MONEY, "may-be-missing"),
        ("'shut'", STATUS, "wrong-type"),
        ("'open' if agreed else 'shut'", STATUS, "wrong-type"),
        ("code", TEXT, "wrong-type"),
        ("agreed", MONEY, "wrong-type"),
        ("None", MONEY, "wrong-type"),
        ("maybe", BOOL, "may-be-missing"),
    ],
)
def test_refuses_another_type_than_asked_for(text: str, wanted: Type, code: str) -> None:
    assert faults(text, wanted)[0][0] == code
