"""Decisions of freelancers: pure, tested as tables."""
