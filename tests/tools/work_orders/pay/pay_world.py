"""Orders with claims on their pay, for tests of what becomes of them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.work_orders.field_work import row, time_log, write

STAMP = "2026-03-02T09:00:00.000Z"


async def refusal(call: Any) -> Refused:
    with pytest.raises(Refused) as no:
        await call
    return no.value


def receipt(hall: Hall, order_id: int, owner: TestCaller) -> int:
    """A file uploaded to an order; its id."""
    file = write(
        hall,
        """INSERT INTO files (owner_type, owner_id, kind, name, mime_type, size_bytes, sha256, created_at)
           VALUES (?, ?, 'document', 'receipt.pdf', 'application/pdf', 12, 'x', ?)""",
        owner.kind,
        owner.id,
        STAMP,
    )
    folder = hall.sql("SELECT min(id) FROM work_order_folders WHERE work_order_id = ?", order_id)[0][0]
    return row(
        hall, "work_order_attachments", order_id, folder_id=folder, file_id=file, name="receipt.pdf", status="pending",
        author_type=owner.kind, author_id=owner.id, created_at=STAMP,
    )  # fmt: skip


def visits(hall: Hall, order_id: int, person: TestCaller, *hours: str, **more: Any) -> None:
    """Closed time logs of so many hours, one after the other."""
    for each in hours:
        time_log(hall, order_id, person, hall.clock.now, each, **more)
        hall.clock.advance(hours=float(each) + 1)


def stored(hall: Hall, table: str, columns: str) -> list[tuple[Any, ...]]:
    return hall.sql(f"SELECT {columns} FROM {table} ORDER BY id")


def sum_of(hall: Hall, currency: str = "USD") -> int:
    """All that is in the books of a currency: nothing is made or lost, so 0."""
    return int(hall.sql("SELECT coalesce(sum(balance), 0) FROM ledger_accounts WHERE currency = ?", currency)[0][0])
