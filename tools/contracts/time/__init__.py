"""Clocks that run on contracts."""
