"""What people, companies and agents were told: notices, who read them, by which ways they went out, and the feed of changes."""
