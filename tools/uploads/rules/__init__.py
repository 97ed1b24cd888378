"""Decisions of uploads: pure, tested as tables."""
