"""Decisions of companies: pure, tested as tables."""
