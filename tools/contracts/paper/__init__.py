"""Contracts and bills as documents."""
