"""Work orders as records: the row everything is told from, who may load it, and the writes every act shares."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from store.companies.catalog_changes import name_sql
from store.database import Row, Transaction
from store.scheduling import busy
from store.types import Owner
from store.work_orders.places import place_folded

# One order with its arrival and with what decides its sub-status. Every loaded order is a row of this shape.
ORDER = f"""
SELECT w.*, c.company_name, c.timezone AS company_zone,
       e.status AS eta_status, e.status_updated_at AS eta_updated_at,
       e.start_at AS eta_start_at, e.end_at AS eta_end_at,
       e.hour_estimate AS eta_hours, e.notes AS eta_notes, e.condition AS eta_condition,
       e.condition_at AS eta_condition_at, e.condition_before_delay AS eta_condition_before_delay,
       coalesce(e.delay_seconds, 0) AS delay_seconds, coalesce(e.delay_acknowledged, 0) AS delay_acknowledged,
       e.latitude AS eta_latitude, e.longitude AS eta_longitude, e.distance_km AS eta_distance_km,
       e.drive_seconds AS eta_drive_seconds, b.bundle_id,
       {name_sql("type_of_work", "t", "w.company_id")} AS type_of_work_name,
       {name_sql("service_type", "v", "w.company_id")} AS service_type_name, j.name AS project_name, k.name AS client_name,
       m.name AS manager_first_name, m.last_name AS manager_last_name, x.name AS template_name,
       p.name AS assignee_first_name, p.last_name AS assignee_last_name, p.rating_sum AS assignee_rating_sum,
       p.rating_count AS assignee_rating_count, s.name AS saved_location_name,
       {name_sql("incomplete_reason", "i", "w.company_id")} AS incomplete_reason_name,
       (SELECT count(*) FROM work_order_time_logs l
        WHERE l.work_order_id = w.id AND l.void = 0 AND l.out_at IS NULL) AS open_logs,
       (SELECT count(*) FROM work_order_time_logs l
        WHERE l.work_order_id = w.id AND l.void = 0 AND l.out_at IS NOT NULL) AS closed_logs,
       (SELECT count(*) FROM work_order_routes r
        WHERE r.work_order_id = w.id AND r.status = 'open') AS open_routes,
       (SELECT count(*) FROM work_order_requests q
        WHERE q.work_order_id = w.id AND q.status = 'pending') AS pending_requests,
       (SELECT count(*) FROM work_order_requests q
        WHERE q.work_order_id = w.id AND q.status = 'pending' AND q.counter_offer IS NOT NULL) AS counter_offers
FROM work_orders w
JOIN companies c ON c.id = w.company_id
LEFT JOIN work_order_etas e ON e.work_order_id = w.id
LEFT JOIN work_order_bundle_members b ON b.work_order_id = w.id
LEFT JOIN types_of_work t ON t.id = w.type_of_work_id
LEFT JOIN service_types v ON v.id = w.service_type_id
LEFT JOIN projects j ON j.id = w.project_id
LEFT JOIN client_companies k ON k.id = w.client_id
LEFT JOIN persons m ON m.id = w.manager_id
LEFT JOIN work_order_templates x ON x.id = w.template_id
LEFT JOIN persons p ON p.id = w.assignee_id
LEFT JOIN saved_locations s ON s.id = w.saved_location_id
LEFT JOIN incomplete_reasons i ON i.id = w.incomplete_reason_id
"""

# Who may look at an order from the provider's side; `w` is the order, :me the person. A draft is its company's alone.
_BLOCKED = """EXISTS (SELECT 1 FROM blocked_providers p
        WHERE p.company_id = w.company_id AND p.person_id = :me AND p.active = 1)"""
RELATED = f"""(
    EXISTS (SELECT 1 FROM work_order_assignments a WHERE a.work_order_id = w.id AND a.person_id = :me)
    OR ((EXISTS (SELECT 1 FROM work_order_routes r WHERE r.work_order_id = w.id AND r.person_id = :me)
         OR EXISTS (SELECT 1 FROM work_order_requests q WHERE q.work_order_id = w.id AND q.person_id = :me))
        AND NOT {_BLOCKED}))"""
LISTED = f"""(
    EXISTS (SELECT 1 FROM provider_profiles f WHERE f.person_id = :me AND f.active = 1)
    AND EXISTS (SELECT 1 FROM work_order_networks o JOIN provider_networks n ON n.id = o.network_id
            WHERE o.work_order_id = w.id
              AND (n.type = 'standard' OR EXISTS (
                  SELECT 1 FROM provider_network_members m WHERE m.network_id = n.id AND m.person_id = :me)))
    AND NOT {_BLOCKED}
    AND NOT EXISTS (SELECT 1 FROM blocked_companies k WHERE k.company_id = w.company_id AND k.person_id = :me))"""
SEEN_BY_PROVIDER = f"w.status NOT IN (1, 8) AND ((w.status = 2 AND {LISTED}) OR {RELATED})"


def find(tx: Transaction, id: int) -> Row | None:
    """An order whoever asks; for the system's own moves and after a scoped load."""
    return tx.one(f"{ORDER} WHERE w.id = :id", id=id)


