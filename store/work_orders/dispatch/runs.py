"""Runs of automatic dispatch: a search over one order, or the orders of a bundle, and whom it made offers to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from store.database import Row, Transaction

_RUNNING_OF_ORDER = """id = (SELECT run_id FROM dispatch_run_orders
                              WHERE work_order_id = :order_id AND running = 1) AND status = 'running'"""


def insert(tx: Transaction, order_ids: Sequence[int], **columns: Any) -> int:
    """A new running search over these orders, the first of which ranks; its id. None of them has a running one."""
    id = tx.insert("dispatch_runs", work_order_id=order_ids[0], **columns)
    tx.many(
        "INSERT INTO dispatch_run_orders (work_order_id, run_id) VALUES (:order_id, :id)",
        [{"order_id": order_id, "id": id} for order_id in order_ids],
    )
    return id


def find(tx: Transaction, id: int) -> Row | None:
    return tx.one("SELECT * FROM dispatch_runs WHERE id = :id", id=id)


def of_order(tx: Transaction, order_id: int, uuid: str | None = None) -> Row | None:
    """The latest run over an order, alone or with its bundle; or the one with this uuid."""
    return tx.one(
        """SELECT d.* FROM dispatch_runs d JOIN dispatch_run_orders o ON o.run_id = d.id
           WHERE o.work_order_id = :order_id AND d.uuid = coalesce(:uuid, d.uuid) ORDER BY d.id DESC LIMIT 1""",
        order_id=order_id,
        uuid=uuid.lower() if uuid else None,
    )


def running_of(tx: Transaction, order_id: int) -> Row | None:
    """The running search over an order."""
    return tx.one(f"SELECT * FROM dispatch_runs WHERE {_RUNNING_OF_ORDER}", order_id=order_id)


def orders_of(tx: Transaction, id: int) -> list[int]:
    """The orders of a run, the one that ranks first."""
    rows = tx.all(
        """SELECT o.work_order_id FROM dispatch_run_orders o JOIN dispatch_runs d ON d.id = o.run_id
           WHERE o.run_id = :id ORDER BY (o.work_order_id = d.work_order_id) DESC, o.work_order_id""",
        id=id,
    )
    return [row["work_order_id"] for row in rows]


# A tier is over at its deadline, or when none of its offers is open any more; one that nobody is in only at its deadline. So
# is all of it when nobody could arrive in time any more, as an order that was moved may be due before.
_DUE = """status = 'running' AND (
    tier_deadline <= :stamp
    OR EXISTS (SELECT 1 FROM dispatch_run_orders d JOIN work_orders w ON w.id = d.work_order_id
               WHERE d.run_id = dispatch_runs.id AND w.latest_arrival_at <= :stamp)
    OR (tier_order IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM dispatch_run_offers o JOIN work_order_routes r ON r.id = o.route_id
        WHERE o.run_id = dispatch_runs.id AND o.round = dispatch_runs.round AND r.status = 'open')))"""


def due(tx: Transaction, stamp: str, limit: int) -> list[int]:
    """Runs whose next step is due, the longest due first."""
    rows = tx.all(
        f"SELECT id FROM dispatch_runs WHERE {_DUE} ORDER BY tier_deadline, id LIMIT :limit", stamp=stamp, limit=limit
    )
    return [row["id"] for row in rows]


def is_due(tx: Transaction, id: int, stamp: str) -> bool:
    return tx.value(f"SELECT 1 FROM dispatch_runs WHERE id = :id AND {_DUE}", id=id, stamp=stamp) is not None


def claim(tx: Transaction, id: int, step: int) -> bool:
    """Take the next step of a running search for oneself; False when somebody else has made it."""
    sql = "UPDATE dispatch_runs SET step = step + 1 WHERE id = :id AND step = :step AND status = 'running'"
    return bool(tx.run(sql, id=id, step=step))


def change(tx: Transaction, id: int, **columns: Any) -> None:
    tx.change("dispatch_runs", id, **columns)


def end(tx: Transaction, id: int, status: str, stamp: str, **columns: Any) -> None:
    """End a running search. status: filled, exhausted or stopped."""
    tx.change("dispatch_runs", id, status=status, ended_at=stamp, tier_deadline=None, **columns)
    _let_go(tx, id)


def fill(tx: Transaction, order_id: int, stamp: str) -> None:
    """End the running search over an order that has its provider now, by whatever way."""
    run = running_of(tx, order_id)
    if run is not None:
        person_id = tx.value("SELECT assignee_id FROM work_orders WHERE id = :id", id=order_id)
        end(tx, run["id"], "filled", stamp, result_person_id=person_id)


def stop(tx: Transaction, order_id: int, stamp: str, message: str) -> None:
    """End the running search over an order that is not to be filled now."""
    run = running_of(tx, order_id)
    if run is not None:
        end(tx, run["id"], "stopped", stamp, message=message)


def stop_of_project(tx: Transaction, project_id: int, stamp: str, message: str) -> int:
    """End all running searches of a project; how many there were."""
    rows = tx.all("SELECT id FROM dispatch_runs WHERE project_id = :id AND status = 'running'", id=project_id)
    for row in rows:
        end(tx, row["id"], "stopped", stamp, message=message)
    return len(rows)


def uses_territory(tx: Transaction, uuid: str) -> bool:
    """Whether a running search takes its people from this territory."""
    sql = "SELECT 1 FROM dispatch_runs WHERE status = 'running' AND territory_uuid = :uuid LIMIT 1"
    return tx.value(sql, uuid=uuid) is not None


def add_offers(tx: Transaction, id: int, round: int, offers: dict[int, int]) -> None:
    """Keep whom a run has made offers to. offers: {person: route of the first order}."""
    tx.many(
        """INSERT INTO dispatch_run_offers (run_id, round, person_id, route_id)
           VALUES (:id, :round, :person_id, :route_id)
           ON CONFLICT (run_id, round, person_id) DO UPDATE SET route_id = excluded.route_id""",
        [{"id": id, "round": round, "person_id": person, "route_id": route} for person, route in offers.items()],
    )


def offers(tx: Transaction, id: int, round: int) -> dict[int, str]:
    """person id -> what became of their offer in a round: the status of the route."""
    rows = tx.all(
        """SELECT o.person_id, r.status FROM dispatch_run_offers o JOIN work_order_routes r ON r.id = o.route_id
           WHERE o.run_id = :id AND o.round = :round""",
        id=id,
        round=round,
    )
    return {row["person_id"]: row["status"] for row in rows}


def _let_go(tx: Transaction, id: int) -> None:
    tx.run("UPDATE dispatch_run_orders SET running = 0 WHERE run_id = :id", id=id)
