"""Schemas and listings, derived from the operations."""
