"""The database under the house: transactions, column types, blobs, the practice clock and the migrations."""

from caseflow.db.database import Database
from caseflow.db.transaction import Transaction

__all__ = ["Database", "Transaction"]
