"""Agents: registration, directory, profiles and schedules of their own.

Toolsets: agents.
May import the kit and what stands left of it in ORDER, tests/contract/test_walls.py."""
