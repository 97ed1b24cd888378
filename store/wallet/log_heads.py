"""Heads of the log: what was added to it since the head before, under one root, signed with a key outside of the database.

Whoever rewrites lines under a head would have to sign it again. A head names ranges of lanes, whose places are given one
after another and only once they are committed, so it does not matter who writes meanwhile."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from store.database import Row, Transaction
from store.installation_key import InstallationKey
from store.log_chain import LOGS, Log
from store.types import utc_text
from store.wallet.log_tree import Tree

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

HEAD = "hiringhall log head 1"
# More lines are put under several heads: to show one of a head, all of it is read.
MOST_LINES = 1 << 20
PAGE = 1000


class Range(NamedTuple):
    """Lines of one lane from place to place, and the hash that the last of them carries."""

    log: str
    lane: int
    first: int
    last: int
    hash: str

    @property
    def lines(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Head:
    """A head as it is kept."""

    number: int
    text: str
    public_key: str
    signature: str

    @property
    def digest(self) -> str:
        return sha256(self.text.encode()).hexdigest()


class Draft(NamedTuple):
    """What the next head will be over."""

    number: int
    previous: str
    ranges: list[Range]


def newest_head(tx: Transaction) -> Head | None:
    row = tx.one(f"{_HEADS} ORDER BY number DESC LIMIT 1")
    return _head(row) if row is not None else None


def heads_after(tx: Transaction, number: int) -> list[Head]:
    """A page of heads, in order."""
    rows = tx.all(f"{_HEADS} WHERE number > :number ORDER BY number LIMIT :page", number=number, page=PAGE)
    return [_head(row) for row in rows]


def all_heads(tx: Transaction) -> Iterator[Head]:
    """In order, a page at a time."""
    number = 0
    while page := heads_after(tx, number):
        yield from page
        number = page[-1].number


def head_of(tx: Transaction, log: Log, lane: int, place: int) -> Head | None:
    """The head that a line is under; None when none was signed since."""
    number = tx.value(
        "SELECT head FROM log_head_ranges WHERE log = :log AND lane = :lane AND last >= :place ORDER BY last LIMIT 1",
        log=log.name,
        lane=lane,
        place=place,
    )
    row = None if number is None else tx.one(f"{_HEADS} WHERE number = :number", number=number)
    return _head(row) if row is not None else None


def signed_at(head: Head) -> str:
    """When, as it says itself."""
    return str(json.loads(head.text)["at"])


def ranges_of(head: Head) -> list[Range]:
    return [Range(*one) for one in json.loads(head.text)["ranges"]]


def draft(tx: Transaction) -> Draft:
    """What was added since the newest head, at most MOST_LINES of it; without ranges when nothing was."""
    newest, ranges, left = newest_head(tx), [], MOST_LINES
    for log, lane in lanes(tx):
        first = _covered(tx, log, lane) + 1
        last = min(_last(tx, log, lane), first + left - 1)
        if last >= first:
            ranges.append(Range(log.name, lane, first, last, str(_hash_at(tx, log, lane, last))))
            left -= last - first + 1
    return Draft(newest.number + 1 if newest else 1, newest.digest if newest else "", ranges)


def lanes(tx: Transaction) -> Iterator[tuple[Log, int]]:
    """All lanes that anything was written in. Each is sought by the index: reading all of it would take long."""
    for log in LOGS.values():
        lane = tx.value(f"SELECT min(lane) FROM {log.table}")
        while lane is not None:
            yield log, lane
            lane = tx.value(f"SELECT min(lane) FROM {log.table} WHERE lane > :lane", lane=lane)


def hashes(tx: Transaction, range: Range, after: int) -> list[Row]:
    """A page of the lines of a range after a place: place and hash."""
    return tx.all(
        f"""SELECT place, hash FROM {LOGS[range.log].table}
            WHERE lane = :lane AND place > :after AND place <= :last ORDER BY place LIMIT :page""",
        lane=range.lane,
        after=after,
        last=range.last,
        page=PAGE,
    )


def under(tx: Transaction, head: Head) -> Iterator[str]:
    """The hashes of all lines under a head, in its order."""
    for range in ranges_of(head):
        after = range.first - 1
        while page := hashes(tx, range, after):
            yield from (row["hash"] for row in page)
            after = page[-1]["place"]


def keep_head(tx: Transaction, key: InstallationKey, made: Draft, tree: Tree, now: datetime) -> bool:
    """Sign the head of a draft and keep it; False when another server was faster, or the log is another one by now: a database
    server that was killed may have lost the lines that were read, and gives their places to others."""
    newest = newest_head(tx)
    if made.number != (newest.number + 1 if newest else 1) or not all(_stands(tx, one) for one in made.ranges):
        return False
    text = _text(made, tree, now)
    private = signing_key(key)
    signed = tx.run(
        """INSERT INTO log_heads (number, text, public_key, signature) VALUES (:number, :text, :public_key, :signature)
           ON CONFLICT (number) DO NOTHING""",
        number=made.number,
        text=text,
        public_key=_public_text(private),
        signature=private.sign(text.encode()).hex(),
    )
    if not signed:
        return False
    for one in made.ranges:
        tx.run(
            "INSERT INTO log_head_ranges (log, lane, last, head) VALUES (:log, :lane, :last, :head)",
            log=one.log,
            lane=one.lane,
            last=one.last,
            head=made.number,
        )
    return True


def _stands(tx: Transaction, range: Range) -> bool:
    """Whether the last line of a range is the one that was read; then those before it are, since each follows from it."""
    return range.hash == _hash_at(tx, LOGS[range.log], range.lane, range.last)


def _hash_at(tx: Transaction, log: Log, lane: int, place: int) -> str | None:
    found: str | None = tx.value(
        f"SELECT hash FROM {log.table} WHERE lane = :lane AND place = :place", lane=lane, place=place
    )
    return found


def signing_key(key: InstallationKey) -> Ed25519PrivateKey:
    """The key that heads are signed with."""
    # Imported here: a start should not pay for the library.
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(key.derived("log heads"))


def public_key(key: InstallationKey) -> str:
    """What others check heads with, in hex."""
    return _public_text(signing_key(key))


def _public_text(private: Ed25519PrivateKey) -> str:
    return private.public_key().public_bytes_raw().hex()


def _text(made: Draft, tree: Tree, now: datetime) -> str:
    said: dict[str, Any] = {
        "head": HEAD,
        "number": made.number,
        "at": utc_text(now),
        "previous": made.previous,
        "ranges": made.ranges,
        "lines": tree.lines,
        "root": tree.root(),
    }
    return json.dumps(said, separators=(",", ":"))


def _covered(tx: Transaction, log: Log, lane: int) -> int:
    last = tx.value("SELECT max(last) FROM log_head_ranges WHERE log = :log AND lane = :lane", log=log.name, lane=lane)
    return last or 0


def _last(tx: Transaction, log: Log, lane: int) -> int:
    return int(tx.value(f"SELECT max(place) FROM {log.table} WHERE lane = :lane", lane=lane))


_HEADS = "SELECT number, text, public_key, signature FROM log_heads"


def _head(row: Row) -> Head:
    return Head(row["number"], row["text"], row["public_key"], row["signature"])
