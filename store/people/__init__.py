"""Persons: signing in, sessions, profile, contacts."""
