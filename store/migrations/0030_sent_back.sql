-- When reported work was sent back to its provider; null once it is reported again or the assignment has ended.
ALTER TABLE work_orders ADD COLUMN sent_back_at TEXT;
UPDATE work_orders SET sent_back_at = (
    SELECT max(h.at) FROM work_order_history h
    WHERE h.work_order_id = work_orders.id AND h.act = 'sent_back' AND h.at >= work_orders.assigned_at)
WHERE status = 3;
