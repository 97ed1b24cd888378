"""A company's team of freelancers: invites, registration, identity, agreements, contacts.

Toolsets: freelancers. May import the kit and uploads, wallet, people, companies, scheduling, specialists, agents, reference."""
