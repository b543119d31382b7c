"""Proofs about programmes before they are published: that no case can get stuck, wait for ever or lack its letter."""

from caseflow.checks.notes import notes_of
from caseflow.checks.paths import check_paths
from caseflow.checks.programme import check_programme

__all__ = ["check_paths", "check_programme", "notes_of"]
