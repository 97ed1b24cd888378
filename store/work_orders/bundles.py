"""Bundles: work orders one provider takes together. Outside, a bundle is called BND-<id>."""

from __future__ import annotations

from collections.abc import Sequence

from store.database import Row, Transaction
from store.types import Owner

PREFIX = "BND-"


def code(id: int) -> str:
    return f"{PREFIX}{id}"


def id_of(code: str) -> int | None:
    """The number in a bundle's public id; None when it is not one."""
    number = code.strip().upper().removeprefix(PREFIX)
    return int(number) if number.isdecimal() and len(number) < 16 else None


def insert(tx: Transaction, company_id: int, by: Owner, stamp: str) -> int:
    return tx.insert(
        "work_order_bundles", company_id=company_id, created_by_type=by.kind, created_by_id=by.id, created_at=stamp
    )


def find_for_company(tx: Transaction, company_id: int, id: int) -> Row | None:
    """A bundle of this company that was not dissolved."""
    return tx.one(
        "SELECT * FROM work_order_bundles WHERE id = :id AND company_id = :company_id AND dissolved_at IS NULL",
        id=id,
        company_id=company_id,
    )


def bundle_of(tx: Transaction, order_id: int) -> int | None:
    """The bundle an order is in."""
    id: int | None = tx.value("SELECT bundle_id FROM work_order_bundle_members WHERE work_order_id = :id", id=order_id)
    return id


def members(tx: Transaction, bundle_id: int) -> list[int]:
    """The orders of a bundle in its order."""
    rows = tx.all(
        "SELECT work_order_id FROM work_order_bundle_members WHERE bundle_id = :id ORDER BY position, work_order_id",
        id=bundle_id,
    )
    return [row["work_order_id"] for row in rows]


def together(tx: Transaction, order_id: int) -> list[int]:
    """All orders that are acted on when this one is: its bundle's, or itself alone."""
    bundle_id = bundle_of(tx, order_id)
    return members(tx, bundle_id) if bundle_id is not None else [order_id]


def add(tx: Transaction, bundle_id: int, order_ids: Sequence[int]) -> None:
    """Append orders to a bundle in the order given."""
    start = tx.value(
        "SELECT coalesce(max(position), 0) FROM work_order_bundle_members WHERE bundle_id = :id", id=bundle_id
    )
    tx.many(
        """INSERT INTO work_order_bundle_members (work_order_id, bundle_id, position)
           VALUES (:order_id, :bundle_id, :position)""",
        [
            {"order_id": order_id, "bundle_id": bundle_id, "position": start + offset}
            for offset, order_id in enumerate(order_ids, start=1)
        ],
    )


def leave(tx: Transaction, order_ids: Sequence[int], stamp: str) -> list[int]:
    """Take orders out of their bundle; a bundle left with one or none is dissolved. The dissolved bundles' ids."""
    bundles = {bundle for bundle in (bundle_of(tx, id) for id in order_ids) if bundle is not None}
    for order_id in order_ids:
        tx.run("DELETE FROM work_order_bundle_members WHERE work_order_id = :id", id=order_id)
    dissolved = [bundle for bundle in sorted(bundles) if len(members(tx, bundle)) < 2]
    for bundle in dissolved:
        tx.run("DELETE FROM work_order_bundle_members WHERE bundle_id = :id", id=bundle)
        tx.change("work_order_bundles", bundle, dissolved_at=stamp)
    return dissolved
