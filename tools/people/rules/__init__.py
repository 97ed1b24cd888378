"""Decisions of people: pure, tested as tables."""
