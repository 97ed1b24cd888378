"""Agents: registration, directory, profiles and schedules of their own.

Toolsets: agents, field_access.
May import the kit and what stands left of it in ORDER, tests/contract/test_walls.py."""