def find_for_company(tx: Transaction, company_id: int, id: int) -> Row | None:
    """An order of this company, in whatever state but deleted."""
    sql = f"{ORDER} WHERE w.id = :id AND w.company_id = :company_id AND w.status <> 8"
    return tx.one(sql, id=id, company_id=company_id)


def find_even_deleted(tx: Transaction, company_id: int, id: int) -> Row | None:
    """An order of this company, in whatever state."""
    return tx.one(f"{ORDER} WHERE w.id = :id AND w.company_id = :company_id", id=id, company_id=company_id)


def find_for_provider(tx: Transaction, person_id: int, id: int) -> Row | None:
    """An order this person may see as a provider: listed to their networks, routed, requested, or ever assigned."""
    return tx.one(f"{ORDER} WHERE w.id = :id AND {SEEN_BY_PROVIDER}", id=id, me=person_id)


def payment_due(tx: Transaction, stamp: str, limit: int) -> list[Row]:
    """Orders whose provider is to be paid by now, the longest due first."""
    due = "w.payment_due_at IS NOT NULL AND w.payment_due_at <= :stamp"
    return tx.all(f"{ORDER} WHERE {due} ORDER BY w.payment_due_at LIMIT :limit", stamp=stamp, limit=limit)


def same_incident(tx: Transaction, company_id: int, incident_id: str, but_id: int, limit: int = 1000) -> list[int]:
    """Other live orders of the company with this incident number, newest first."""
    rows = tx.all(
        """SELECT id FROM work_orders WHERE company_id = :company_id AND incident_id = :incident_id
             AND id <> :but_id AND status <> 8 ORDER BY id DESC LIMIT :limit""",
        company_id=company_id,
        incident_id=incident_id,
        but_id=but_id,
        limit=limit,
    )
    return [row["id"] for row in rows]


def insert(tx: Transaction, stamp: str, correlation_id: str, by: Owner, **values: Any) -> int:
    """A new draft; its id. values: the columns of its company and content."""
    return tx.insert(
        "work_orders",
        **values,
        **place_folded(values),
        correlation_id=correlation_id,
        created_by_type=by.kind,
        created_by_id=by.id,
        created_at=stamp,
        updated_at=stamp,
    )


def change(tx: Transaction, id: int, stamp: str, correlation_id: str, **values: Any) -> None:
    """Write columns of an order; every change gives it a new correlation id."""
    tx.change("work_orders", id, correlation_id=correlation_id, updated_at=stamp, **values, **place_folded(values))


# What follows from an act that `change` has written: the correlation id stays.


def set_pay_range(tx: Transaction, id: int, pay_min: int, pay_max: int) -> None:
    """The least and the most the labour may come to, in the smallest unit."""
    tx.change("work_orders", id, pay_min=pay_min, pay_max=pay_max)


def set_saved_location(tx: Transaction, id: int, location_id: int) -> None:
    tx.change("work_orders", id, saved_location_id=location_id)


def set_confirmed(tx: Transaction, id: int, stamp: str) -> None:
    """When the arrival was first confirmed."""
    tx.change("work_orders", id, confirmed_at=stamp)


def set_rating(tx: Transaction, id: int, score: str, comment: str | None) -> None:
    """How the company rates the work; score: decimal text."""
    tx.change("work_orders", id, rating_score=score, rating_comment=comment)


def record(
    tx: Transaction, id: int, stamp: str, actor: Owner, act: str, detail: dict[str, Any] | None = None,
    acting_user_id: int | None = None,
) -> None:  # fmt: skip
    """Add a line to the history of an order. detail: what a reader of the history wants to know, plain JSON."""
    tx.insert(
        "work_order_history",
        work_order_id=id,
        at=stamp,
        actor_type=actor.kind,
        actor_id=actor.id,
        acting_user_id=acting_user_id,
        act=act,
        detail=json.dumps(detail or {}, ensure_ascii=False),
    )


