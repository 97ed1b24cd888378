"""Providers of field work."""
