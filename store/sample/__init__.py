"""Sample people for demos and measurements."""
