"""The hall itself: finding operations, jobs, keeping house.

Toolsets: platform.
May import the kit and what stands left of it in ORDER, tests/contract/test_walls.py."""
