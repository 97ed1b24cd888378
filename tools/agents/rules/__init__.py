"""Decisions of agents: pure, tested as tables."""
