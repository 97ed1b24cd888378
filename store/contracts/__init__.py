"""Work contracts, their members, money and time."""
