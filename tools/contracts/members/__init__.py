"""Contracts themselves, who belongs to them, and who works on them."""
