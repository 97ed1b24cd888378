"""Decisions about feeds, pure: how calendars are written."""
