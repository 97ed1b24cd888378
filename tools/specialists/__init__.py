"""Finding specialists, their public profiles, corrections of profiles, joining as one.

Toolsets: specialists, account (joining).
May import the kit and what stands left of it in ORDER, tests/contract/test_walls.py."""
