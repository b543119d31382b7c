"""The one path of every change: `apply` gathers facts, steps purely, and writes everything in one transaction."""

from caseflow.moves.apply import apply, rehearse
from caseflow.moves.request import Actor, Done, Refused, Request, Result, Stale

__all__ = ["Actor", "Done", "Refused", "Request", "Result", "Stale", "apply", "rehearse"]
