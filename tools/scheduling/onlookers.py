"""Whoever calls, as somebody who looks at lists of events."""

from __future__ import annotations

from store.scheduling.event_parts import Onlooker
from tools.call import Call
from tools.callers import me_and_mine, proven_address


def onlooker_of(call: Call) -> Onlooker:
    return Onlooker(call.caller.owner, me_and_mine(call), proven_address(call))
