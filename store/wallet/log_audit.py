"""Proves the log: every hash recomputed from what its line says and the hash before, and held against the signed heads.

All of it is read once, a page at a time, so that a long log takes no more memory than a short one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from store.database import Row, Transaction
from store.log_chain import LOGS, TRANSFERS, Log, link
from store.wallet.log_heads import PAGE, Head, Range, all_heads, lanes, ranges_of
from store.wallet.log_tree import Tree
from store.wallet.proof_check import Wrong, signed


@dataclass(slots=True)
class _Lane:
    """How far a lane was read."""

    log: Log
    lane: int
    place: int = 0
    hash: str = ""
    id: int = 0

    @property
    def name(self) -> str:
        return f"lane {self.lane} of the {self.log.name}s"


@dataclass(slots=True)
class LogProof:
    """Reads the log once; afterwards how much of it stands under a head."""

    tx: Transaction
    # The public keys that may have signed a head, in hex; none: each head's own is taken for right.
    keys: frozenset[str] = frozenset()
    signed: int = 0
    unsigned: int = 0
    heads: int = 0
    newest: Head | None = None
    _lanes: dict[tuple[str, int], _Lane] = field(default_factory=dict)

    def faults(self, kept: Iterable[Head] = ()) -> Iterator[str]:
        """One sentence for each line or head that is not what it was. kept: heads that were put aside before."""
        yield from self._bare()
        self._lanes = {(log.name, lane): _Lane(log, lane) for log, lane in lanes(self.tx)}
        for head in all_heads(self.tx):
            yield from self._head(head)
        for lane in self._lanes.values():
            yield from self._rest(lane)
        yield from self._kept(kept)

    def _bare(self) -> Iterator[str]:
        for log in LOGS.values():
            bare = self.tx.one(
                f"SELECT count(*) AS lines, min(id) AS first FROM {log.table} WHERE lane IS NULL OR place IS NULL OR hash IS NULL"
            )
            if bare is not None and bare["lines"]:
                yield f"{bare['lines']} {log.name}s are not in the chain, such as {bare['first']}"

    def _head(self, head: Head) -> Iterator[str]:
        self.heads += 1
        previous = self.newest.digest if self.newest else ""
        number, self.newest = self.newest.number + 1 if self.newest else 1, head
        try:
            said, ranges = self._signed(head), ranges_of(head)
            logs = [LOGS[one.log] for one in ranges]
        except (Wrong, ValueError, KeyError, TypeError) as wrong:
            yield str(wrong) if isinstance(wrong, Wrong) else f"Head {head.number} cannot be read."
            return
        if head.number != number or said["previous"] != previous:
            yield f"Head {head.number} does not follow from the one before it"
        tree = Tree()
        for one, log in zip(ranges, logs, strict=True):
            yield from self._range(head, one, self._lanes.setdefault((one.log, one.lane), _Lane(log, one.lane)), tree)
        if (tree.lines, tree.root()) != (said["lines"], said["root"]):
            yield f"Head {head.number} of {said['at']} was signed over other lines than are here now"
        self.signed += tree.lines

    def _signed(self, head: Head) -> dict[str, Any]:
        if self.keys and head.public_key not in self.keys:
            raise Wrong(f"Head {head.number} is signed with another key, {head.public_key}.")
        return signed({"number": head.number, "text": head.text, "signature": head.signature}, head.public_key)

    def _range(self, head: Head, one: Range, lane: _Lane, tree: Tree) -> Iterator[str]:
        """Whether a head's lines of one lane are there, in their chain, and end as was signed."""
        if lane.place != one.first - 1:
            yield f"Head {head.number} begins at place {one.first} of {lane.name}, and {lane.place} was the last before"
        for sentence, hash in self._lines(lane, one.last):
            if sentence is not None:
                yield sentence
            tree.add(hash)
        if (lane.place, lane.hash) != (one.last, one.hash):
            yield f"Head {head.number} of {lane.name} was signed up to place {one.last}, which is gone or another one now"

    def _rest(self, lane: _Lane) -> Iterator[str]:
        """What was added since the newest head."""
        for sentence, _ in self._lines(lane, None):
            self.unsigned += 1
            if sentence is not None:
                yield sentence

    def _lines(self, lane: _Lane, last: int | None) -> Iterator[tuple[str | None, str]]:
        """The hash of each further line of a lane up to a place, with what is wrong about it."""
        while page := self._page(lane, last):
            for row in page:
                fault = _fault(lane, row)
                lane.place, lane.hash = row["place"], row["hash"]
                lane.id = row["id"] if lane.log is TRANSFERS else 0
                yield fault, lane.hash

    def _page(self, lane: _Lane, last: int | None) -> list[Row]:
        up_to = "" if last is None else "AND place <= :last"
        return self.tx.all(
            f"""SELECT {", ".join(dict.fromkeys(("id", *lane.log.columns, "lane", "place", "hash")))} FROM {lane.log.table}
                WHERE lane = :lane AND place > :place {up_to} AND hash IS NOT NULL ORDER BY place LIMIT :page""",
            lane=lane.lane,
            place=lane.place,
            page=PAGE,
            **({} if last is None else {"last": last}),
        )

    def _kept(self, kept: Iterable[Head]) -> Iterator[str]:
        for head in kept:
            row = self.tx.one("SELECT text FROM log_heads WHERE number = :number", number=head.number)
            if row is None or row["text"] != head.text:
                yield f"Head {head.number} that was kept is {'gone' if row is None else 'another one here'}"


def _fault(lane: _Lane, row: Row) -> str | None:
    name = f"{lane.log.name} {row['id']}"
    if row["place"] != lane.place + 1:
        return f"{name} is at place {row['place']} of {lane.name}, after {lane.place}: lines are missing or were moved"
    if link(lane.log, lane.hash, dict(row)) != row["hash"]:
        return f"{name} does not say what it was hashed as"
    if lane.log is TRANSFERS and row["id"] <= lane.id:
        return f"{name} stands after transfer {lane.id}"
    return None


def read_heads(text: str) -> list[Head]:
    """Heads as they were put aside: one a line, as JSON. ValueError or TypeError when a line is none."""
    heads = [Head(**json.loads(line)) for line in text.splitlines() if line.strip()]
    for head in heads:
        if not isinstance(head.number, int) or not all(isinstance(said, str) for said in (head.text, head.signature)):
            raise TypeError(f"{head.number!r} is the number of no head")
    return heads
