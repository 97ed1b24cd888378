"""The checklist of a work order with its alerts, the values of its custom fields, and its tags: toolset work_order_content."""
