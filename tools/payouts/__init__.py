"""Where freelancers are paid out to, and what a company was paid and paid out.

Toolsets: payouts.
May import the kit and what stands left of it in ORDER, tests/contract/test_walls.py."""
