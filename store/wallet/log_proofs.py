"""Writes a proof that a call and its transfers stand in the log, to be checked without the database (proof_check.py)."""

from __future__ import annotations

from typing import Any

from store.database import Row, Transaction
from store.log_chain import CALLS, TRANSFERS, Log
from store.wallet.log_heads import Head, head_of, ranges_of, under
from store.wallet.log_tree import path
from store.wallet.proof_check import PROOF


class NotSigned(LookupError):
    """No head was signed since the call."""


def proof_of(tx: Transaction, call_id: str) -> dict[str, Any] | None:
    """The proof of a call; None when there is none of that id, NotSigned when it is newer than the newest head."""
    call = _one(tx, CALLS, "id = :call_id", call_id)
    if call is None:
        return None
    lines = [(CALLS, call), *((TRANSFERS, row) for row in _all(tx, TRANSFERS, "call_id = :call_id", call_id))]
    heads: dict[int, Head] = {}
    shown = []
    for log, line in lines:
        head = head_of(tx, log, line["lane"], line["place"])
        if head is None:
            raise NotSigned(call_id)
        heads[head.number] = head
        shown.append(_shown(tx, log, line, head))
    return {
        "proof": PROOF,
        "call": call_id,
        "lines": shown,
        "heads": [
            {"number": head.number, "text": head.text, "signature": head.signature, "public_key": head.public_key}
            for head in heads.values()
        ],
    }


def _shown(tx: Transaction, log: Log, line: Row, head: Head) -> dict[str, Any]:
    previous = tx.value(
        f"SELECT hash FROM {log.table} WHERE lane = :lane AND place = :place",
        lane=line["lane"],
        place=line["place"] - 1,
    )
    index = 0
    for one in ranges_of(head):
        if (one.log, one.lane) == (log.name, line["lane"]):
            index += line["place"] - one.first
            break
        index += one.lines
    return {
        "log": log.name,
        "head": head.number,
        "previous": previous or "",
        "line": {name: line[name] for name in ("lane", "place", *log.columns)},
        "path": path(under(tx, head), sum(one.lines for one in ranges_of(head)), index),
    }


def _one(tx: Transaction, log: Log, where: str, call_id: str) -> Row | None:
    return next(iter(_all(tx, log, where, call_id)), None)


def _all(tx: Transaction, log: Log, where: str, call_id: str) -> list[Row]:
    return tx.all(
        f"SELECT {', '.join(('lane', 'place', *log.columns))} FROM {log.table} WHERE {where}", call_id=call_id
    )
