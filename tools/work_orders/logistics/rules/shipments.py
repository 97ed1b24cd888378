"""Parcels of a work order: how one gets from state to state, what a proper one is, and where its carrier shows it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, get_args
from urllib.parse import quote

from tools.errors import Invalid, WrongState
from tools.rules.countries import COUNTRIES
from tools.rules.sentences import OR, joined, worded

Status = Literal["pending", "in_transit", "delayed", "delivered"]
Direction = Literal["to_site", "from_site", "to_provider", "to_other_location"]
CarrierName = Literal["ups", "fedex", "usps", "other"]
STATUSES: tuple[Status, ...] = get_args(Status)

ENTER_TRACKING = 12
STEPS: Mapping[str, tuple[Status, ...]] = {
    "pending": ("in_transit", "delayed", "delivered"),
    "in_transit": ("delayed", "delivered"),
    "delayed": ("in_transit", "delivered"),
    # A correction: it was somebody else's box.
    "delivered": ("in_transit",),
}
_LINKS = {
    "ups": "https://www.ups.com/track?tracknum={}",
    "fedex": "https://www.fedex.com/fedextrack/?trknbr={}",
    "usps": "https://tools.usps.com/go/TrackConfirmAction?tLabels={}",
}
ELSEWHERE = "to_other_location"


def spelled(value: object) -> object:
    """A word of a fixed list as it is kept: 'To site' and 'to-site' are to_site."""
    return "_".join(value.replace("-", " ").replace("_", " ").lower().split()) if isinstance(value, str) else value


def check_step(shipment_id: int, before: str, after: str) -> None:
    """WrongState that names the allowed steps when a parcel cannot go there; to stay is no step."""
    if after != before and after not in STEPS[before]:
        allowed = joined(STEPS[before], OR)
        raise WrongState(
            worded(
                "Shipment {shipment_id} is {before}; from there it can become {allowed}, not {after}.",
                shipment_id=shipment_id,
                before=before,
                allowed=allowed,
                after=after,
            ),
            state=before,
            next=("list_work_order_shipments",),
            details={"allowed": list(STEPS[before])},
        )


def link(carrier: str, tracking: str) -> str | None:
    """Where the carrier shows the parcel; None of carriers that are not known here. Nobody is asked."""
    pattern = _LINKS.get(carrier)
    return pattern.format(quote(tracking, safe="")) if pattern else None


def check_parcel(parcel: Mapping[str, Any], now: datetime) -> None:
    """Invalid names every fault of a parcel as it would be stored.

    parcel: name, direction, carrier_name, carrier_other, tracking, location (an address or None), status, arrived."""
    faults = {name: worded("must not be blank") for name in ("name",) if not parcel[name]}
    if not parcel["tracking"]:
        faults["carrier.tracking"] = worded("must not be blank")
    if parcel["carrier_name"] == "other" and not parcel["carrier_other"]:
        faults["carrier.other"] = worded("is needed for carrier other: who carries it")
    if parcel["carrier_name"] != "other" and parcel["carrier_other"]:
        faults["carrier.other"] = worded(
            "goes with carrier other; this one is {carrier_name}", carrier_name=parcel["carrier_name"]
        )
    faults |= _place_faults(parcel["direction"], parcel["location"])
    if parcel["arrived"] is not None and parcel["status"] != "delivered":
        faults["arrived"] = worded("goes with status delivered; this one is {status}", status=parcel["status"])
    elif parcel["arrived"] is not None and parcel["arrived"] > now:
        faults["arrived"] = worded("must not lie in the future; arrival is when it is expected")
    if faults:
        raise Invalid(faults)


def _place_faults(direction: str, place: Mapping[str, Any] | None) -> dict[str, str]:
    if direction != ELSEWHERE:
        return (
            {}
            if place is None
            else {
                "location": worded(
                    "goes with direction {elsewhere}; this one goes {direction}",
                    elsewhere=ELSEWHERE,
                    direction=direction,
                )
            }
        )
    if place is None:
        return {"location": worded("is needed for direction {elsewhere}: the address it goes to", elsewhere=ELSEWHERE)}
    faults = {f"location.{name}": worded("is needed") for name in ("address1", "country") if not place.get(name)}
    if not place.get("city") and not place.get("zip"):
        faults["location.zip"] = worded("or city is needed")
    if place.get("country") and place["country"] not in COUNTRIES:
        faults["location.country"] = worded("must be the two letters of a country, such as US")
    return faults
