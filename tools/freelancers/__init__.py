"""A company's team of freelancers: invites, registration, identity, agreements, contacts.

Toolsets: freelancers.
May import the kit and what stands left of it in ORDER, tests/contract/test_walls.py."""
