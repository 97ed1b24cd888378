"""Lists that everybody shares: services, types of work, codes.

Toolsets: reference. May import the kit and uploads, wallet, people, companies, scheduling, specialists, agents."""
