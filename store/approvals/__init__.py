"""Approvals: requests that wait for a person, the policy, mandates and their uses, freezes."""
