"""The log is a chain: each line of it carries a hash over what it says and over the hash of the line before.

A line belongs to the lane of the writer that wrote it, so that no two writers have to wait for each other; within a lane the
places have no gaps. docs/ledger-proofs.md says how a line is written for its hash, so that others can do it too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from operator import itemgetter
from typing import Any

from store.database import Transaction

_quoted = json.encoder.encode_basestring_ascii


class Log:
    """A table whose lines are chained. codes: the columns that a hash covers, in this order; words: those of free text, after
    them."""

    def __init__(self, name: str, table: str, codes: str, words: str = "") -> None:
        self.name, self.table = name, table
        self.columns = (*codes.split(), *words.split())
        # Reads the last line of a lane.
        self.tail = f"SELECT place, hash FROM {table} WHERE lane = :lane ORDER BY place DESC LIMIT 1"
        # A line as it is hashed: one value a line, so nothing but free text, which is quoted, may hold the end of one.
        self._form = "\n".join([name, *["%s"] * (3 + len(self.columns))])
        self._codes, self._words = itemgetter(*codes.split()), words.split()

    def written(self, previous: str, line: Mapping[str, Any]) -> str:
        """A line as it is hashed."""
        said = (previous, line["lane"], line["place"], *self._codes(line))
        return self._form % (
            said + tuple([None if line[name] is None else _quoted(line[name]) for name in self._words])
        )


# The balances after a transfer are not in it: they follow from the transfers, and whoever shows one shows no balance.
TRANSFERS = Log(
    "transfer",
    "ledger_transfers",
    "debit_account_id credit_account_id amount currency kind record_type record_id hold_id call_id caller_type caller_id tool"
    " created_at",
    words="note external_reference",
)
CALLS = Log(
    "call",
    "calls",
    "id at caller_type caller_id company_id payer_type payer_id tool access price_class free_view waived usd_micros currency"
    " amount transfer_id arguments_digest",
)
LOGS = {log.name: log for log in (CALLS, TRANSFERS)}


# The place and the hash of the last line of a lane: 0 and nothing before the first.
End = tuple[int, str]


def chained(tx: Transaction, log: Log, values: dict[str, Any], end: End | None = None) -> dict[str, Any]:
    """A line with its lane, place and hash, to be inserted at the end of this writer's lane before anything else is. values:
    of all columns of the log, and others of the table. end: where it has just been found to end."""
    known = tx.ends if tx.ends is not None else {}
    place, previous = end or known.get(log.table) or end_of(tx, log)
    line = {**values, "lane": tx.lane, "place": place + 1}
    line["hash"] = link(log, previous, line)
    known[log.table] = (line["place"], line["hash"])
    return line


def end_of(tx: Transaction, log: Log) -> End:
    """Where this writer's lane ends now."""
    last = tx.one(log.tail, lane=tx.lane)
    return (last["place"], last["hash"]) if last is not None else (0, "")


def link(log: Log, previous: str, line: Mapping[str, Any]) -> str:
    """The hash of a line: SHA-256 in hex. line: also with its lane and place; previous: the hash before, empty at the first."""
    return sha256(log.written(previous, line).encode(errors="surrogatepass")).hexdigest()


def transfer_link(*values: Any) -> str:
    """The hash of a transfer in lane 0 from the hash before, the place, and the values of its columns: for SQL."""
    return _linked(TRANSFERS, values)


def call_link(*values: Any) -> str:
    """The same of a line of the call log."""
    return _linked(CALLS, values)


def _linked(log: Log, values: tuple[Any, ...]) -> str:
    return link(log, values[0], {"lane": 0, **dict(zip(("place", *log.columns), values[1:], strict=True))})
