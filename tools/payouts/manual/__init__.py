"""Payouts that somebody transfers outside: files for the bank, and how each transfer ended."""
