"""Decisions of specialists: pure, tested as tables."""
