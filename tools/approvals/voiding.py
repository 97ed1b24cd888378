"""Requests on a record that has ended: void in the transaction that ended it, and whoever asked is told."""

from __future__ import annotations

from store.approvals import requests
from store.database import Row
from store.types import Shortfall
from tools.approvals.ends import end
from tools.approvals.requesting import asks_over_caps, sealed_of
from tools.approvals.rules.over import base_of, has_ended
from tools.call import Call
from tools.desk import OtherThanAgreed
from tools.errors import Refusal


def void_of_ended(call: Call, ends: bool = False) -> None:
    """End what waits on records that may be over now, if it could no longer be carried out. ends: what the call asked about
    is itself an end."""
    if call.dry_run or call.desk is None:
        return
    records = {f"{noun}:{id}" for noun, id in call.perhaps_over}
    if ends and call.about is not None:
        records.add(base_of(call.about.record))
    if not records:
        return
    for row in requests.waiting_on(call.tx, sorted(records)):
        why = _why_never(call, row)
        if why is not None:
            end(call, row, "void", decided_at=call.stamp, last_error=why[:1000])


def _why_never(call: Call, row: Row) -> str | None:
    """What the operation would say, of an act that can never be carried out again: its own refusal tells, as it does to
    whoever approves."""
    assert call.desk is not None, call.tool
    try:
        call.desk.look(call, sealed_of(call, row), asks_over_caps(call, row))
    except Refusal as refusal:
        return refusal.message if has_ended(refusal.status, refusal.state) else None
    except (Shortfall, OtherThanAgreed):
        pass
    return None
