"""Staffing inquiries and their positions.

Toolsets: inquiries.
May import the kit and what stands left of it in ORDER, tests/contract/test_walls.py."""
