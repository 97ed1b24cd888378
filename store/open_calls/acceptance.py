"""What is written when an applicant of an open call is taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from store.database import Transaction
from store.types import Owner


def accept(
    tx: Transaction, application_id: int, agreed_price: int, result: tuple[str, int], by: Owner, stamp: str
) -> bool:
    """An application became a task or work order; False when it is not to be decided any more."""
    taken = tx.run(
        """UPDATE open_call_applications
           SET status = 'accepted', shortlist_rank = NULL, send_again_by = NULL, agreed_price = :price,
               result_type = :type, result_id = :result, decided_at = :stamp, decided_by_type = :by_type,
               decided_by_id = :by_id
           WHERE id = :id AND status IN ('pending', 'shortlisted')""",
        id=application_id,
        price=agreed_price,
        type=result[0],
        result=result[1],
        stamp=stamp,
        by_type=by.kind,
        by_id=by.id,
    )
    return taken == 1


def add_done_items(
    tx: Transaction,
    call_id: int,
    record: tuple[str, int],
    items: Sequence[Mapping[str, Any]],
    latitude: float | None,
    longitude: float | None,
) -> None:
    """The definition of done goes along with the work; later changes of the call do not reach it."""
    for position, item in enumerate(items, start=1):
        tx.insert(
            "done_items",
            open_call_id=call_id,
            record_type=record[0],
            record_id=record[1],
            position=position,
            key=item["key"],
            text=item["text"],
            evidence=item["evidence"],
            required=int(item.get("required", True)),
            count=item.get("count", 1),
            within_m=item.get("within_m", 200),
            latitude=latitude,
            longitude=longitude,
        )
