"""Requests that nobody answered in time: declined, passed on or expired, never approved."""

from __future__ import annotations

from store.approvals import requests
from store.database import Row
from tools.approvals.ends import current
from tools.call import Call
from tools.one_by_one import one_by_one
from tools.operation import scheduled


@scheduled(every=60)
def move_due_requests(call: Call) -> int:
    """Apply the steps that are over."""
    return one_by_one(call, requests.due_requests(call.tx, call.stamp, 200), _move)


def _move(call: Call, row: Row) -> None:
    current(call, row)
