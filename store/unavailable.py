"""That a database cannot do it now, and why."""

from __future__ import annotations

import sqlite3


class StoreUnavailable(Exception):
    """The database cannot do it now. `reason` is one of the REASONS; nothing was changed, unless it is "unsure".

    said: what a server said of it, on one line and without a password."""

    def __init__(self, reason: str, said: str = "") -> None:
        super().__init__(REASONS[reason])
        self.reason = reason
        self.said = said


REASONS = {
    "busy": "The database is locked by another program.",
    "readonly": "The database is read-only.",
    "full": "The disk is full.",
    "deadline": "The call took too long and was stopped.",
    "broken": "The file is not a healthy database.",
    "newer": "The database was made by a newer version of hiringhall.",
    "closed": "The database is closed.",
    "gone": "The database server does not answer.",
    "crowded": "Too many calls wait for the database.",
    "rights": "The database's user may not do that.",
    "unsure": "The database server went away while this was being written.",
}
# By the code of an error of SQLite.
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
