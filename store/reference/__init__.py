"""Lists that everybody shares: services, types of work, codes."""
