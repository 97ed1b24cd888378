"""Decisions of work_orders: pure, tested as tables."""
