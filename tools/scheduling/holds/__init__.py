"""Keeping slots without booking them: for some minutes."""
