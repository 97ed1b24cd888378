"""Plain messages of the protocol, answered without its library."""
