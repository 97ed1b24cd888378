"""The inbox of whoever calls, where notices go besides it, and the sending of what was put off.

Toolsets: notices.
May import the kit and what stands left of it in ORDER, tests/contract/test_walls.py."""
