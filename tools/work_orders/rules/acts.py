"""Which act completes a step of the checklist, for whom it is not enough to tick it off."""

from __future__ import annotations

from collections.abc import Mapping

from tools.rules.sentences import worded
from tools.work_orders.rules.checklist import SET_ETA

# The tool that does the act, by the type of step. Types that are not here are ticked off by hand.
ACTS: Mapping[int, str] = {
    1: "set_work_order_eta",
    2: "update_work_order_task",
    3: "create_work_order_time_log",
    4: "create_work_order_time_log",
    5: "upload_work_order_attachment",
    6: "upload_work_order_attachment",
    7: "update_work_order_custom_field",
    11: "create_work_order_signature",
    12: "create_work_order_shipment",
}
# What each act is, for a refusal.
NEEDS: Mapping[int, str] = {
    1: worded("the arrival to be set"),
    2: "closing_notes",
    3: worded("a check-in"),
    4: worded("a check-out"),
    5: worded("the file to be uploaded"),
    6: worded("the picture to be uploaded"),
    7: worded("a value of its custom field"),
    11: worded("the signature"),
    12: worded("the tracking number of the shipment"),
}
TICK = "update_work_order_task"
FILL = "update_work_order_custom_field"


def tool_for(type_id: int, *, been_there: bool = False) -> str:
    """The tool by which a step of a type is completed. been_there: whoever has come needs to announce it no more."""
    return TICK if been_there and type_id == SET_ETA else ACTS.get(type_id, TICK)
