"""Undertakings, institutions and persons; and the vault that keeps personal data out of everything else."""
