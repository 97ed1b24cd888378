"""Decisions of orders: pure, tested as tables."""
