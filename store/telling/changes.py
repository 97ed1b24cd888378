"""The feed of changes as rows: appended in the order of the commits, one a record and call."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.types import utc_text


def add_change(
    tx: Transaction,
    type: str,
    record: tuple[str, int],
    company_id: int | None,
    by: tuple[str, int, str],
    on_behalf_of: str | None,
    call_id: str,
    data: Mapping[str, Any],
    now: datetime,
) -> int:
    """Append what happened to a record; its position. Of a call's several changes of a record the first stands, with the
    data of all."""
    content = json.dumps(data, ensure_ascii=False)
    written = tx.one(
        _ADD,
        at=utc_text(now),
        type=type,
        record_type=record[0],
        record_id=record[1],
        company_id=company_id,
        performed_by_type=by[0],
        performed_by_id=by[1],
        performed_by_name=by[2],
        on_behalf_of=on_behalf_of,
        call_id=call_id,
        data=content,
    )
    if written is None:
        return _add_data(tx, record, call_id, data)
    if written["told"]:
        _name_in_notices(tx, written["id"], record, call_id)
    return int(written["id"])


# Most calls have told nobody of a record before it stands in the feed.
_ADD = """
    INSERT INTO changes (at, type, record_type, record_id, company_id, performed_by_type, performed_by_id,
                         performed_by_name, on_behalf_of, call_id, data)
    VALUES (:at, :type, :record_type, :record_id, :company_id, :performed_by_type, :performed_by_id,
            :performed_by_name, :on_behalf_of, :call_id, :data)
    ON CONFLICT (call_id, record_type, record_id) DO NOTHING
    RETURNING id, EXISTS (SELECT 1 FROM notices n WHERE n.call_id = :call_id AND n.record_type = :record_type
                          AND n.record_id = :record_id) AS told
"""


def _add_data(tx: Transaction, record: tuple[str, int], call_id: str, data: Mapping[str, Any]) -> int:
    """Add to what the call has said of the record already."""
    known = tx.one(
        "SELECT id, data FROM changes WHERE call_id = :call AND record_type = :type AND record_id = :id",
        call=call_id,
        type=record[0],
        id=record[1],
    )
    if known is None:
        raise AssertionError("a change that stood in the way is there")
    tx.change("changes", known["id"], data=json.dumps({**json.loads(known["data"]), **data}, ensure_ascii=False))
    return int(known["id"])


def _name_in_notices(tx: Transaction, id: int, record: tuple[str, int], call_id: str) -> None:
    """Name a change in what this call has told of the record already, callbacks that wait included."""
    tx.run(
        """UPDATE notices SET change_id = :change
           WHERE call_id = :call AND record_type = :type AND record_id = :id AND change_id IS NULL""",
        change=id,
        call=call_id,
        type=record[0],
        id=record[1],
    )
    for row in _waiting_callbacks(tx, id, record):
        body = json.loads(row["content"])
        body["data"]["change_id"] = id
        content = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        tx.change("notice_deliveries", row["id"], content=content)


def _waiting_callbacks(tx: Transaction, change_id: int, record: tuple[str, int]) -> list[Row]:
    return tx.all(
        """SELECT d.id, d.content FROM notice_deliveries d JOIN notices n ON n.id = d.notice_id
           WHERE n.record_type = :type AND n.record_id = :id AND n.change_id = :change
             AND d.channel = 'callback' AND d.status = 'waiting'""",
        change=change_id,
        type=record[0],
        id=record[1],
    )
