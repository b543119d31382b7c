"""The tables of the database room itself: stored bytes, uploads that wait to be named, the clock for practice."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, LargeBinary, String
from sqlmodel import Field

from caseflow.db.schema import Table
from caseflow.db.types import Instant

_ITS_BYTES = ForeignKey("blob.sha256", ondelete="CASCADE")


class BlobRow(Table, table=True):
    """Bytes under their SHA-256 in hex: documents, uploads, letters."""

    __tablename__ = "blob"
    __table_args__ = (CheckConstraint("length(sha256) = 64", name="sha256"),)

    sha256: str = Field(primary_key=True, sa_type=String(64))
    media_type: str = Field(sa_type=String(255))
    size: int = Field(sa_type=BigInteger)
    content: bytes = Field(sa_type=LargeBinary)


class UploadRow(Table, table=True):
    """A document that was handed in before any move names it: kept for a while from `put_at` on, by the office's clock.

    `first_at` is when its bytes came, before every event that may name it; handed in again, only `put_at` changes.
    When its time is over the row goes, and the bytes too unless something names them.
    """

    __tablename__ = "upload"
    __table_args__ = (Index("ix_upload_put_at", "put_at"),)

    sha256: str = Field(primary_key=True, sa_type=String(64), sa_column_args=(_ITS_BYTES,))
    first_at: datetime = Field(sa_type=Instant)
    put_at: datetime = Field(sa_type=Instant)


class PracticeClockRow(Table, table=True):
    """One row: at `real_start` practice time stood at `base_instant`; it runs `speed` times as fast."""

    __tablename__ = "practice_clock"
    __table_args__ = (
        CheckConstraint("id = 1", name="one_row"),
        CheckConstraint("speed >= 0", name="speed"),
    )

    id: int = Field(primary_key=True, sa_type=Integer, sa_column_kwargs={"autoincrement": False})
    base_instant: datetime = Field(sa_type=Instant)
    real_start: datetime = Field(sa_type=Instant)
    speed: int = Field(sa_type=Integer)
