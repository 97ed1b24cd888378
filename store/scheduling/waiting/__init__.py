"""Lines for slots that are full."""
