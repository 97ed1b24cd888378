"""Decisions of payouts: pure, tested as tables."""
