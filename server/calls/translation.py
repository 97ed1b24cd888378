"""What the store says of money, in a refusal's words."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace

from store.ledger import HoldEnded
from store.types import Shortfall, SpendingLimitReached
from tools.approvals.authority import StopsAtDesk, asks_over_cap
from tools.call import Call
from tools.callers import me_and_mine
from tools.errors import Conflict, short
from tools.rules.sentences import worded
from tools.wallet.notices import tell_cap_reached
from tools.wallet.rules.limits import over_limit


@contextlib.contextmanager
def translated(call: Call, act: bool = False) -> Iterator[None]:
    """Turns what the store says (too little money, a cap, a hold that ended) into refusals. act: by the operation itself, not
    its fee."""
    try:
        yield
    except SpendingLimitReached as reached:
        if act and asks_over_cap(call):
            raise StopsAtDesk from reached
        if not call.dry_run:
            call.lasting.append(lambda tx, told=reached: tell_cap_reached(replace(call, tx=tx), told))  # type: ignore[misc]
        raise over_limit(reached, me_and_mine(call)) from reached
    except Shortfall as shortfall:
        raise short(shortfall.owner, shortfall.needed, shortfall.available, worded("Nothing happened.")) from shortfall
    except HoldEnded as ended:
        raise Conflict(
            worded(
                "The money held for this was released or paid meanwhile. Nothing happened; look at the record again."
            ),
            next=("find_operations",),
        ) from ended
