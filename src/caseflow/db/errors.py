"""What a database may answer instead of a row, named for both databases alike."""

from __future__ import annotations

from caseflow.errors import CaseflowError


class DatabaseError(CaseflowError):
    """Root of what the database refuses or fails at."""


class Retryable(DatabaseError):
    """Deadlock, serialization failure, lock timeout, busy database, lost connection: do the work again."""


class Unreachable(DatabaseError):
    """Nobody answers where the database should be, or it lets nobody in."""


class ReadOnly(DatabaseError):
    """A write was tried in a transaction that was opened for reading."""


class TransactionFailed(DatabaseError):
    """A statement failed before and the failure was swallowed: nothing of the transaction is kept."""


class ConstraintViolation(DatabaseError):
    """The database guards a rule that the rows break; `constraint` is its name as in the schema."""

    def __init__(self, constraint: str) -> None:
        super().__init__(f"constraint {constraint} is violated")
        self.constraint = constraint


class UniqueViolation(ConstraintViolation):
    """A row with the same unique key is already there."""


class CheckViolation(ConstraintViolation):
    """A CHECK does not hold for the row, for example an account over its ceiling."""
