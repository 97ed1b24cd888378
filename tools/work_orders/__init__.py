"""Field work orders: matching, what a company chooses from, drafting, routing, life, what they carry, pay and dispatch, in rooms.

Toolsets: work_orders, work_order_routing, work_order_content, work_order_logistics, work_order_visits, work_order_pay,
projects, company_catalog, dispatch, day_plans. May import the kit and what stands left of it in ORDER,
tests/contract/test_walls.py."""
