"""What a work order is given with: the parameter types that creating, changing and templates share."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import BeforeValidator, Field, WithJsonSchema
from typing_extensions import TypedDict

from tools.params import Amount, Email, Id, LocalMoment, NumberOrCode, OneLine, PositiveAmount, Zone
from tools.work_orders.rules.qualifications import Operator, RuleType

WorkOrderId = Annotated[int, Field(ge=1, description="The work order, from list_work_orders.")]
ActingUserId = Annotated[
    int, Field(ge=1, description="Company member in whose name the call is made; admins only, both names are kept.")
]
IgnoreConflicts = Annotated[bool, Field(description="Admins: go on although the provider is not free then.")]
CorrelationId = Annotated[
    str, Field(min_length=1, max_length=64, description="From the last answer; refuses when the order changed since.")
]

Title = Annotated[OneLine, Field(min_length=1, max_length=255, description="Short name of the job.")]
Description = Annotated[
    str, Field(min_length=1, max_length=20_000, description="What has to be done; providers see it. HTML allowed.")
]
Confidential = Annotated[
    str, Field(min_length=1, max_length=20_000, description="Shown to the assigned provider only. HTML allowed.")
]
Instructions = Annotated[
    str, Field(min_length=1, max_length=20_000, description="Standard instructions of the company. HTML allowed.")
]
ClosingNotes = Annotated[str, Field(min_length=1, max_length=5000, description="How the job ended.")]
IncidentId = Annotated[
    str,
    Field(
        min_length=1,
        max_length=64,
        pattern=r"^[A-Za-z0-9_/.-][A-Za-z0-9_/. -]*$",
        description="The company's own incident or ticket number: letters, digits, - _ / . and space.",
    ),
]
EstimatedHours = Annotated[PositiveAmount, Field(le=1000, description="Expected hours on site, above 0, as text.")]

Latitude = Annotated[float, Field(ge=-90, le=90, description="Degrees north.")]
Longitude = Annotated[float, Field(ge=-180, le=180, description="Degrees east.")]


class Circle(TypedDict):
    latitude: Latitude
    longitude: Longitude
    distance_km: Annotated[float, Field(gt=0, le=20_100)]


Line = Annotated[OneLine, Field(min_length=1, max_length=255)]
Country = Annotated[str, Field(min_length=2, max_length=2, description="Two letters, such as US.")]


class TypeOfWorkIn(TypedDict):
    id: Annotated[int, Field(ge=1, description="From list_types_of_work.")]
    is_primary: NotRequired[bool]


TypesOfWork = Annotated[
    list[TypeOfWorkIn], Field(min_length=1, max_length=10, description="Types of work, exactly one primary.")
]


class LocationIn(TypedDict):
    mode: Annotated[Literal["custom", "saved", "remote"], Field(description="custom takes an address or coordinates.")]
    saved_location_id: NotRequired[Annotated[int, Field(ge=1, description="For mode saved.")]]
    display_name: NotRequired[Line]
    address1: NotRequired[Line]
    address2: NotRequired[Line]
    city: NotRequired[Line]
    state: NotRequired[Line]
    zip: NotRequired[Annotated[str, Field(min_length=1, max_length=20)]]
    country: NotRequired[Country]
    latitude: NotRequired[Latitude]
    longitude: NotRequired[Longitude]
    time_zone: NotRequired[
        Annotated[Zone, Field(description="Of the site. Else from coordinates, country, or the offset of the times.")]
    ]
    type_id: NotRequired[
        Annotated[Literal[1, 2, 3, 4], Field(description="1 commercial, 2 government, 3 residential, 4 educational.")]
    ]
    notes: NotRequired[Annotated[str, Field(min_length=1, max_length=2000, description="Appended as a note.")]]
    save_as: NotRequired[
        Annotated[str, Field(min_length=1, max_length=120, description="Also keep it as a saved location.")]
    ]


Location = Annotated[LocationIn, Field(description="Where it takes place.")]


class ScheduleIn(TypedDict):
    mode: NotRequired[
        Annotated[
            Literal["exact", "between", "hours"],
            Field(description="exact: at start. between: start to end. hours: each day between the two times of day."),
        ]
    ]
    start: NotRequired[LocalMoment]
    end: NotRequired[LocalMoment]
    time_zone: NotRequired[Zone]
    schedule_note: NotRequired[Annotated[str, Field(min_length=1, max_length=2000)]]


Schedule = Annotated[ScheduleIn, Field(description="Service window; end only for between and hours.")]


class BaseIn(TypedDict):
    amount: NotRequired[PositiveAmount]
    units: NotRequired[Annotated[PositiveAmount, Field(description="Most hours or devices; 1 or left out for fixed.")]]


class AdditionalIn(TypedDict):
    amount: NotRequired[Amount]
    units: NotRequired[Annotated[Amount, Field(description="Most further hours.")]]


class CancellationFeeIn(TypedDict):
    calculation: NotRequired[Literal["fixed", "percent"]]
    amount: Amount
    hours24_applicable: NotRequired[Annotated[bool, Field(description="Due when called off within 24 hours.")]]


class PayIn(TypedDict):
    type: NotRequired[Literal["fixed", "hourly", "device", "blended"]]
    base: NotRequired[BaseIn]
    additional: NotRequired[Annotated[AdditionalIn, Field(description="Blended pay only: per hour after the base.")]]
    bonus_ids: NotRequired[
        Annotated[list[Id], Field(max_length=20, description="Promised: bonuses of the company, by number.")]
    ]
    penalty_ids: NotRequired[
        Annotated[list[Id], Field(max_length=20, description="Announced: penalties of the company, by number.")]
    ]
    cancellation_fee: NotRequired[CancellationFeeIn]
    payment_terms_days: NotRequired[Annotated[int, Field(ge=0, le=60)]]


PayTerms = Annotated[PayIn, Field(description="Pay terms in the company's currency.")]


class ContactIn(TypedDict):
    id: NotRequired[Annotated[int, Field(ge=1, description="Changes this contact; without it one is added.")]]
    name: Annotated[OneLine, Field(min_length=1, max_length=120)]
    role: NotRequired[Annotated[str, Field(min_length=1, max_length=60)]]
    email: NotRequired[Email]
    phone: NotRequired[
        Annotated[str, Field(min_length=3, max_length=40, description="With country code, or as dialled at the site.")]
    ]
    ext: NotRequired[Annotated[str, Field(min_length=1, max_length=10)]]
    notes: NotRequired[Annotated[str, Field(min_length=1, max_length=1000)]]


Contacts = Annotated[
    list[ContactIn], Field(min_length=1, max_length=20, description="People to call; each has an e-mail or a phone.")
]


class AlertIn(TypedDict):
    email: Email


class TaskIn(TypedDict):
    id: NotRequired[Annotated[int, Field(ge=1, description="Changes this task; without it one is added.")]]
    group: Literal["prep", "onsite", "post"]
    type_id: Annotated[
        int,
        Field(
            ge=1,
            le=13,
            description="1 set ETA, 2 close-out notes, 3 check in, 4 check out, 5 upload a file, 6 take a picture,"
            " 7 fill in a custom field, 8 call, 9 e-mail, 10 custom, 11 signature, 12 shipment tracking,"
            " 13 download a file.",
        ),
    ]
    label: NotRequired[Annotated[OneLine, Field(min_length=1, max_length=1000)]]
    required: NotRequired[Annotated[bool, Field(description="Default true.")]]
    order: NotRequired[Annotated[int, Field(ge=1, le=1000, description="Default: last of its group.")]]
    alerts: NotRequired[Annotated[list[AlertIn], Field(max_length=10, description="Mailed on completion.")]]
    custom_field_id: NotRequired[Annotated[int, Field(ge=1, description="For type 7.")]]
    phone: NotRequired[
        Annotated[
            str,
            Field(min_length=3, max_length=40, description="For type 8; with country code, or as dialled at the site."),
        ]
    ]
    email: NotRequired[Annotated[Email, Field(description="For type 9.")]]
    folder_id: NotRequired[Annotated[int, Field(ge=1, description="For types 5 and 6.")]]
    attachment_id: NotRequired[Annotated[int, Field(ge=1, description="For type 13.")]]


Tasks = Annotated[list[TaskIn], Field(min_length=1, max_length=100, description="Steps of the checklist.")]


def _as_text(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else value


FieldValue = Annotated[
    str,
    BeforeValidator(_as_text),
    WithJsonSchema({"type": "string", "maxLength": 2000}),
    Field(max_length=2000, description="As text: a number, true or false, a date, an option. Empty text empties it."),
]


class CustomFieldIn(TypedDict):
    custom_field_id: Annotated[int, Field(ge=1, description="Number of a custom field of the company.")]
    value: FieldValue


CustomFields = Annotated[
    list[CustomFieldIn], Field(min_length=1, max_length=100, description="Values of custom fields.")
]
Tags = Annotated[
    list[NumberOrCode], Field(min_length=1, max_length=30, description="Tags of the company, by number or name.")
]


class QualificationIn(TypedDict):
    type: RuleType
    name: NotRequired[Annotated[OneLine, Field(min_length=1, max_length=80)]]
    operator: NotRequired[Operator]
    value: RuleValue
    required: NotRequired[Annotated[bool, Field(description="Default true; false only ranks.")]]
    weight: NotRequired[Annotated[int, Field(ge=0, le=100, description="For optional rules, default 10.")]]


Qualifications = Annotated[
    list[QualificationIn],
    Field(
        min_length=1,
        max_length=30,
        description="What a provider must or should have. background_check and drug_test: passed, failed or pending.",
    ),
]
NetworkIds = Annotated[
    list[Id],
    Field(min_length=1, max_length=50, description="Who sees it when published: networks of the company, by number."),
]


class TemplateScheduleIn(TypedDict):
    mode: NotRequired[Literal["exact", "between", "hours"]]
    duration_minutes: NotRequired[Annotated[int, Field(ge=1, le=527_040, description="Length of the window.")]]
    time_zone: NotRequired[Zone]
    schedule_note: NotRequired[Annotated[str, Field(min_length=1, max_length=2000)]]


class DefaultsIn(TypedDict):
    """What a template gives a new order."""

    title: NotRequired[Title]
    description: NotRequired[Description]
    confidential: NotRequired[Confidential]
    standard_instructions: NotRequired[Instructions]
    types_of_work: NotRequired[TypesOfWork]
    service_type_id: NotRequired[Id]
    location: NotRequired[Location]
    schedule: NotRequired[TemplateScheduleIn]
    pay: NotRequired[PayTerms]
    project_id: NotRequired[Id]
    client_id: NotRequired[Id]
    manager_id: NotRequired[Id]
    network_ids: NotRequired[NetworkIds]
    contacts: NotRequired[Contacts]
    tasks: NotRequired[Tasks]
    custom_fields: NotRequired[CustomFields]
    tags: NotRequired[Tags]
    qualifications: NotRequired[Qualifications]
    require_ontime: NotRequired[bool]
    require_gps: NotRequired[bool]
    allow_counter_offers: NotRequired[bool]
    estimated_hours: NotRequired[EstimatedHours]
    incident_id: NotRequired[IncidentId]


def _rule_value(value: object) -> object:
    """A number, a flag or a list of words as the text it stands for."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(str(_rule_value(each)) for each in value)
    return str(value) if isinstance(value, int | float) else value


RuleValue = Annotated[
    str,
    BeforeValidator(_rule_value),
    WithJsonSchema({"type": "string"}),
    Field(
        min_length=1,
        max_length=1000,
        description='What the fact is compared with: "4.0", "passed", "Cisco CCNA", or several for has, in and not_in, '
        "separated by commas. Types of work and networks by id.",
    ),
]
