"""Positions in the feed of changes: texts that say nothing to others, and hold for one caller of one hall."""

from __future__ import annotations

import hmac
from datetime import timedelta

from store.telling.feed import let_go_up_to
from tools.call import Call
from tools.errors import Expired, Invalid, Step
from tools.rules.sentences import worded

KEPT = timedelta(days=30)
OLDEST = "oldest"
SEAL = 16


def position(call: Call, id: int) -> str:
    """The place after a change, as of today: the same all day for the same place."""
    return _sealed(call, id, call.now.date().toordinal())


def place_of(call: Call, given: str) -> int:
    """The change that a position stands after. Invalid when it is nobody's or somebody else's, Expired when what came
    after it may have been let go of."""
    if given == OLDEST:
        return let_go_up_to(call.tx)
    id, day = _read(given)
    if not hmac.compare_digest(_sealed(call, id, day).encode(), given.encode()):
        fault = worded("is no position of yours in this hall: take since of an earlier answer, oldest, or leave it out")
        raise Invalid({"since": fault}, next=("list_changes",))
    gone = let_go_up_to(call.tx)
    if id < gone or day < (call.now - KEPT).date().toordinal():
        oldest = position(call, gone)
        raise Expired(
            worded(
                "This position is older than {days} days, and changes are kept no longer. Read the lists "
                "anew, and go on from the oldest kept: {oldest}.",
                days=KEPT.days,
                oldest=oldest,
            ),
            code="cursor_expired",
            next=(
                Step("list_changes", {"since": oldest}),
                "list_notices",
                "list_tasks",
                "list_work_orders",
                "list_upcoming_events",
            ),
            details={"oldest": oldest},
        )
    return id


def _sealed(call: Call, id: int, day: int) -> str:
    seal = call.key.digest("changes", f"{call.caller.owner} {id} {day}")[:SEAL]
    return f"{id}-{day}-{seal}"


def _read(given: str) -> tuple[int, int]:
    """What a position says of itself; 0 where it is none."""
    parts = given.split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) < 19 for part in parts[:2]):
        return 0, 0
    return int(parts[0]), int(parts[1])
