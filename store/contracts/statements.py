"""The account of one paid place: its charges and deposits with what they sum up to."""

from __future__ import annotations

# running: settled deposits less approved charges, by day and then id, whatever is filtered afterwards.
TRANSACTIONS = """
    SELECT * FROM (
        SELECT e.id, e.type_id, e.date, e.label, e.amount, e.currency, e.status_id, e.payment_status_id, e.created_at,
               c.minutes, c.rate, d.method, b.bill_id,
               sum(CASE WHEN d.event_id IS NOT NULL AND e.status_id = 777 THEN d.amount - d.returned
                        WHEN c.event_id IS NOT NULL AND e.status_id IN (200, 777) THEN -e.amount ELSE 0 END)
                   OVER (ORDER BY e.date, e.id) AS running
        FROM events e
        LEFT JOIN contract_charges c ON c.event_id = e.id
        LEFT JOIN contract_deposits d ON d.event_id = e.id
        LEFT JOIN contract_bill_charges b ON b.charge_id = e.id AND b.live = 1
        WHERE e.contract_id = :contract AND e.type_id IN (3, 4) AND e.deleted_at IS NULL
          AND :participant IN (c.participant_id, d.participant_id)
    ) AS t
    WHERE (:type IS NULL OR t.type_id = :type) AND (:status IS NULL OR t.status_id = :status)
      AND (:first IS NULL OR t.date >= :first) AND (:last IS NULL OR t.date <= :last)"""
