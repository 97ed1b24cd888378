"""Freezes, policies, requests and mandates, and who has any of them."""
