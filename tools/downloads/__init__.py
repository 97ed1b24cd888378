"""Reading files of any domain: the top floor, because it asks every domain who may see one.

Toolsets: account (files).
May import the kit and what stands left of it in ORDER, tests/contract/test_walls.py."""
