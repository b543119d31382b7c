"""Writes the golden text of every letter anew: `python -m tests.letters.write_golden`; read the difference."""

from __future__ import annotations

from caseflow.letters import load_library, read_norms, with_registration
from tests.letters import typesetting
from tests.letters.conftest import HOME, NORMS_FILE
from tests.letters.filled import GOLDEN, LETTERS

if __name__ == "__main__":
    library = load_library(HOME / "letters", read_norms(NORMS_FILE.read_text(encoding="utf-8"), "norms.yaml"))
    for golden, (name, context, registration) in LETTERS.items():
        draft = library.template("enterprise-skills", name).draft(context)
        printed = typesetting.plain_text(with_registration(draft, registration)) + "\n"
        (GOLDEN / f"{golden}.txt").write_text(printed, encoding="utf-8")
