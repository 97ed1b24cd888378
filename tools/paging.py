"""Pages of a list: limit and cursor in, rows and the next cursor out."""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from store.database import Row, Transaction
from store.installation_key import InstallationKey
from store.rows import COUNT_UP_TO, Key, Order, count_of, page_of
from tools.errors import Invalid
from tools.rules.sentences import worded

DEFAULT_LIMIT = 20
MAX_LIMIT = 100
# Bytes of a cursor's seal: nobody makes one by trying.
SEAL = 12


@dataclass(slots=True)
class Page:
    """The part of a list that was asked for. `digest` ties a cursor to the operation and filters it came from; it is
    sealed with `seal`, the installation's key, so that the values inside are ones this hall put there.

    A page without a key begins at the start and names no next one. fields: what the caller wants of each item, for lists
    whose items have more than they show."""

    limit: int = DEFAULT_LIMIT
    cursor: str | None = None
    digest: str = ""
    seal: InstallationKey | None = None
    fields: Sequence[str] = ()
    total_capped: bool = field(default=False, init=False)

    def rows(
        self, tx: Transaction, sql: str, params: dict[str, Any], order: Order
    ) -> tuple[list[Row], str | None, int]:
        """Rows of this page, the next cursor (None on the last page), and the total counted up to 1000."""
        rows, key = page_of(tx, sql, params, order, self.limit, self.key(len(order), nullable_places(order)))
        if self.cursor is None and key is None:
            return rows, None, len(rows)
        return rows, self.next_cursor(key), self.count(tx, sql, params)

    def count(self, tx: Transaction, sql: str, params: dict[str, Any]) -> int:
        total = count_of(tx, sql, params)
        self.total_capped = total >= COUNT_UP_TO
        return total

    def key(self, length: int, nullable: Collection[int] = ()) -> Key | None:
        """Where the page before ended; Invalid when the cursor is not one of this list's.

        nullable: the places whose value may be missing."""
        if self.cursor is None:
            return None
        key = self._opened(self.cursor)
        if (
            not isinstance(key, list)
            or len(key) != length
            or not all(_fits(it, key[it], nullable) for it in range(length))
        ):
            raise Invalid(
                {"cursor": worded("is not a cursor of this list with these filters; leave it out to start again")}
            )
        return list(key)

    def _opened(self, cursor: str) -> object:
        """What a cursor holds; None when it was not sealed here for this list."""
        try:
            sealed = base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4))
            text = sealed[SEAL:].decode()
            whole = hmac.compare_digest(self._sealed(text), sealed)
            return json.loads(text) if whole else None
        except (binascii.Error, ValueError, RecursionError):
            return None

    def next_cursor(self, key: Key | None) -> str | None:
        """The cursor after a row with this key."""
        if key is None or self.seal is None:
            return None
        text = json.dumps(key, separators=(",", ":"))
        return base64.urlsafe_b64encode(self._sealed(text)).decode().rstrip("=")

    def _sealed(self, text: str) -> bytes:
        if self.seal is None:
            raise ValueError(worded("nothing to seal with"))
        mark = hmac.digest(self.seal.derived("cursor"), f"{self.digest}{text}".encode(), "sha256")
        return mark[:SEAL] + text.encode()

    def slice(self, items: list[Any]) -> tuple[list[Any], str | None, int]:
        """A page of a list that was computed whole, keyed by position."""
        key = self.key(1)
        start = int(key[0]) if key and isinstance(key[0], int) and key[0] >= 0 else 0
        end = start + self.limit
        return items[start:end], self.next_cursor([end] if end < len(items) else None), len(items)


def nullable_places(order: Order) -> list[int]:
    """Which values of a key may be missing."""
    return [index for index, term in enumerate(order) if "nullable" in term]


def _fits(place: int, value: object, nullable: Collection[int]) -> bool:
    if value is None:
        return place in nullable
    if isinstance(value, int):
        return not isinstance(value, bool) and abs(value) < 2**63
    return isinstance(value, str)
