"""Keeping a hall: backups, restoring them, and moving a hall from one store to another, proven on both sides."""
