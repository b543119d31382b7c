"""The official electronic address: a folder that the State's connector empties, each letter with its particulars."""

from __future__ import annotations

import hashlib
from pathlib import Path

from caseflow.db.json_text import write_json
from caseflow.letters.channels.folder import put
from caseflow.letters.channels.parcel import Parcel


def to_official_address(folder: Path, parcel: Parcel, registration_number: str) -> None:
    """The letter, then its JSON: whoever sees the JSON finds the letter complete beside it."""
    particulars = {
        "message_id": parcel.message_id.strip("<>"),
        "from": parcel.organisation,
        "to": registration_number,
        "number": parcel.number,
        "case": parcel.case,
        "subject": parcel.title,
        "file": parcel.file,
        "media_type": parcel.media_type,
        "sha256": hashlib.sha256(parcel.data).hexdigest(),
    }
    put(folder / parcel.organisation / parcel.file, parcel.data)
    put(folder / parcel.organisation / f"{parcel.stem}.json", write_json(particulars).encode())
