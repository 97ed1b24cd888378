"""Slots that are kept for somebody: for a while, and for whoever is next in line. Pure."""
