"""Signing in by OAuth: the protocol's parts, and the two pages that a person sees."""
