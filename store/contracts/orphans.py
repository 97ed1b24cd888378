"""Contracts whose owners are all agents that were ended, as rows."""

from __future__ import annotations

from store.database import Row, Transaction


def orphaned(tx: Transaction, most: int) -> list[Row]:
    """Each with the agent that was its owner longest and the admin of that agent's company who has been so longest, if there
    is one: contract_id, agent_id, admin_id."""
    return tx.all(
        """SELECT u.contract_id, a.id AS agent_id, m.person_id AS admin_id
           FROM agents a
           JOIN contract_users u ON u.user_type = 'agent' AND u.user_id = a.id AND u.role_id = 1 AND u.left_at IS NULL
           JOIN memberships m ON m.id = (
             SELECT min(n.id) FROM memberships n JOIN persons q ON q.id = n.person_id AND q.deleted_at IS NULL
             WHERE n.company_id = a.company_id AND n.role = 'admin' AND n.deleted_at IS NULL)
           WHERE a.status = 'banned' AND u.id = (
             SELECT min(v.id) FROM contract_users v WHERE v.contract_id = u.contract_id AND v.role_id = 1
               AND v.left_at IS NULL)
             AND NOT EXISTS (
               SELECT 1 FROM contract_users w LEFT JOIN agents b ON w.user_type = 'agent' AND b.id = w.user_id
               WHERE w.contract_id = u.contract_id AND w.role_id = 1 AND w.left_at IS NULL
                 AND (b.id IS NULL OR b.status <> 'banned'))
           ORDER BY u.contract_id LIMIT :most""",
        most=most,
    )
