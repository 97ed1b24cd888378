"""Field work orders: drafting, matching, routing, life and records, in rooms because it is large.

Toolsets: work_orders, work_order_routing, projects.
May import the kit and what stands left of it in ORDER, tests/contract/test_walls.py."""
