"""Letters: their templates, proven when read, and the text that a move drafts from them."""

from caseflow.letters.errors import BadContext, BadTemplate
from caseflow.letters.library import Library, load_library
from caseflow.letters.norms import NormRegister, read_norms
from caseflow.letters.registration import Registration, Signatory, with_registration
from caseflow.letters.template import Template

__all__ = [
    "BadContext",
    "BadTemplate",
    "Library",
    "NormRegister",
    "Registration",
    "Signatory",
    "Template",
    "load_library",
    "read_norms",
    "with_registration",
]
