"""A company's team of freelancers: invites, registration, identity, agreements, contacts."""
