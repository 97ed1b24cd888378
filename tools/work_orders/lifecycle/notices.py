"""Who is told of what happens in a work order's life."""

from __future__ import annotations

from collections.abc import Sequence

from store.database import Row
from tools.call import Call
from tools.work_orders.access import tell


def tell_withdrawn(call: Call, person_ids: Sequence[int | None], row: Row, message: str | None) -> None:
    """Tell people that the company took an order back; message: in its own words."""
    text = f"{row['company_name']} has withdrawn work order {row['id']} '{row['title']}'."
    tell(call, person_ids, row, f"{text} {message}" if message else text)
