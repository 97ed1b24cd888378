"""Roles in contracts, and the levels that come with them."""

from __future__ import annotations

OWNER, MANAGER, WORKER, CLIENT, REVIEWER, OBSERVER = 1, 2, 3, 4, 5, 6
ROLES = {
    OWNER: "owner",
    MANAGER: "manager",
    WORKER: "worker",
    CLIENT: "client",
    REVIEWER: "reviewer",
    OBSERVER: "observer",
}
# role_id: (read, write)
LEVELS = {OWNER: (5, 5), MANAGER: (5, 5), WORKER: (2, 1), CLIENT: (4, 4), REVIEWER: (4, 4), OBSERVER: (3, 1)}
# What a level of reading or writing is for, as refusals name it.
SEES = {
    0: "its label and dates",
    1: "your own entries",
    2: "everyone's work entries",
    3: "time logs and working hours",
    4: "the money of everyone",
    5: "private entries, settings and history",
}


def levels_for(role_id: int, read: int | None, write: int | None) -> tuple[int, int]:
    """The levels of a role, or those asked for. Owners are always at the top."""
    if role_id == OWNER:
        return LEVELS[OWNER]
    default_read, default_write = LEVELS[role_id]
    return default_read if read is None else read, default_write if write is None else write
