"""Freelance tasks from order to payment, with changes, disputes, files and messages.

Toolsets: tasks, reference (task states).
May import the kit and what stands left of it in ORDER, tests/contract/test_walls.py."""
