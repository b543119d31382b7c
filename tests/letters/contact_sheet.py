"""Renders page one of every letter into docs/letters.png: `python -m tests.letters.contact_sheet`."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from caseflow.letters import load_library, read_norms, with_registration
from tests.letters import typesetting
from tests.letters.filled import LETTERS

HOME = Path(__file__).parents[2]
SHEET = HOME / "docs" / "letters.png"
COLUMNS, GAP, WIDTH = 7, 10, 250
LARGEST = 600_000


def first_pages() -> list[Image.Image]:
    """The first page of one filled-in copy of each letter, in the order of the examples."""
    norms = read_norms((HOME / "workflows/_shared/norms.yaml").read_text(encoding="utf-8"), "norms.yaml")
    library = load_library(HOME / "letters", norms)
    pages: dict[str, Image.Image] = {}
    for name, context, registration in LETTERS.values():
        if name not in pages:
            text = with_registration(library.template("enterprise-skills", name).draft(context), registration)
            pages[name] = Image.open(io.BytesIO(typesetting.png(text))).convert("L")
    return list(pages.values())


def contact_sheet() -> bytes:
    """All first pages side by side on grey, as one small PNG."""
    pages = first_pages()
    height = WIDTH * pages[0].height // pages[0].width
    rows = -(-len(pages) // COLUMNS)
    size = (COLUMNS * (WIDTH + GAP) + GAP, rows * (height + GAP) + GAP)
    sheet = Image.new("L", size, 150)
    for index, page in enumerate(pages):
        row, column = divmod(index, COLUMNS)
        small = page.resize((WIDTH, height), Image.Resampling.LANCZOS)
        sheet.paste(small, (GAP + column * (WIDTH + GAP), GAP + row * (height + GAP)))
    made = io.BytesIO()
    sheet.quantize(16).save(made, format="PNG", optimize=True)
    return made.getvalue()


if __name__ == "__main__":
    data = contact_sheet()
    if len(data) > LARGEST:
        raise SystemExit(f"{SHEET}: {len(data)} bytes, more than {LARGEST}; make WIDTH smaller")
    SHEET.parent.mkdir(exist_ok=True)
    SHEET.write_bytes(data)
    print(f"{SHEET}: {len(data)} bytes")
