"""Decisions about work contracts, pure."""
