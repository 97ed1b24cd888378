"""What SQLite says when it cannot work at all, in the store's own words."""

from __future__ import annotations

import sqlite3

from store.unavailable import StoreUnavailable

_REASON_OF_CODE = {
    5: "busy",
    6: "busy",
    8: "readonly",
    9: "deadline",
    10: "full",
    11: "broken",
    13: "full",
    26: "broken",
}


def translated(error: BaseException) -> BaseException:
    """The store's own word for what SQLite says when it cannot work at all; other errors as they are."""
    if isinstance(error, sqlite3.OperationalError | sqlite3.DatabaseError):
        code = getattr(error, "sqlite_errorcode", None)
        reason = _REASON_OF_CODE.get((code or 0) & 0xFF)
        if reason:
            unavailable = StoreUnavailable(reason)
            unavailable.__cause__ = error
            return unavailable
    return error
