"""Making work orders and changing their fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.params import Clearable, Id
from tools.rules.sentences import worded
from tools.work_orders.access import order_of_company
from tools.work_orders.drafting.site_homes import zone_of_site_given
from tools.work_orders.drafting.template_defaults import default_template, with_template
from tools.work_orders.drafting.writing import change_order, make_draft, missing_of, without_cleared
from tools.work_orders.params import (
    ActingUserId,
    ClosingNotes,
    Confidential,
    Contacts,
    CorrelationId,
    CustomFields,
    Description,
    EstimatedHours,
    IgnoreConflicts,
    IncidentId,
    Instructions,
    Location,
    NetworkIds,
    PayTerms,
    Qualifications,
    Schedule,
    Tags,
    Tasks,
    Title,
    TypesOfWork,
    WorkOrderId,
)
from tools.work_orders.shapes import WorkOrderShape, shape

TOOLSET = "work_orders"

TemplateId = Annotated[
    int, Field(ge=1, description="From list_work_order_templates, default the project's; what the call gives wins.")
]
TypeOfWorkId = Annotated[int, Field(ge=1, description="Short form of types_of_work: the one primary type.")]
ServiceTypeId = Annotated[int, Field(ge=1, description="Of the primary type of work, from list_service_types.")]
ProjectId = Annotated[Id, Field(description="From list_projects; brings its client and default template along.")]
ClientId = Annotated[Id, Field(description="On whose behalf, from list_client_companies.")]
ManagerId = Annotated[Id, Field(description="Member in charge, from list_users; default the caller.")]
RequireOntime = Annotated[bool, Field(description="Arrival on time is required. Default false.")]
RequireGps = Annotated[bool, Field(description="Check-in needs coordinates. Default false.")]
CounterOffers = Annotated[bool, Field(description="Providers may answer with other terms. Default true.")]


class NewWorkOrder(WorkOrderShape):
    missing: list[str]


class ChangedWorkOrder(WorkOrderShape):
    changed: list[str]
    material: bool
    notified: int


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="creation",
    example={
        "title": "Install a terminal",
        "type_of_work_id": 62,
        "estimated_hours": "2",
        "location": {
            "mode": "custom",
            "address1": "1 Main St",
            "city": "Minneapolis",
            "state": "MN",
            "zip": "55401",
            "country": "US",
            "latitude": 44.983,
            "longitude": -93.267,
        },
        "schedule": {"mode": "between", "start": "2026-03-24T09:00:00-05:00", "end": "2026-03-24T17:00:00-05:00"},
        "pay": {"type": "hourly", "base": {"amount": "45.00", "units": "3"}},
    },
    zone=zone_of_site_given,
    find=(
        "post a new on-site job",
        "I need somebody to install a POS terminal on Friday",
        "make a ticket from our standard blueprint",
        "open a field service ticket",
        "write up a job for a technician",
        "start a new dispatch for our store",
        "set up a site visit",
        "draft an installation or repair assignment",
        "we need a technician on site next week",
        "enter a new field assignment from a template",
        "something broke in our shop, get a technician to come",
        "new job for a field engineer with an address and a date",
    ),
)
def create_work_order(
    call: Call,
    title: Title | None = None,
    template_id: TemplateId | None = None,
    description: Description | None = None,
    confidential: Confidential | None = None,
    types_of_work: TypesOfWork | None = None,
    type_of_work_id: TypeOfWorkId | None = None,
    service_type_id: ServiceTypeId | None = None,
    location: Location | None = None,
    schedule: Schedule | None = None,
    pay: PayTerms | None = None,
    project_id: ProjectId | None = None,
    client_id: ClientId | None = None,
    manager_id: ManagerId | None = None,
    network_ids: NetworkIds | None = None,
    contacts: Contacts | None = None,
    tasks: Tasks | None = None,
    custom_fields: CustomFields | None = None,
    tags: Tags | None = None,
    qualifications: Qualifications | None = None,
    require_ontime: RequireOntime | None = None,
    require_gps: RequireGps | None = None,
    allow_counter_offers: CounterOffers | None = None,
    estimated_hours: EstimatedHours | None = None,
    incident_id: IncidentId | None = None,
    standard_instructions: Instructions | None = None,
) -> NewWorkOrder:
    """Create a draft work order, a job for a provider on site or remote, from scratch or from a template.

    Only a title is needed, the rest may follow with update_work_order. Nothing is held and nobody outside the company
    sees a draft. Money is in the company's currency. The answer's missing lists what publishing would still ask for.
    Next: publish_work_order lists it for providers, route_work_order offers it to one, assign_work_order contracts
    one."""
    given = _fields_of(call.given)
    if template_id is None:
        template_id = default_template(call, project_id)
    row = make_draft(call, with_template(call, given, template_id), template_id)
    return {**shape(call, row), "missing": missing_of(call, row)}


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    example={"title": "Install two terminals"},
    zone=zone_of_site_given,
    find=(
        "correct the description of that ticket",
        "move the job to another project and manager",
        "edit several details of an assignment at once",
        "fill in what the draft still needs",
        "change the date of the site visit",
        "the address of the job is different",
        "add steps and contacts to a field job",
        "rename the ticket",
        "set the price of a draft job",
        "hand the job to another colleague to manage",
        "edit the site job",
        "other date, address or description for the visit",
        "edit a field job before it is published",
        "raise the pay on the ticket",
        "correct the address in a work order",
    ),
)
def update_work_order(
    call: Call,
    work_order_id: WorkOrderId,
    correlation_id: CorrelationId | None = None,
    title: Title | None = None,
    description: Clearable[Description] | None = None,
    confidential: Clearable[Confidential] | None = None,
    types_of_work: TypesOfWork | None = None,
    type_of_work_id: TypeOfWorkId | None = None,
    service_type_id: Clearable[ServiceTypeId] | None = None,
    location: Clearable[Location] | None = None,
    schedule: Clearable[Schedule] | None = None,
    pay: Clearable[PayTerms] | None = None,
    project_id: Clearable[ProjectId] | None = None,
    client_id: Clearable[ClientId] | None = None,
    manager_id: Clearable[ManagerId] | None = None,
    network_ids: NetworkIds | None = None,
    contacts: Contacts | None = None,
    tasks: Tasks | None = None,
    custom_fields: CustomFields | None = None,
    tags: Tags | None = None,
    qualifications: Qualifications | None = None,
    require_ontime: RequireOntime | None = None,
    require_gps: RequireGps | None = None,
    allow_counter_offers: CounterOffers | None = None,
    estimated_hours: Clearable[EstimatedHours] | None = None,
    incident_id: Clearable[IncidentId] | None = None,
    standard_instructions: Clearable[Instructions] | None = None,
    closing_notes: Clearable[ClosingNotes] | None = None,
    ignore_conflicts: IgnoreConflicts | None = None,
    acting_user_id: ActingUserId | None = None,
) -> ChangedWorkOrder:
    """Change any fields of a work order in one call; what is not given stays as it is.

    clear names what to empty. All are checked first, then all are applied or none. List entries with an id are
    changed, others are added, none is removed. Pay is open in draft only; later update_work_order_pay changes it. Once
    published or routed, a change of schedule, location or qualifications is told to providers with an open offer or
    request; once assigned, a new schedule or location asks the provider to confirm again. Title, texts, contacts, tasks
    and tags stay open while assigned. A new time at which the assigned provider is not free is refused as in
    assign_work_order, unless an admin sets ignore_conflicts."""
    given = _fields_of(call.given)
    row = order_of_company(call, work_order_id, acting_user_id)
    changed = change_order(call, row, given, correlation_id, acting_user_id, ignore_conflicts)
    return {
        **shape(call, changed.row),
        "changed": sorted(given),
        "material": changed.material,
        "notified": changed.notified,
    }


_NOT_FIELDS = {
    "work_order_id", "correlation_id", "acting_user_id", "template_id", "type_of_work_id", "ignore_conflicts",
}  # fmt: skip


def _fields_of(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the order among an operation's arguments; the short form of the type of work spelt out."""
    given = without_cleared({name: value for name, value in arguments.items() if name not in _NOT_FIELDS})
    short = arguments.get("type_of_work_id")
    if short is not None:
        if "types_of_work" in given:
            raise Invalid({"type_of_work_id": worded("is the short form of types_of_work; give one of the two")})
        given["types_of_work"] = [{"id": short, "is_primary": True}]
    return given
