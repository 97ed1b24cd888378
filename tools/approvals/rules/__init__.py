"""Decisions of approvals: pure, tested as tables."""
