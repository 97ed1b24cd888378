"""Companies, their directory of users, their balance and papers, and the operator.

Toolsets: companies, users, payouts (top-ups).
May import the kit and what stands left of it in ORDER, tests/contract/test_walls.py."""
