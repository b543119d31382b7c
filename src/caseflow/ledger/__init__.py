"""Agreements of recipients, their accounts, and the postings that move them."""
