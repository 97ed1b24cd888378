"""Clocks that nobody stops are stopped."""

from __future__ import annotations

from store.contracts import time_logs
from store.database import Row
from store.types import Owner, iso, utc_time
from tools.call import Call
from tools.contracts.time.stopping import stop_clock
from tools.one_by_one import one_by_one
from tools.operation import scheduled
from tools.rules.sentences import say
from tools.telling import Record

MOST = 200


@scheduled(every=60)
def stop_long_clocks(call: Call) -> int:
    """A clock that ran for the longest time its contract allows, or into its contract's end, ends there; its person hears of
    it."""
    return one_by_one(call, time_logs.due_to_stop(call.tx, call.now, MOST), _stop)


def _stop(call: Call, log: Row) -> None:
    at = min(log["contract_end"] or log["stops_at"], call.stamp)
    stop_clock(call, log, end=utc_time(at), reason="limit" if at == log["stops_at"] else "clock")
    contract_id = log["contract_id"]
    text = say(
        "Your clock on contract {id} was stopped at {at}, {why}. update_participant_charge corrects the charge.",
        id=contract_id,
        at=iso(at, log["timezone"]),
        why=say("when the contract ended") if log["contract_end"] == at else say("the longest it may run"),
    )
    record = Record("contract", contract_id, say("Contract {id}", id=contract_id))
    call.tell(Owner(log["user_type"], log["user_id"]), "contract_step", text, record=record)
