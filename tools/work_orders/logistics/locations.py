"""Where a work order takes place."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from tools.call import Call
from tools.errors import Invalid, Refusal
from tools.operation import operation
from tools.params import Id, OneLine, Zone
from tools.work_orders.access import order_of_company, visible_order
from tools.work_orders.drafting.writing import Changed, change_order
from tools.work_orders.logistics.rules.site import misplaced
from tools.work_orders.logistics.shapes import OrderLocation, order_location
from tools.work_orders.params import ActingUserId, CorrelationId, Country, Latitude, Line, Longitude, WorkOrderId

TOOLSET = "work_order_logistics"


class NewLocation(TypedDict):
    """material: providers with an open offer or request were told of it as a change of terms."""

    location: OrderLocation
    material: bool
    saved_location_id: NotRequired[int | None]
    notified: int


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "address of the visit",
        "where is this ticket",
        "is that job remote",
        "which street do I have to go to",
        "coordinates of the site",
        "directions to the place of the job",
        "in which town does the job take place",
        "notes on how to get into the building of this job",
        "which stored site does the ticket use",
        "time zone of the site of the job",
        "how far out is that job",
    ),
)
def get_work_order_location(
    call: Call, work_order_id: WorkOrderId, acting_user_id: ActingUserId | None = None
) -> OrderLocation:
    """Give where a work order takes place, with notes and, when it was made from one, the saved location behind it.

    A provider who is not assigned gets town, state, postal code and coordinates to 0.01 degrees. Coordinates are there
    only when they were given: no address is looked up. saved_location is as it is now, while the order keeps what it
    copied. update_work_order_location changes it."""
    row, side = visible_order(call, work_order_id, acting_user_id)
    return order_location(call, row, side)


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    example={"mode": "remote"},
    find=(
        "the job moved to another building",
        "use our stored store 42",
        "make it a remote ticket",
        "the visit is at another address",
        "correct the street of the site",
        "give the job coordinates",
        "send the technician to the other branch",
        "remember this site of the job for later",
        "the work can be done from afar",
        "add a note on how to find the entrance",
        "change the place of an assigned visit",
    ),
)
def update_work_order_location(
    call: Call,
    work_order_id: WorkOrderId,
    mode: Annotated[
        Literal["custom", "saved", "remote"],
        Field(description="custom: an address or coordinates. saved: a stored site of the company. remote: no site."),
    ],
    saved_location_id: Annotated[Id, Field(description="For saved, from list_saved_locations.")] | None = None,
    display_name: Annotated[Line, Field(description="Name of the site on the order.")] | None = None,
    address1: Annotated[Line, Field(description="Street; needed for custom without coordinates.")] | None = None,
    address2: Annotated[Line, Field(description="Floor, suite.")] | None = None,
    city: Annotated[Line, Field(description="Town.")] | None = None,
    state: Annotated[Line, Field(description="State, such as TX.")] | None = None,
    zip: Annotated[
        str, Field(min_length=1, max_length=20, description="Postal code; needed for custom without coordinates.")
    ]
    | None = None,
    country: Annotated[Country, Field(description="Two letters, such as US; needed for custom.")] | None = None,
    latitude: Latitude | None = None,
    longitude: Longitude | None = None,
    time_zone: Annotated[Zone, Field(description="Of the site. Default: from coordinates or country.")] | None = None,
    type_id: Annotated[
        Literal[1, 2, 3, 4], Field(description="1 commercial, 2 government, 3 residential, 4 educational. Default 1.")
    ]
    | None = None,
    notes: Annotated[str, Field(min_length=1, max_length=2000, description="Appended as a note.")] | None = None,
    save_as: Annotated[
        OneLine, Field(min_length=1, max_length=120, description="Also keep it as a saved location of this name.")
    ]
    | None = None,
    correlation_id: CorrelationId | None = None,
) -> NewLocation:
    """Set where a work order takes place: an address, coordinates, a saved location, or remote.

    Replaces the whole site; its notes stay and one may be added. Open until the first check-in. Published or routed, it
    is a change of terms that providers with an open offer or request are told. Assigned, the provider is told and
    confirms the arrival again. A saved location is copied as it is now. Address or postal code are never looked up."""
    row = order_of_company(call, work_order_id)
    changed = _changed(call, row, _site(mode, dict(call.given)), correlation_id)
    return {
        "location": order_location(call, changed.row, "company"),
        "material": changed.material,
        "saved_location_id": changed.row["saved_location_id"],
        "notified": changed.notified,
    }


def _site(mode: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """The site as it was given; Invalid when something of it does not belong to the mode."""
    apart = ("work_order_id", "correlation_id")
    site = {name: value for name, value in arguments.items() if name not in apart and value is not None}
    faults = misplaced(mode, site)
    if faults:
        raise Invalid(faults)
    if "country" in site:
        site["country"] = site["country"].upper()
    return site


def _changed(call: Call, row: Row, site: dict[str, Any], correlation_id: str | None) -> Changed:
    """Change the site as update_work_order does; what is said of its fields names them as they stand here."""
    said_before = len(call.warnings)
    try:
        return change_order(call, row, {"location": site}, correlation_id, None)
    except Refusal as no:
        no.message = _named_here(no.message)
        no.fields = {_named_here(name): _named_here(fault) for name, fault in no.fields.items()}
        raise
    finally:
        call.warnings[said_before:] = [_named_here(text) for text in call.warnings[said_before:]]


def _named_here(text: str) -> str:
    here = re.sub(r"\blocation\.(?=\w)", "", text)
    return text if here == text else here
