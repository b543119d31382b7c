"""Message ids with arguments, and the catalogues that turn them into Latvian and English."""

from caseflow.words.catalogue import CatalogueError, catalogue_names, say
from caseflow.words.language import LANGUAGES, Lang, Text, as_lang
from caseflow.words.marks import unmarked
from caseflow.words.message import Message, message

__all__ = [
    "LANGUAGES",
    "CatalogueError",
    "Lang",
    "Message",
    "Text",
    "as_lang",
    "catalogue_names",
    "message",
    "say",
    "unmarked",
]
