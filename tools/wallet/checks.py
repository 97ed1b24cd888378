"""What is looked at before money leaves a purse."""

from __future__ import annotations

from store.types import Owner
from store.wallet.limits import limits_for, spent
from tools.call import Call
from tools.wallet.rules.limits import refuse_over_limit


def check_spending_limits(call: Call, payer: Owner, usd_micros: int, what: str) -> None:
    """InsufficientFunds when what the caller is about to spend passes a limit of the purse or of the agent itself.

    Fees of calls and withdrawals count against the same limits. what: as refuse_over_limit takes it."""
    agent_id = call.caller.id if call.caller.kind == "agent" else None
    for limit in limits_for(call.tx, payer, agent_id):
        used = spent(call.tx, payer, limit, call.now)
        refuse_over_limit(what, usd_micros, limit.period, limit.usd_micros, used)
