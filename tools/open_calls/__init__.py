"""Open calls: work put out to whoever wants it, what people apply with, and what becomes of it.

Toolsets: open_calls.
May import the kit and what stands left of it in ORDER, tests/contract/test_walls.py."""
