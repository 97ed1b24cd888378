"""Persons: signing in, sessions, profile, contacts.

Toolsets: access, account. May import the kit and uploads, wallet."""
