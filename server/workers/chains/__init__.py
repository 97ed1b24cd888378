"""Chains as their nodes show them: deposits that come, and withdrawals that were sent."""
