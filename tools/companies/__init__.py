"""Companies, their directory of users, their balance and papers, and the operator.

Toolsets: companies, users, payouts (top-ups). May import the kit and uploads, wallet, people."""
