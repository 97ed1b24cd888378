"""Orders of a company that follow a business process, and their types, which define the fields that they carry.

Toolsets: orders.
May import the kit and what stands left of it in ORDER, tests/contract/test_walls.py."""
