"""The inbox of whoever calls, where notices go besides it, the sending of what was put off, and the trail of who did what.

Toolsets: notices, approvals (audit trail).
May import the kit and what stands left of it in ORDER, tests/contract/test_walls.py."""
