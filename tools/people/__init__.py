"""Persons: signing in, sessions, profile, contacts.

Toolsets: access, account.
May import the kit and what stands left of it in ORDER, tests/contract/test_walls.py."""
