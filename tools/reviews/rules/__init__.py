"""Decisions of reviews: pure, tested as tables."""
