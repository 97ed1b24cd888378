"""The operator's say on open calls: what was reported, and the rules of safety."""
