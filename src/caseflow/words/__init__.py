"""Message ids with arguments, and the catalogues that turn them into Latvian and English."""

from caseflow.words.message import Message, message

__all__ = ["Message", "message"]
