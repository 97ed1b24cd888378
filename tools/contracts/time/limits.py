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
    """A clock that ran for the longest time its contract allows ends there; its person hears of it."""
    return one_by_one(call, time_logs.due_to_stop(call.tx, call.now, MOST), _stop)


def _stop(call: Call, log: Row) -> None:
    stop_clock(call, log, end=utc_time(log["stops_at"]), reason="limit")
    contract_id = log["contract_id"]
    text = (
        f"Your clock on contract {contract_id} was stopped at {iso(log['stops_at'], log['timezone'])}, the longest it may "
        "run. update_participant_charge corrects the charge."
    )
    record = Record("contract", contract_id, f"Contract {contract_id}")
    call.tell(Owner(log["user_type"], log["user_id"]), "contract_step", text, record=record)
