"""Decisions of webhooks: pure, tested as tables."""
