"""Signed containers (`.edoc`, `.asice`): whether an uploaded file holds the registered letter and a signature."""

from __future__ import annotations

import hashlib
import io
import lzma
import zipfile
import zlib
from typing import Final

from caseflow.errors import BadInput
from caseflow.words import message

MOST_MB: Final = 50
MOST_BYTES: Final = MOST_MB * 1_000_000
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, NotImplementedError, ValueError,
)  # fmt: skip
"""What unpacking raises for bytes that somebody has damaged, or made up."""
_MIME: Final = (b"application/vnd.etsi.asic-e+zip", b"application/vnd.etsi.asic-s+zip")


def check_container(data: bytes, pdf: str) -> None:
    """Refuse what is no ASiC container with a signature over exactly the registered bytes; `pdf` is their SHA-256.

    The signature itself is not judged: that is for the trust service. Raises BadInput, saying what to upload.
    """
    if len(data) > MOST_BYTES:
        raise _refused(
            f"the container has {len(data)} bytes; at most {MOST_BYTES} are taken", "too_large", most=MOST_MB
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            names = sorted(set(container.namelist()))  # a name that stands twice is read once
            if sum(info.file_size for info in container.infolist()) > MOST_BYTES:
                raise _refused(f"the container unpacks to more than {MOST_BYTES} bytes", "too_large", most=MOST_MB)
            mime = container.read("mimetype").strip() if "mimetype" in names else b""
            files = [name for name in names if name != "mimetype" and not name.startswith("META-INF/")]
            hashes = {hashlib.sha256(container.read(name)).hexdigest() for name in files}
    except _BROKEN as error:
        raise _refused(f"this is no signed container ({error}); upload the .edoc or .asice file", "none") from None
    if mime not in _MIME:
        raise _refused(
            "this is no signed container: its `mimetype` is not ASiC; upload the .edoc or .asice file", "none"
        )
    if not any(name.startswith("META-INF/") and "signature" in name.lower() for name in names):
        raise _refused("the container holds no signature; sign it first, then upload it", "unsigned")
    if pdf not in hashes:
        raise _refused(
            "the container does not hold the registered letter; sign the very file that was registered", "other"
        )


def _refused(text: str, why: str, **args: object) -> BadInput:
    return BadInput(text, message(f"letters_out.container_{why}", **args))
