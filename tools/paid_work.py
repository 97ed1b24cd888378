"""Telling the reviews that paid work ended: each kind of work says so where it ends, and knows nothing of what follows."""

from __future__ import annotations

from typing import Literal

from store.telling import paid_work
from store.types import Money, Owner
from tools.call import Call
from tools.text import one_line

WorkKind = Literal["task", "booking", "work_order", "contract"]
LONGEST_TITLE = 200


def note_paid_work(
    call: Call, kind: WorkKind, work_id: int, title: str, client: Owner, worker: Owner, paid: Money
) -> None:
    """Work ended now, and so much was paid for it: from now on its two sides may review each other.

    Work without pay is none of it, nor is what a company does. The first time counts."""
    if paid.amount > 0 and worker.kind in ("person", "agent") and client != worker:
        paid_work.note(call.tx, kind, work_id, one_line(title)[:LONGEST_TITLE], client, worker, paid, call.now)


def note_paid_back(call: Call, kind: WorkKind, work_id: int) -> None:
    """All that was paid for work went back."""
    paid_work.note_reversed(call.tx, kind, work_id, call.now)
