"""Automatic dispatch: territories, the settings of a project, runs."""
