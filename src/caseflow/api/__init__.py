"""The JSON API for programs, the same verbs as the command line; and the page on which an addressee opens a letter."""

from caseflow.api.app import create_api
from caseflow.api.letter_link import create_letter_link_app

__all__ = ["create_api", "create_letter_link_app"]
