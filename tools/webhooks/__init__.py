"""Webhooks: events that are reported to a company's own systems, signed and retried.

Toolsets: webhooks.
May import the kit and what stands left of it in ORDER, tests/contract/test_walls.py."""
