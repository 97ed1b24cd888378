"""What a freeze touches now: figures for whoever pulls the brake."""

from __future__ import annotations

from store.database import Transaction
from store.types import Owner


def pending_requests(tx: Transaction, owner: Owner, target: str, whom: Owner | None) -> int:
    """Requests of the owner's that wait: of the agent, for the payee, or all with an amount."""
    return int(
        tx.value(
            """SELECT count(*) FROM approval_requests
               WHERE owner_type = :type AND owner_id = :id AND status = 'pending' AND (
                   (:target = 'all' AND amount IS NOT NULL)
                   OR (:target = 'agent' AND requester_type = 'agent' AND requester_id = :whom_id)
                   OR (:target = 'payee' AND payee_type = :whom_type AND payee_id = :whom_id))""",
            **_scope(owner, target, whom),
        )
    )


def open_routes(tx: Transaction, owner: Owner, target: str, whom: Owner | None) -> int:
    """Open offers of the company's work orders: to the payee, made by the agent, or all."""
    if owner.kind != "company":
        return 0
    return int(
        tx.value(
            """SELECT count(*) FROM work_order_routes r JOIN work_orders w ON w.id = r.work_order_id
               WHERE w.company_id = :id AND :type = 'company' AND r.status = 'open' AND (
                   :target = 'all'
                   OR (:target = 'agent' AND r.routed_by_type = 'agent' AND r.routed_by_id = :whom_id)
                   OR (:target = 'payee' AND :whom_type = 'person' AND r.person_id = :whom_id))""",
            **_scope(owner, target, whom),
        )
    )


def open_calls(tx: Transaction, owner: Owner, target: str, whom: Owner | None) -> int:
    """Open calls of the company's that are not over: made by the agent, with an application of the payee's, or all."""
    if owner.kind != "company":
        return 0
    return int(
        tx.value(
            """SELECT count(*) FROM open_calls o
               WHERE o.company_id = :id AND :type = 'company' AND o.status IN ('published', 'closed', 'suspended') AND (
                   :target = 'all'
                   OR (:target = 'agent' AND o.creator_type = 'agent' AND o.creator_id = :whom_id)
                   OR (:target = 'payee' AND :whom_type = 'person' AND EXISTS (
                       SELECT 1 FROM open_call_applications a
                       WHERE a.open_call_id = o.id AND a.person_id = :whom_id AND a.status IN ('pending', 'shortlisted'))))""",
            **_scope(owner, target, whom),
        )
    )


def _scope(owner: Owner, target: str, whom: Owner | None) -> dict[str, str | int]:
    return {
        "type": owner.kind,
        "id": owner.id,
        "target": target,
        "whom_type": whom.kind if whom else "",
        "whom_id": whom.id if whom else 0,
    }
