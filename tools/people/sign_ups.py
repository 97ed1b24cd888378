"""How many accounts may be opened from one network address, and in all."""

from __future__ import annotations

from typing import Any

from store.people.sign_ups import note_sign_up, sign_ups_since
from tools.call import Call
from tools.errors import RateLimited
from tools.people.origins import origin_digest
from tools.people.rules.accounts import SIGN_UP_SPAN, SIGN_UPS, SIGN_UPS_IN_ALL, sign_up_wait
from tools.rules.sentences import worded

LOCAL = "local"


def count_sign_up(call: Call) -> None:
    """Count one account opened without signing in, also when the call is refused or only tried in a dry run; RateLimited
    when it is one too many.

    A client on this very machine (standard input and output) is not counted: it has the machine to itself."""
    check_sign_ups(call)
    if call.caller.kind == "nobody" and call.origin != LOCAL:
        origin, now = origin_digest(call), call.now
        note_sign_up(call.tx, origin, now)
        call.lasting.append(lambda tx: note_sign_up(tx, origin, now))


def check_sign_ups(call: Call, arguments: dict[str, Any] | None = None) -> None:
    """RateLimited when another account may not be opened from here at present. Also an operation's `load`."""
    if call.caller.kind != "nobody" or call.origin == LOCAL:
        return
    since = call.now - SIGN_UP_SPAN
    here = sign_ups_since(call.tx, since, SIGN_UPS, origin_digest(call))
    anywhere = sign_ups_since(call.tx, since, SIGN_UPS_IN_ALL)
    wait = max(sign_up_wait(here, call.now), sign_up_wait(anywhere, call.now, SIGN_UPS_IN_ALL))
    if wait:
        raise RateLimited(
            worded("Too many accounts were opened from your network address. Try again in {wait} seconds.", wait=wait),
            retry_after=wait,
            code="too_many_sign_ups",
        )
