"""Decisions of signing in by OAuth, on plain values."""
