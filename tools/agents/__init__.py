"""Agents: registration, directory, profiles and schedules of their own.

Toolsets: agents. May import the kit and uploads, wallet, people, companies, scheduling, specialists."""
