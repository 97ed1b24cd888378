"""Decisions of scheduling: pure, tested as tables."""
