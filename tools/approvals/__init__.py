"""Approvals: what stops an act that moves money or ends something, and the desk where it waits for a person's yes.

Toolsets: approvals.
May import the kit and what stands left of it in ORDER, tests/contract/test_walls.py."""