def start_assignment(tx: Transaction, id: int, person_id: int, stamp: str) -> None:
    """Keep who is assigned from now on, with an unconfirmed arrival. The order's own columns are written apart."""
    tx.insert("work_order_assignments", work_order_id=id, person_id=person_id, assigned_at=stamp)
    tx.insert("work_order_etas", work_order_id=id, person_id=person_id, status_updated_at=stamp)


def end_assignment(tx: Transaction, id: int, stamp: str, reason: str) -> None:
    """Close the running assignment and drop its arrival and the time it took in the provider's calendar."""
    tx.run(
        """UPDATE work_order_assignments SET ended_at = :stamp, end_reason = :reason
           WHERE work_order_id = :id AND ended_at IS NULL""",
        id=id,
        stamp=stamp,
        reason=reason,
    )
    tx.run("DELETE FROM work_order_etas WHERE work_order_id = :id", id=id)
    free_time(tx, id)


def block_time(tx: Transaction, id: int, person_id: int, start: datetime, end: datetime) -> None:
    """Take the time of an assigned order in the provider's calendar, in place of what it took before."""
    free_time(tx, id)
    busy.occupy(tx, Owner("person", person_id), start, end, ("work_order", id))


def free_time(tx: Transaction, id: int) -> None:
    """Give the time back that an order took in a calendar."""
    busy.release(tx, ("work_order", id))


def networks_of(tx: Transaction, id: int) -> list[Row]:
    """The networks an order is or would be listed to: id, name."""
    return tx.all(
        f"""SELECT n.id, {name_sql("network", "n", "w.company_id")} AS name
            FROM work_order_networks o JOIN provider_networks n ON n.id = o.network_id
            JOIN work_orders w ON w.id = o.work_order_id
            WHERE o.work_order_id = :id ORDER BY n.id""",
        id=id,
    )


def set_networks(tx: Transaction, id: int, network_ids: Iterable[int]) -> None:
    tx.run("DELETE FROM work_order_networks WHERE work_order_id = :id", id=id)
    tx.many(
        "INSERT INTO work_order_networks (work_order_id, network_id) VALUES (:id, :network_id)",
        [{"id": id, "network_id": network_id} for network_id in sorted(set(network_ids))],
    )


def types_of(tx: Transaction, id: int) -> list[Row]:
    """The types of work of an order, the primary one first: id, name, is_primary."""
    return tx.all(
        f"""SELECT t.id, {name_sql("type_of_work", "t", "w.company_id")} AS name, o.is_primary
            FROM work_order_types o JOIN types_of_work t ON t.id = o.type_of_work_id
            JOIN work_orders w ON w.id = o.work_order_id
            WHERE o.work_order_id = :id ORDER BY o.is_primary DESC, t.id""",
        id=id,
    )


def set_types(tx: Transaction, id: int, types: Iterable[tuple[int, bool]]) -> None:
    """Replace the types of work; (id, is_primary) each."""
    tx.run("DELETE FROM work_order_types WHERE work_order_id = :id", id=id)
    tx.many(
        """INSERT INTO work_order_types (work_order_id, type_of_work_id, is_primary)
           VALUES (:id, :type_id, :is_primary)""",
        [{"id": id, "type_id": type_id, "is_primary": int(primary)} for type_id, primary in types],
    )


def close_offers(tx: Transaction, id: int, stamp: str, by: Owner, except_person: int | None = None) -> list[Row]:
    """Close every open route and pending request of an order but those of one person.

    Rows of what was closed: kind ('route' | 'request'), id, person_id."""
    but = "person_id <> :except_person"
    routes = tx.all(
        f"""UPDATE work_order_routes SET status = 'closed', answered_at = :stamp
            WHERE work_order_id = :id AND status = 'open' AND {but} RETURNING 'route' AS kind, id, person_id""",
        id=id,
        stamp=stamp,
        except_person=except_person or 0,
    )
    requests = tx.all(
        f"""UPDATE work_order_requests
            SET status = 'closed', decided_at = :stamp, decided_by_type = :by_type, decided_by_id = :by_id
            WHERE work_order_id = :id AND status = 'pending' AND {but} RETURNING 'request' AS kind, id, person_id""",
        id=id,
        stamp=stamp,
        by_type=by.kind,
        by_id=by.id,
        except_person=except_person or 0,
    )
    return [*sorted(routes, key=_by_id), *sorted(requests, key=_by_id)]


def _by_id(row: Row) -> int:
    id: int = row["id"]
    return id
