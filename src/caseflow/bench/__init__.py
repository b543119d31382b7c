"""Measures caseflow against the floor under it: hand-written driver SQL that writes the same rows and bytes."""
