"""Field work orders: matching, what a company chooses from, drafting, routing, life and records, in rooms because it is large.

Toolsets: work_orders, work_order_routing, projects, company_catalog, dispatch.
May import the kit and what stands left of it in ORDER, tests/contract/test_walls.py."""
