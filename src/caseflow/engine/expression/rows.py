"""The built-in functions of lists of rows: what they take, what they give, and how they are computed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from caseflow.engine.expression.comparing import check_pair
from caseflow.engine.expression.faults import said
from caseflow.engine.expression.nodes import Call, Literal, Node, Path
from caseflow.engine.expression.part_checker import PartChecker, has_arguments
from caseflow.engine.expression.types import (
    BOOL,
    INTEGER,
    MONEY,
    NUMBER,
    UNKNOWN,
    ListOf,
    Optional,
    Record,
    Type,
    name_of,
    required,
)
from caseflow.engine.expression.values import EXACT, equal, member

Known = frozenset[Path]


class UnmatchedRows(Exception):
    """Rows that cannot be joined; the message says which key is at fault, and `said` says so to people."""

    def __init__(self, text: str, why: str, value: Any) -> None:
        super().__init__(text)
        self.said = said(why, value=str(value))


# Types ------------------------------------------------------------------------------------------------


def _rows(checker: PartChecker, word: str, node: Node, known: Known) -> ListOf | None:
    found = checker.needed(node, known)
    if isinstance(found, ListOf):
        return found
    if found != UNKNOWN:
        checker.faults.add(node.at, "takes-list", word=word, given=name_of(found))
    return None


def _column(checker: PartChecker, call: Call, rows: ListOf | None, column: Node) -> Type:
    """The type of the column of `rows` that is named in quotes."""
    if not (isinstance(column, Literal) and isinstance(column.value, str)):
        checker.faults.add(column.at, "column-in-quotes", word=call.name)
        return UNKNOWN
    if rows is None:
        return UNKNOWN
    fields = rows.item.fields if isinstance(rows.item, Record) else {}
    if column.value not in fields:
        checker.faults.unknown(column.at, column.value, fields)
        return UNKNOWN
    return fields[column.value]


def _written(column: Node) -> str:
    return str(column.value) if isinstance(column, Literal) else ""


def _full_column(checker: PartChecker, call: Call, rows: ListOf | None, column: Node) -> Type:
    """The same, of a column that has a value in each row."""
    found = _column(checker, call, rows, column)
    if isinstance(found, Optional):
        checker.faults.add(column.at, "column-may-be-missing", word=_written(column))
        return UNKNOWN
    return found


def _type_of_count(checker: PartChecker, node: Call, known: Known) -> Type:
    if has_arguments(checker, node, 1):
        _rows(checker, node.name, node.arguments[0], known)
        return INTEGER
    return UNKNOWN


def _type_of_sum(checker: PartChecker, node: Call, known: Known) -> Type:
    if not has_arguments(checker, node, 2):
        return UNKNOWN
    rows, column = node.arguments
    found = _full_column(checker, node, _rows(checker, node.name, rows, known), column)
    if found not in (MONEY, NUMBER, INTEGER, UNKNOWN):
        checker.faults.add(column.at, "sum-of-column")
        return UNKNOWN
    return found


def _type_of_any_equals(checker: PartChecker, node: Call, known: Known) -> Type:
    """A missing value, in a row or beside it, equals nothing."""
    if not has_arguments(checker, node, 3):
        return UNKNOWN
    rows, column, value = node.arguments
    cell = required(_column(checker, node, _rows(checker, node.name, rows, known), column))
    check_pair(node, rows, cell, value, required(checker.type_of(value, known)), checker.faults)
    return BOOL


def _type_of_all_in(checker: PartChecker, node: Call, known: Known) -> Type:
    """`all_in(rows, "column", words)`: every row has one of the words there; a missing value is none of them."""
    if not has_arguments(checker, node, 3):
        return UNKNOWN
    rows, column, words = node.arguments
    cell = required(_column(checker, node, _rows(checker, node.name, rows, known), column))
    listed = _rows(checker, node.name, words, known)
    if listed is not None:
        check_pair(node, rows, cell, words, listed.item, checker.faults)
    return BOOL


def _type_of_columns(checker: PartChecker, node: Call, known: Known) -> Type:
    """`columns(rows, "kept", new="old")`: the same rows with these columns alone, some under another name."""
    if not node.arguments:
        checker.faults.add(node.at, "argument-count", word=node.name, n=1)
        return UNKNOWN
    rows, *kept = node.arguments
    found = _rows(checker, node.name, rows, known)
    fields: dict[str, Type] = {}
    for name, column in (*((_written(each), each) for each in kept), *node.named):
        if name in fields:
            checker.faults.add(column.at, "column-twice", word=name)
        fields[name] = _column(checker, node, found, column)
    if not fields:
        checker.faults.add(node.at, "column-in-quotes", word=node.name)
    return ListOf(Record(fields)) if found is not None and UNKNOWN not in fields.values() else UNKNOWN


def _type_of_join(checker: PartChecker, node: Call, known: Known) -> Type:
    """`join_rows(rows, results, "key")`: each row with the columns of the one result that has its key.

    A result may lack the key, and is left out like any other that belongs to no row.
    """
    if not has_arguments(checker, node, 3):
        return UNKNOWN
    left, right, key = node.arguments
    rows, results = (_rows(checker, node.name, each, known) for each in (left, right))
    keys = [_full_column(checker, node, rows, key), required(_column(checker, node, results, key))]
    check_pair(node, left, keys[0], right, keys[1], checker.faults)
    if rows is None or results is None or UNKNOWN in keys:
        return UNKNOWN
    assert isinstance(rows.item, Record)
    assert isinstance(results.item, Record)
    added = {column: found for column, found in results.item.fields.items() if column != _written(key)}
    for column in sorted(set(added) & set(rows.item.fields)):
        checker.faults.add(node.at, "column-twice", word=column)
    return ListOf(Record({**rows.item.fields, **added}))


def _type_of_cell(checker: PartChecker, node: Call, known: Known) -> Type:
    """`cell(rows, "key", value, "wanted")`: what the one row whose key has that value holds in another column."""
    if not has_arguments(checker, node, 4):
        return UNKNOWN
    rows, key, value, wanted = node.arguments
    found = _rows(checker, node.name, rows, known)
    of_key = required(_column(checker, node, found, key))
    check_pair(node, rows, of_key, value, checker.needed(value, known), checker.faults)
    return required(_column(checker, node, found, wanted))


def _type_of_distinct(checker: PartChecker, node: Call, known: Known) -> Type:
    if not has_arguments(checker, node, 2):
        return UNKNOWN
    rows, column = node.arguments
    _full_column(checker, node, _rows(checker, node.name, rows, known), column)
    return INTEGER


OF_ROWS: Final[Mapping[str, Callable[[PartChecker, Call, Known], Type]]] = {
    "count": _type_of_count,
    "sum_of": _type_of_sum,
    "any_equals": _type_of_any_equals,
    "all_in": _type_of_all_in,
    "columns": _type_of_columns,
    "join_rows": _type_of_join,
    "cell": _type_of_cell,
    "distinct": _type_of_distinct,
}
"""For each function, what types a call of it."""


# Values -----------------------------------------------------------------------------------------------


def sum_of(rows: Iterable[Any], column: str) -> Any:
    """The total of a column: a whole number stays one, and nothing adds up to 0."""
    cells = [member(row, column) for row in rows]
    if all(type(cell) is int for cell in cells):
        return sum(cells)
    total = Decimal(0)
    for cell in cells:
        total = EXACT.add(total, cell)
    return total


def any_equals(rows: Iterable[Any], column: str, value: Any) -> bool:
    """Whether a row has that value in the column."""
    return any(equal(member(row, column), value) for row in rows)


def all_in(rows: Iterable[Any], column: str, words: Iterable[Any]) -> bool:
    """Whether every row has one of the words in the column."""
    known = list(words)
    return all(member(row, column) in known for row in rows)


def columns(rows: Iterable[Any], /, *kept: str, **named: str) -> list[dict[str, Any]]:
    """The rows with some of their columns, each under its own name or another one."""
    wanted = {**{name: name for name in kept}, **named}
    return [{new: member(row, old) for new, old in wanted.items()} for row in rows]


def join_rows(rows: Iterable[Any], results: Iterable[Any], key: str) -> list[dict[str, Any]]:
    """Each row with what the result of the same key adds; results that belong to no row are left out.

    Raises UnmatchedRows for a row without a result and for a key that two results have.
    """
    found: dict[Any, Mapping[str, Any]] = {}
    for result in (_parts(each) for each in results):
        if result[key] is None:
            continue
        if result[key] in found:
            raise UnmatchedRows(f"two results have the {key} {result[key]!r}", "two_rows", result[key])
        found[result[key]] = result
    joined = []
    for row in (_parts(each) for each in rows):
        if row[key] not in found:
            raise UnmatchedRows(f"no result has the {key} {row[key]!r}", "no_row", row[key])
        joined.append({**row, **found[row[key]]})
    return joined


def distinct(rows: Iterable[Any], column: str) -> int:
    """How many different values a column has; of sealed ones the digests are compared."""
    cells = [member(row, column) for row in rows]
    return len({each["digest"] if isinstance(each, Mapping) else each for each in cells})


def cell(rows: Iterable[Any], key: str, value: Any, wanted: str) -> Any:
    """What the row of that key holds in a column. Raises UnmatchedRows unless there is one such row and a value."""
    found = [row for row in rows if equal(member(row, key), value)]
    if len(found) != 1:
        why = "two_rows" if found else "no_row"
        raise UnmatchedRows(f"{len(found)} rows have the {key} {value!r}; there must be one", why, value)
    held = member(found[0], wanted)
    if held is None:
        raise UnmatchedRows(f"the row with the {key} {value!r} has no {wanted}", "empty_row", value)
    return held


def _parts(row: Any) -> Mapping[str, Any]:
    return row if isinstance(row, Mapping) else {name: getattr(row, name) for name in type(row).model_fields}


COMPUTE: Final[Mapping[str, Callable[..., Any]]] = {
    "count": len,
    "sum_of": sum_of,
    "any_equals": any_equals,
    "all_in": all_in,
    "columns": columns,
    "join_rows": join_rows,
    "cell": cell,
    "distinct": distinct,
}
"""What each function does with values."""
