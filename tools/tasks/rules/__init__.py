"""Decisions of tasks: pure, tested as tables."""
