"""Purses, deposits, withdrawals, limits and the statement of one's own money."""
