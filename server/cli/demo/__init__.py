"""The demo: the main jobs, played against a real server."""
