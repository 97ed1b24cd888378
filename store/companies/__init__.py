"""Companies, their directory of users, their balance and papers, and the operator."""
