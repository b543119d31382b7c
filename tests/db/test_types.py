"""Column types mean the same on both databases, through models and through hand-written SQL."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import MetaData
from sqlalchemy.exc import StatementError
from sqlmodel import Field, SQLModel, select

from caseflow.db import Database
from caseflow.db.errors import ReadOnly, UniqueViolation
from caseflow.db.json_text import read_json, write_json
from caseflow.db.types import Day, Id, Instant, Json, Money
from caseflow.db.values import from_cents, instant_text, read_day, read_instant, read_uuid, to_cents

_MOMENT = datetime(2024, 3, 31, 3, 59, 59, 999999, tzinfo=timezone(timedelta(hours=3)))


class _Sample(SQLModel, table=True):
    """One column of each type."""

    metadata: ClassVar[MetaData] = MetaData()
    __tablename__ = "sample"

    id: UUID = Field(primary_key=True, sa_type=Id)
    at: datetime | None = Field(default=None, sa_type=Instant)
    on: date | None = Field(default=None, sa_type=Day)
    amount: Decimal | None = Field(default=None, sa_type=Money)
    data: dict[str, Any] | None = Field(default=None, sa_type=Json)


@pytest.fixture
def samples(database: Database) -> Database:
    """A database with the table of samples."""
    with database.session(write=True) as session:
        _Sample.metadata.create_all(session.connection())
    return database


def test_a_model_comes_back_as_it_was_stored(samples: Database) -> None:
    stored = _Sample(
        id=uuid4(),
        at=_MOMENT,
        on=date(2024, 2, 29),
        amount=Decimal("-0.10"),
        data={"ķ": [1, None], "s": "1.00"},
    )
    ident = stored.id
    with samples.session(write=True) as session:
        session.add(stored)
    with samples.session() as session:
        found = session.exec(select(_Sample)).one()
    assert found.model_dump() == {
        "id": ident,
        "at": _MOMENT,
        "on": date(2024, 2, 29),
        "amount": Decimal("-0.10"),
        "data": {"ķ": [1, None], "s": "1.00"},
    }
    assert found.at is not None
    assert found.at.utcoffset() == timedelta(0)


def test_hand_written_sql_reads_what_a_model_stored_and_the_other_way_round(samples: Database) -> None:
    by_model, by_hand = uuid4(), uuid4()
    with samples.session(write=True) as session:
        session.add(_Sample(id=by_model, at=_MOMENT, on=date(2024, 4, 5), amount=Decimal("150.00"), data={"a": 1}))
    with samples.write() as tx:
        row = (by_hand, _MOMENT, date(2024, 4, 5), to_cents(Decimal("150.00")), write_json({"a": 1}))
        tx.execute('INSERT INTO sample (id, at, "on", amount, data) VALUES (?, ?, ?, ?, ?)', row)
        rows = tx.fetchall('SELECT id, at, "on", amount, data FROM sample ORDER BY id')
    found = [(read_uuid(r[0]), read_instant(r[1]), read_day(r[2]), from_cents(r[3]), read_json(r[4])) for r in rows]
    assert found == [
        (ident, _MOMENT, date(2024, 4, 5), Decimal("150.00"), {"a": 1}) for ident in sorted((by_model, by_hand))
    ]
    with samples.session() as session:
        loaded = session.get(_Sample, by_hand)
    assert loaded is not None
    assert (loaded.at, loaded.amount, loaded.data) == (_MOMENT, Decimal("150.00"), {"a": 1})


def test_nothing_stays_nothing(samples: Database) -> None:
    with samples.session(write=True) as session:
        session.add(_Sample(id=uuid4()))
    with samples.read() as tx:
        assert tx.fetchall('SELECT at, "on", amount, data FROM sample') == [(None, None, None, None)]
    with samples.session() as session:
        found = session.exec(select(_Sample)).one()
    assert (found.at, found.on, found.amount, found.data) == (None, None, None, None)


@pytest.mark.parametrize(
    "field",
    [
        {"amount": Decimal("150.001")},
        {"amount": 150.5},
        {"amount": 150},
        {"amount": Decimal("NaN")},
        {"at": datetime(2024, 4, 5)},  # noqa: DTZ001 - the point is the missing zone
        {"data": {"share": 0.1}},
    ],
)
def test_refuses_what_would_not_be_exact(samples: Database, field: dict[str, Any]) -> None:
    with pytest.raises((StatementError, TypeError)), samples.session(write=True) as session:
        session.add(_Sample(id=uuid4(), **field))
    with samples.read() as tx:
        assert tx.fetchall("SELECT id FROM sample") == []


def test_a_session_that_reads_may_not_write(samples: Database) -> None:
    with pytest.raises(ReadOnly), samples.session() as session:
        session.add(_Sample(id=uuid4()))
        session.flush()


def test_a_session_names_the_unique_key_that_a_row_breaks(samples: Database) -> None:
    ident = uuid4()
    with samples.session(write=True) as session:
        session.add(_Sample(id=ident))
    with pytest.raises(UniqueViolation), samples.session(write=True) as session:
        session.add(_Sample(id=ident))


@given(st.integers(-(2**63) + 1, 2**63 - 1))
def test_cents_and_amounts_are_the_same_money(cents: int) -> None:
    assert to_cents(from_cents(cents)) == cents
    assert from_cents(cents).as_tuple().exponent == -2


@pytest.mark.parametrize("amount", ["0.001", "1.999", "Infinity", "92233720368547758.08", "1E+20"])
def test_refuses_an_amount_that_no_money_column_holds(amount: str) -> None:
    with pytest.raises(ValueError, match=r"cent|amount|beyond"):
        to_cents(Decimal(amount))


def test_takes_the_largest_amount_that_a_money_column_holds() -> None:
    assert to_cents(Decimal("92233720368547758.07")) == 2**63 - 1


@given(st.lists(st.datetimes(timezones=st.just(UTC)), min_size=2, max_size=2))
def test_the_text_of_instants_sorts_as_time_and_reads_back(instants: list[datetime]) -> None:
    earlier, later = sorted(instants)
    assert instant_text(earlier) <= instant_text(later)
    assert read_instant(instant_text(earlier)) == earlier


def test_json_is_compact_sorted_exact_and_keeps_latvian_letters() -> None:
    assert write_json({"š": 1, "a": [True, None, "ā"]}) == '{"a":[true,null,"ā"],"š":1}'
    assert read_json('{"share": 0.10}') == {"share": Decimal("0.10")}
    with pytest.raises(TypeError):
        write_json({"amounts": [{"x": 0.1}]})
