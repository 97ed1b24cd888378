"""Files that callers send in, kept and served again: the bottom floor, because every domain may hold files.

Toolsets: account (upload_files and its kin).
May import the kit and what stands left of it in ORDER, tests/contract/test_walls.py."""
