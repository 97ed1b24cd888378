"""Companies, their directory of users, their balance and papers, and the operator.

Toolsets: companies, users, payouts (top-ups). Imports the kit and what stands left of it in ORDER (tests/contract/test_walls.py)."""
