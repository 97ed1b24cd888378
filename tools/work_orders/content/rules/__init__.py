"""Decisions about what a work order carries: pure, tested as tables."""
