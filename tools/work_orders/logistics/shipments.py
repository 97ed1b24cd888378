"""Parcels that belong to a work order, listed and entered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.types import utc_text
from store.work_orders.logistics import shipments
from tools.call import Call
from tools.errors import Conflict
from tools.operation import operation
from tools.paging import Page
from tools.questions import quoted
from tools.rules.sentences import say, worded
from tools.text import plain
from tools.work_orders.access import Side, actor, write, zone_of_order
from tools.work_orders.logistics.access import order_of_site, refuse_closed
from tools.work_orders.logistics.notices import tell_other_side
from tools.work_orders.logistics.params import (
    Arrival,
    Carrier,
    Item,
    Place,
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
from tools.work_orders.logistics.rules.shipments import ENTER_TRACKING, check_parcel
from tools.work_orders.logistics.shapes import ShipmentShape, shipment_shape
from tools.work_orders.notices import named
from tools.work_orders.params import ActingUserId, WorkOrderId
from tools.work_orders.predecessors import earlier_providers, is_by, sees_parcel
from tools.work_orders.steps import check_task, complete

TOOLSET = "work_order_logistics"

MOST_SHIPMENTS = 200


class Shipments(TypedDict):
    results: list[ShipmentShape]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "has the router arrived",
        "tracking number of the parts",
        "what has to be sent back",
        "where is the box for the job",
        "parcels of a ticket",
        "which equipment is on its way to the site",
        "is the shipment delayed",
        "when do the parts come",
        "returns that are still open on the visit",
        "what was shipped to the technician",
        "link to follow the package of the job",
    ),
)
def list_work_order_shipments(
    call: Call,
    page: Page,
    work_order_id: WorkOrderId,
    direction: Annotated[Way, Field(description="Only those that go there.")] | None = None,
    status: Annotated[ShipmentStatus, Field(description="Only those in this state.")] | None = None,
) -> Shipments:
    """List the parcels of a work order with direction, carrier, tracking number and status, newest first.

    For the company and the assigned provider, who sees what goes to and from the site, and their own. The status is
    what people noted: no carrier is asked; link_href leads to where UPS, FedEx or USPS show it.
    create_work_order_shipment enters one, update_work_order_shipment moves one on."""
    row, side = order_of_site(call, work_order_id, worded("shipments"))
    earlier = earlier_providers(call, row, side)
    every = shipments.of_order(call.tx, row["id"], direction, status)
    part, next_cursor, total = page.slice([each for each in every if sees_parcel(call, row, each, earlier)])
    results = [shipment_shape(each, row["time_zone"], is_by(each, earlier)) for each in part]
    return {"results": results, "total": total, "next_cursor": next_cursor}


@operation(
    access="write",
    actors=("client", "admin", "agent", "worker"),
    price="write",
    zone=zone_of_order,
    example={"name": "Router", "direction": "to_site", "carrier": {"name": "ups", "tracking": "1Z999AA10123456784"}},
    find=(
        "we sent the parts with tracking TRK-1001",
        "note the return parcel",
        "the terminal ships to the technician's home",
        "enter a tracking number on the job",
        "equipment is on its way to the store",
        "I sent the old device back",
        "add a package to the ticket",
        "the router comes by FedEx tomorrow",
        "ship the spare part to the depot",
        "record a shipment for the visit",
        "the return label has this number",
    ),
)
def create_work_order_shipment(
    call: Call,
    work_order_id: WorkOrderId,
    name: Item,
    direction: Way,
    carrier: Carrier,
    arrival: Arrival | None = None,
    location: Place | None = None,
    task_id: TrackingTask | None = None,
    acting_user_id: ActingUserId | None = None,
) -> ShipmentShape:
    """Record a parcel to or from the site, to the provider or elsewhere; it starts as pending.

    For the company and the assigned provider, until the work is approved; the other side is told. task_id names the
    enter-shipment-tracking step that it completes; a provider's parcel without one completes the first open one. No
    carrier is contacted. Next: update_work_order_shipment when it moves."""
    row, side = order_of_site(call, work_order_id, worded("shipments"), acting_user_id)
    refuse_closed(call, row, "create_work_order_shipment")
    values = {"name": plain(name), "direction": direction, **carrier_columns(carrier)}
    place = place_given(location)
    check_parcel({**values, "location": place, "status": "pending", "arrived": None}, call.now)
    if task_id is not None:
        check_task(call, row, task_id, ENTER_TRACKING)
    _check_room(call, row)
    values |= {"location": stored_place(place), "arrival_at": utc_text(arrival) if arrival else None}
    id = shipments.insert(call.tx, row["id"], actor(call), call.stamp, **values, task_id=task_id)
    if task_id is not None or side == "assignee":
        _complete_step(call, row, id, task_id)
    detail = {"shipment_id": id, "tracking": values["tracking"]}
    write(call, row, "shipment_added", acting_user_id=acting_user_id, detail=detail)
    _tell(call, row, side, values)
    return shipment_shape(parcel_of_order(call, row, id), row["time_zone"])


def _check_room(call: Call, row: Row) -> None:
    if shipments.count(call.tx, row["id"]) >= MOST_SHIPMENTS:
        raise Conflict(
            worded(
                "Work order {id} has {most_shipments} shipments, which is the most; delete those that are wrong.",
                id=row["id"],
                most_shipments=MOST_SHIPMENTS,
            ),
            next=("list_work_order_shipments", "delete_work_order_shipment"),
        )


def _complete_step(call: Call, row: Row, id: int, task_id: int | None) -> None:
    """The step that a parcel completes is the one it names, else the first open one, which it keeps from now on."""
    done = complete(call, row, {ENTER_TRACKING}, task_id=task_id, shipment_id=id)
    if done and task_id is None:
        shipments.change(call.tx, id, call.stamp, task_id=done[0])


def _tell(call: Call, row: Row, side: Side, values: Mapping[str, Any]) -> None:
    text = say(
        "{who} entered a parcel for {orders}: {item}, tracking number {tracking}.",
        who=quoted(row["company_name"] if side == "company" else call.caller.name),
        orders=named([row]),
        item=quoted(values["name"]),
        tracking=quoted(values["tracking"]),
    )
    figures = {"carrier": values["carrier_other"] or values["carrier_name"], "direction": values["direction"]}
    tell_other_side(call, row, side, text, figures)
