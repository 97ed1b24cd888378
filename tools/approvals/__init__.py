"""Approvals: what agents may commit and who says so: requests that wait for a person, mandates, freezes and the audit trail.

Toolsets: approvals.
May import the kit and what stands left of it in ORDER, tests/contract/test_walls.py."""
