"""A case-management engine and desk for public grants."""

__version__ = "0.1.0"
