"""Moving a parcel of a work order on, changing it, taking it away."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.types import utc_text, utc_time
from store.work_orders.logistics import shipments
from tools.call import Call
from tools.errors import Invalid, NotAllowed
from tools.operation import operation
from tools.params import CLEARED, Clearable, Moment
from tools.questions import quoted
from tools.rules.sentences import Sentence, say, worded
from tools.text import plain
from tools.work_orders.access import Side, write, zone_of_order
from tools.work_orders.drafting.leaving import called
from tools.work_orders.logistics.access import may_remove, order_of_site, refuse_closed
from tools.work_orders.logistics.notices import tell_other_side
from tools.work_orders.logistics.params import (
    Arrival,
    Item,
    OtherCarrier,
    Place,
    ShipmentId,
    ShipmentStatus,
    TrackingTask,
    Way,
)
from tools.work_orders.logistics.parcels import (
    carrier_columns,
    parcel_of_order,
    place_given,
    stored_place,
)
from tools.work_orders.logistics.rules.shipments import ELSEWHERE, ENTER_TRACKING, check_parcel, check_step
from tools.work_orders.logistics.shapes import ShipmentShape, shipment_shape
from tools.work_orders.notices import named
from tools.work_orders.params import WorkOrderId
from tools.work_orders.predecessors import earlier_providers, is_by
from tools.work_orders.steps import check_task, complete, take_back

TOOLSET = "work_order_logistics"

_FIELDS = ("status", "name", "direction", "carrier", "arrival", "arrived", "location", "task_id")
# What stays open when the order is closed: a box may well come back after the work was paid.
_OF_ITS_WAY = frozenset({"status", "arrival", "arrived"})
_IN_WORDS: Mapping[str, Sentence] = {
    "pending": say("waiting to be sent"),
    "in_transit": say("on its way"),
    "delayed": say("delayed"),
    "delivered": say("at its destination"),
}


class ChangedShipment(ShipmentShape):
    """changed: what has another value than before."""

    changed: list[str]


class ShipmentDeleted(TypedDict):
    """reopened_task_id: the step of the checklist it had completed, which is open again."""

    work_order_id: int
    shipment_id: int
    deleted: bool
    reopened_task_id: NotRequired[int | None]


@operation(
    access="write",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    zone=zone_of_order,
    example={"shipment_id": 1, "status": "in_transit"},
    find=(
        "the box was delivered today",
        "new tracking number",
        "parcel is stuck",
        "the package has arrived at the site",
        "mark the shipment as on its way",
        "the parts come a day later",
        "correct the carrier of a parcel",
        "it was the wrong box, the parcel is still travelling",
        "the return went to another address",
        "tie the parcel to a step of the checklist",
        "I picked up the package",
    ),
)
def update_work_order_shipment(
    call: Call,
    work_order_id: WorkOrderId,
    shipment_id: ShipmentId,
    status: ShipmentStatus | None = None,
    name: Item | None = None,
    direction: Way | None = None,
    carrier: OtherCarrier | None = None,
    arrival: Clearable[Arrival] | None = None,
    arrived: Annotated[Moment, Field(description="When it was delivered, with status delivered. Default now.")]
    | None = None,
    location: Place | None = None,
    task_id: Clearable[TrackingTask] | None = None,
) -> ChangedShipment:
    """Move a parcel of a work order on (pending, in_transit, delayed, delivered) or change what was entered of it.

    Only what is given changes; clear names what to empty. For the company and the assigned provider; the other side is
    told. delivered may go back to in_transit, as a correction. Status, arrival and arrived stay open when the order is
    closed, the rest until the work is approved."""
    row, side = order_of_site(call, work_order_id, worded("shipments"))
    before = parcel_of_order(call, row, shipment_id, side)
    given = {name: call.given[name] for name in _FIELDS if call.given.get(name) is not None}
    if not given:
        raise Invalid(
            {"shipment_id": worded("names the parcel; pass what is to change: {fields}", fields=", ".join(_FIELDS))}
        )
    if not given.keys() <= _OF_ITS_WAY:
        refuse_closed(call, row, "update_work_order_shipment")
    after = _after(call, row, before, given)
    changed = sorted(column for column, value in after.items() if value != before[column])
    if changed:
        shipments.change(call.tx, shipment_id, call.stamp, **after)
        if "task_id" in changed:
            _move_to_step(call, row, shipment_id, after["task_id"])
        write(call, row, "shipment_changed", detail={"shipment_id": shipment_id, "changed": changed})
        _tell(call, row, side, after, "status" in changed)
    nameless = is_by(before, earlier_providers(call, row, side))
    answer = shipment_shape(parcel_of_order(call, row, shipment_id), row["time_zone"], nameless)
    return {**answer, "changed": sorted({_NAMES.get(column, column) for column in changed})}


_NAMES = {
    "carrier_name": "carrier", "carrier_other": "carrier", "tracking": "carrier", "arrival_at": "arrival",
    "arrived_at": "arrived",
}  # fmt: skip


def _after(call: Call, row: Row, before: Row, given: Mapping[str, Any]) -> dict[str, Any]:
    """All columns of the parcel after the change, checked as a whole."""
    status = given.get("status", before["status"])
    check_step(before["id"], before["status"], status)
    name, direction = plain(given.get("name", before["name"])), given.get("direction", before["direction"])
    carrier = carrier_columns(given.get("carrier") or {}, dict(before))
    place = place_given(given.get("location"))
    if place is None and direction == ELSEWHERE and before["location"]:
        place = json.loads(before["location"])
    arrived = given.get("arrived")
    if arrived is None and status == "delivered":
        arrived = utc_time(before["arrived_at"]) if before["arrived_at"] else call.now
    parcel = {"name": name, "direction": direction, "status": status, **carrier}
    check_parcel({**parcel, "location": place, "arrived": arrived}, call.now)
    task_id = _emptied(given["task_id"]) if "task_id" in given else before["task_id"]
    if task_id not in (None, before["task_id"]):
        check_task(call, row, task_id, ENTER_TRACKING)
    arrival = _emptied(given["arrival"]) if "arrival" in given else None
    arrival_at = utc_text(arrival) if arrival else before["arrival_at"] if "arrival" not in given else None
    return {
        **parcel,
        "location": stored_place(place),
        "arrival_at": arrival_at,
        "arrived_at": utc_text(arrived) if arrived else None,
        "task_id": task_id,
    }


def _emptied(value: Any) -> Any:
    return None if value is CLEARED else value


def _move_to_step(call: Call, row: Row, id: int, task_id: int | None) -> None:
    """The step it had completed is open again; another one may be complete now."""
    take_back(call, row, ENTER_TRACKING, {"shipment_id": id})
    if task_id is not None:
        complete(call, row, {ENTER_TRACKING}, task_id=task_id, shipment_id=id)


def _tell(call: Call, row: Row, side: Side, parcel: Mapping[str, Any], has_moved: bool) -> None:
    item, orders = quoted(parcel["name"]), named([row])
    text = say("The parcel {item} of {orders} changed.", item=item, orders=orders)
    if has_moved:
        status = _IN_WORDS[parcel["status"]]
        text = say("The parcel {item} of {orders} is {status} now.", item=item, orders=orders, status=status)
    tell_other_side(call, row, side, text, {"status": parcel["status"], "tracking": parcel["tracking"]})


@operation(
    access="destructive",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "that parcel was entered twice",
        "nothing is being sent after all",
        "drop the return label",
        "remove a shipment from the job",
        "the package belongs to another ticket",
        "delete the tracking number I entered",
        "take the box off the visit",
        "the parts are not shipped any more",
        "undo the parcel entry",
        "erase a wrong shipment",
        "no return is needed, strike it",
    ),
)
def delete_work_order_shipment(call: Call, work_order_id: WorkOrderId, shipment_id: ShipmentId) -> ShipmentDeleted:
    """Remove a parcel record from a work order, until the work is approved.

    The company removes any, the assigned provider what they entered themself. A step of the checklist that it had
    completed is open again. The other side is told. The parcel itself travels on: no carrier is contacted."""
    row, side = order_of_site(call, work_order_id, worded("shipments"))
    parcel = parcel_of_order(call, row, shipment_id, side)
    refuse_closed(call, row, "delete_work_order_shipment")
    if not may_remove(call, row, parcel):
        raise NotAllowed(
            worded(
                "Shipment {shipment_id} was entered by somebody else: you may remove what you entered.",
                shipment_id=shipment_id,
            ),
            next=("list_work_order_shipments",),
        )
    item = quoted(parcel["name"])
    call.confirm(
        worded("Remove shipment {shipment_id} from work order {id}", shipment_id=shipment_id, id=row["id"]),
        record=f"work_order:{row['id']}",
        details=(
            worded("In it is {item}", item=item),
            worded("Its tracking number is {tracking}", tracking=quoted(parcel["tracking"])),
            called([row]),
        ),
    )
    shipments.delete(call.tx, shipment_id)
    reopened = take_back(call, row, ENTER_TRACKING, {"shipment_id": shipment_id})
    detail = {"shipment_id": shipment_id, "name": parcel["name"], "tracking": parcel["tracking"]}
    write(call, row, "shipment_removed", detail=detail)
    text = say("The parcel {item} was taken off {orders}.", item=item, orders=named([row]))
    tell_other_side(call, row, side, text, {"tracking": parcel["tracking"]})
    return {
        "work_order_id": row["id"],
        "shipment_id": shipment_id,
        "deleted": True,
        "reopened_task_id": reopened[0] if reopened else None,
    }
