-- depends: 0071_base
-- An offer that a day plan makes says when the visit is planned; whoever accepts it has it then.
ALTER TABLE work_order_routes ADD COLUMN planned_start_at TEXT;
ALTER TABLE work_order_routes ADD COLUMN planned_end_at TEXT;
