"""Pages of a list: limit and cursor in, rows and the next cursor out."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass, field
from typing import Any

from store.database import Row, Transaction
from store.rows import COUNT_UP_TO, Key, Order, count_of, page_of
from tools.errors import Invalid

DEFAULT_LIMIT = 20
MAX_LIMIT = 100


@dataclass(slots=True)
class Page:
    """The part of a list that was asked for. `digest` ties a cursor to the operation and filters it came from."""

    limit: int = DEFAULT_LIMIT
    cursor: str | None = None
    digest: str = ""
    total_capped: bool = field(default=False, init=False)

    def rows(
        self, tx: Transaction, sql: str, params: dict[str, Any], order: Order
    ) -> tuple[list[Row], str | None, int]:
        """Rows of this page, the next cursor (None on the last page), and the total counted up to 1000."""
        rows, key = page_of(tx, sql, params, order, self.limit, self.key(len(order)))
        if self.cursor is None and key is None:
            return rows, None, len(rows)
        return rows, self.next_cursor(key), self.count(tx, sql, params)

    def count(self, tx: Transaction, sql: str, params: dict[str, Any]) -> int:
        total = count_of(tx, sql, params)
        self.total_capped = total >= COUNT_UP_TO
        return total

    def key(self, length: int) -> Key | None:
        """Where the page before ended; Invalid when the cursor is not one of this list's."""
        if self.cursor is None:
            return None
        try:
            digest, key = json.loads(base64.urlsafe_b64decode(self.cursor.encode() + b"=="))
        except (binascii.Error, ValueError, TypeError, UnicodeError, RecursionError):
            digest, key = None, None
        fits = isinstance(key, list) and len(key) == length and all(_is_key_value(value) for value in key)
        if digest != self.digest or not fits:
            raise Invalid({"cursor": "is not a cursor of this list with these filters; leave it out to start again"})
        return list(key)

    def next_cursor(self, key: Key | None) -> str | None:
        """The cursor after a row with this key."""
        if key is None:
            return None
        text = json.dumps([self.digest, key], separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def slice(self, items: list[Any]) -> tuple[list[Any], str | None, int]:
        """A page of a list that was computed whole, keyed by position."""
        key = self.key(1)
        start = int(key[0]) if key and isinstance(key[0], int) and key[0] >= 0 else 0
        end = start + self.limit
        return items[start:end], self.next_cursor([end] if end < len(items) else None), len(items)


def _is_key_value(value: object) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, int):
        return abs(value) < 2**63
    return value is None or isinstance(value, str)
