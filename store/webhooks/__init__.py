"""Webhooks of companies: their addresses, what is delivered there, and how it went."""
