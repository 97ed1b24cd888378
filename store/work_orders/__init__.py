"""Field work orders: drafting, matching, routing, life and records, in rooms because it is large."""
