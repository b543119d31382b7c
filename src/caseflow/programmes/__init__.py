"""Programmes on disk and on record: their versions, dated parameters and calendars."""
