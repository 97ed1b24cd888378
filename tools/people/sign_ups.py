"""How many accounts may be opened from one network address."""

from __future__ import annotations

from store.people.sign_ups import note_sign_up, sign_ups_since
from tools.call import Call
from tools.errors import RateLimited
from tools.people.rules.accounts import SIGN_UP_SPAN, sign_up_wait

LOCAL = "local"


def count_sign_up(call: Call) -> None:
    """Count one account opened without signing in; RateLimited when it is one too many.

    A client on this very machine (standard input and output) is not counted: it has the machine to itself."""
    if call.caller.kind != "nobody" or call.origin == LOCAL:
        return
    opened_at = sign_ups_since(call.tx, call.origin, call.now - SIGN_UP_SPAN)
    wait = sign_up_wait(opened_at, call.now)
    if wait:
        raise RateLimited(
            f"Too many accounts were opened from your network address. Try again in {wait} seconds.",
            retry_after=wait,
            code="too_many_sign_ups",
        )
    note_sign_up(call.tx, call.origin, call.now)
