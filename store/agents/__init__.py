"""Agents: registration, directory, profiles and schedules of their own."""
