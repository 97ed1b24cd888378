"""Staffing inquiries and their positions, and the contracts that fill them.

Toolsets: inquiries, staffing_contracts.
May import the kit and what stands left of it in ORDER, tests/contract/test_walls.py."""
