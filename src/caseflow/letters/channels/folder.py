"""Letters as files: the outbox without a mail server, and what is to be printed for the post."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from caseflow.letters.channels.parcel import ChannelFault, Parcel


def mail_to_folder(folder: Path, parcel: Parcel, at: datetime) -> None:
    """Put the letter and its mail side by side into `<folder>/<organisation>/`; trying again writes the same files."""
    mail = parcel.mail(at)
    put(folder / parcel.organisation / parcel.file, parcel.data)
    put(folder / parcel.organisation / f"{parcel.stem}.eml", mail.as_bytes())


def put(file: Path, data: bytes) -> None:
    """Write the file whole or not at all. Raises ChannelFault when the disk does not take it."""
    beside = file.with_name(f".{uuid4().hex}")
    try:
        _make(file.parent)
        beside.touch(0o640)
        beside.write_bytes(data)
        os.replace(beside, file)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise ChannelFault(f"{file}: cannot be written ({error.strerror})") from None


def _make(folder: Path) -> None:
    """The folder with all above it that are missing: for caseflow and its group, who may print or pass on letters."""
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir(mode=0o750, exist_ok=True)
