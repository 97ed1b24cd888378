"""Providers of field work and the circles in which a company keeps them: preferred groups, tiered pools, notes on members.

Toolsets: talent_pools.
May import the kit and what stands left of it in ORDER, tests/contract/test_walls.py."""
