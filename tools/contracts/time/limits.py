"""Clocks that nobody stops are stopped."""

from __future__ import annotations

from store.contracts import time_logs
from store.database import Row
from store.types import Owner, iso, utc_time
from tools.call import Call
from tools.contracts.time.stopping import stop_clock
from tools.one_by_one import one_by_one
from tools.operation import scheduled
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
    why = "when the contract ended" if log["contract_end"] == at else "the longest it may run"
    text = (
        f"Your clock on contract {contract_id} was stopped at {iso(at, log['timezone'])}, {why}. "
        "update_participant_charge corrects the charge."
    )
    record = Record("contract", contract_id, f"Contract {contract_id}")
    call.tell(Owner(log["user_type"], log["user_id"]), "contract_step", text, record=record)
