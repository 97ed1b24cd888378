"""What a company was paid and paid out.

Toolsets: payouts. Imports the kit and what stands left of it in ORDER (tests/contract/test_walls.py)."""
