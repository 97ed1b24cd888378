"""Freelance tasks from order to payment, with changes, disputes, files and messages."""
