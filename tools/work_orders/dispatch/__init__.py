"""Automatic dispatch: territories, how a project is dispatched, and runs over its work orders."""
