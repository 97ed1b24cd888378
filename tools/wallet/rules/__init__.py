"""Decisions of wallet: pure, tested as tables."""
