"""That a database cannot do it now, and why."""

from __future__ import annotations


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
