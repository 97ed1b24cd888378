"""What the site side of a work order is given with."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import BeforeValidator, Field
from typing_extensions import TypedDict

from tools.params import Email, Id, Moment, OneLine
from tools.work_orders.logistics.rules.shipments import CarrierName, Direction, Status, spelled
from tools.work_orders.logistics.rules.signatures import MOST_CHARACTERS, Format
from tools.work_orders.params import Country, Line

ContactId = Annotated[Id, Field(description="The contact, from list_work_order_contacts.")]
ContactName = Annotated[OneLine, Field(min_length=1, max_length=120, description="Whom to ask for.")]
Role = Annotated[
    OneLine, Field(min_length=1, max_length=60, description="What they are, such as site contact or project manager.")
]
ContactEmail = Annotated[Email, Field(description="E-mail address.")]
Phone = Annotated[str, Field(min_length=3, max_length=40, description="With country code, or as dialled at the site.")]
Extension = Annotated[OneLine, Field(min_length=1, max_length=10, description="Extension behind the phone.")]
ContactNotes = Annotated[str, Field(min_length=1, max_length=1000, description="When to call, what to say.")]

ShipmentId = Annotated[Id, Field(description="The parcel, from list_work_order_shipments.")]
Item = Annotated[OneLine, Field(min_length=1, max_length=255, description="What is in it.")]
Way = Annotated[
    Direction,
    BeforeValidator(spelled),
    Field(description="to_site, from_site, to_provider, or to_other_location, which needs location."),
]
Named = Annotated[CarrierName, BeforeValidator(spelled), Field(description="Who carries it.")]
Other = Annotated[OneLine, Field(min_length=1, max_length=60, description="Its name, for other.")]
Tracking = Annotated[OneLine, Field(min_length=1, max_length=64, description="Number of the parcel.")]
ShipmentStatus = Annotated[Status, BeforeValidator(spelled)]
Arrival = Annotated[Moment, Field(description="When it is expected.")]
TrackingTask = Annotated[
    Id, Field(description="A step of type 12, enter shipment tracking, from get_work_order; completed by this.")
]


class CarrierIn(TypedDict):
    name: Named
    other: NotRequired[Other]
    tracking: Tracking


class CarrierChange(TypedDict):
    name: NotRequired[Named]
    other: NotRequired[Other]
    tracking: NotRequired[Tracking]


class PlaceIn(TypedDict):
    name: NotRequired[Annotated[OneLine, Field(min_length=1, max_length=120)]]
    address1: NotRequired[Line]
    address2: NotRequired[Line]
    city: NotRequired[Line]
    state: NotRequired[Line]
    zip: NotRequired[Annotated[OneLine, Field(min_length=1, max_length=20)]]
    country: NotRequired[Country]


Carrier = Annotated[CarrierIn, Field(description="Who carries it, and its tracking number.")]
OtherCarrier = Annotated[CarrierChange, Field(description="What of it is to change: name, other, tracking.")]
Place = Annotated[PlaceIn, Field(description="Where it goes, for to_other_location: street, town, country.")]

SignatureId = Annotated[Id, Field(description="The signature, from list_work_order_signatures.")]
Signer = Annotated[OneLine, Field(min_length=1, max_length=120, description="Printed name of who signed.")]
SignerTitle = Annotated[OneLine, Field(min_length=1, max_length=120, description="What they are, such as manager.")]
SignaturePicture = Annotated[
    str,
    Field(
        min_length=1,
        max_length=MOST_CHARACTERS,
        description="PNG in base64, or the text of an SVG of plain lines; at most 500 kB.",
    ),
]
PictureFormat = Annotated[Format, Field(description="Default: detected.")]
SignedAt = Annotated[Moment, Field(description="When it was signed; default now.")]
SignedText = Annotated[str, Field(min_length=1, max_length=5000, description="The text that was signed.")]
SignatureTask = Annotated[
    Id, Field(description="A step of type 11, collect a signature, from get_work_order; completed by this.")
]
