"""Decisions of staffing: pure, tested as tables."""
