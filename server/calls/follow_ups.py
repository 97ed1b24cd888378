"""What follows from a call that did something, in its transaction."""

from __future__ import annotations

from importlib import import_module

from store.scheduling.waiting.waiting_lines import anybody_waits
from tools.approvals.authority import rules_of
from tools.approvals.ends import apply_due
from tools.approvals.voiding import void_of_ended
from tools.call import Call
from tools.notice_reading import mark_answered
from tools.operation import Access

# Records that take somebody's time: when one was changed, there may be some again.
TIMED = ("schedule/", "event/", "calendar/")


def follow_up(call: Call, access: Access) -> None:
    """Notices it answers are answered, what it made free goes to who waits for it, and what was asked for by somebody or on a
    record that it ended is void."""
    mark_answered(call)
    if access == "destructive" and call.caller.kind != "nobody":
        apply_due(call, rules_of(call.caller), call.caller.owner)
    serve_freed(call)
    void_of_ended(call, ends=access == "destructive")


def follow_move(call: Call) -> None:
    """What follows from what the system moves by itself, or the operator by a command."""
    serve_freed(call)
    void_of_ended(call)


def serve_freed(call: Call) -> None:
    """Offer what a call made free, when anybody waits for anything."""
    if (call.freed or any(change.startswith(TIMED) for change in call.changes)) and anybody_waits(call.tx):
        # Most servers most of the time have nobody in line, and need nothing of this.
        import_module("tools.scheduling.bookings.waiting_lines").serve_freed(call)
