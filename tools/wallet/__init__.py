"""Purses, deposits, withdrawals, limits and the statement of one's own money.

Toolsets: wallet.
May import the kit and what stands left of it in ORDER, tests/contract/test_walls.py."""
