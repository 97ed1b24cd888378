"""The people to talk to about a work order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.folding import folded
from store.work_orders import parts as work_order_parts
from store.work_orders.logistics import contacts
from tools.call import Call
from tools.errors import Conflict, Invalid, NotFound
from tools.operation import operation
from tools.paging import Page
from tools.params import CLEARED, Clearable
from tools.questions import quoted
from tools.rules.sentences import Words, say, worded
from tools.text import plain
from tools.work_orders.access import order_of_company, write
from tools.work_orders.drafting.leaving import called
from tools.work_orders.drafting.parts import MAX_CONTACTS
from tools.work_orders.logistics.access import order_of_site, refuse_closed
from tools.work_orders.logistics.params import (
    ContactEmail,
    ContactId,
    ContactName,
    ContactNotes,
    Extension,
    Phone,
    Role,
)
from tools.work_orders.logistics.shapes import ContactShape, contact_shape
from tools.work_orders.notices import named, tell
from tools.work_orders.params import WorkOrderId
from tools.work_orders.references import site_phone

TOOLSET = "work_order_logistics"

_FIELDS = ("name", "role", "email", "phone", "ext", "notes")


class Contacts(TypedDict):
    results: list[ContactShape]
    total: int
    next_cursor: NotRequired[str | None]


class ContactDeleted(TypedDict):
    work_order_id: int
    contact_id: int
    deleted: bool


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "whom do I call at the site",
        "phone of the local manager",
        "people involved in this job",
        "who opens the door for me",
        "mail address of the person on site",
        "contact persons of a ticket",
        "who is there when I arrive",
        "extension of the store manager",
        "whom to ask about this visit",
        "list the people on a ticket",
        "who is the project manager of the job",
    ),
)
def list_work_order_contacts(call: Call, page: Page, work_order_id: WorkOrderId, role: Role | None = None) -> Contacts:
    """List the people to talk to about a work order, in the order in which they were added.

    For the company and the assigned provider. role keeps those of one role, in any case. create_work_order_contact adds
    somebody."""
    row, _ = order_of_site(call, work_order_id, worded("contacts"))
    found = [
        each
        for each in work_order_parts.contacts(call.tx, row["id"])
        if role is None or folded(each["role"] or "") == folded(role)
    ]
    part, next_cursor, total = page.slice(found)
    return {"results": [contact_shape(each) for each in part], "total": total, "next_cursor": next_cursor}


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    example={"name": "Kay Jones", "phone": "+16125550123"},
    find=(
        "put the store manager on the ticket",
        "add somebody to call at the site",
        "who to ask on arrival",
        "note the janitor's phone on the job",
        "give the technician a number to call",
        "enter a local contact person",
        "the provider should ask for Kay",
        "another person to talk to about the visit",
        "add our project manager to the site job",
        "write down who lets them in",
        "record a name and number for the site",
    ),
)
def create_work_order_contact(
    call: Call,
    work_order_id: WorkOrderId,
    name: ContactName,
    role: Role | None = None,
    email: ContactEmail | None = None,
    phone: Phone | None = None,
    ext: Extension | None = None,
    notes: ContactNotes | None = None,
) -> ContactShape:
    """Add a person to talk to about a work order: a name, and an e-mail address or a phone.

    Up to work done, at most 20 on one order. A phone without country code is read as one of the site's country. Nobody
    but the company and the assigned provider sees contacts; an assigned provider is told. Nothing is sent to the person
    themself."""
    row = order_of_company(call, work_order_id)
    refuse_closed(call, row, "create_work_order_contact")
    values = _checked(dict.fromkeys(_FIELDS) | _stored(row, call.given))
    if work_order_parts.count_contacts(call.tx, row["id"]) >= MAX_CONTACTS:
        raise Conflict(
            worded(
                "Work order {id} has {max_contacts} contacts, which is the most; change or delete one first.",
                id=row["id"],
                max_contacts=MAX_CONTACTS,
            ),
            next=("list_work_order_contacts", "delete_work_order_contact"),
        )
    id = work_order_parts.put_contact(call.tx, row["id"], call.stamp, None, values)
    write(call, row, "contact_added", detail={"contact_id": id})
    who = quoted(values["name"])
    _tell(call, row, say("{orders} has another contact: {who}.", orders=named([row]), who=who))
    return contact_shape(_contact(call, row, id))


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="free",
    example={"contact_id": 1, "phone": "+16125550123"},
    find=(
        "new phone number for the site manager",
        "correct the name of the person on site",
        "change whom to call",
        "the contact has another mail address now",
        "take the extension off a contact",
        "mend a wrong number on the ticket",
        "edit a contact person of the job",
        "the janitor is the one to ask now",
        "add a note to somebody on the ticket",
        "give the contact another role",
        "update the person at the door",
    ),
)
def update_work_order_contact(
    call: Call,
    work_order_id: WorkOrderId,
    contact_id: ContactId,
    name: ContactName | None = None,
    role: Clearable[Role] | None = None,
    email: Clearable[ContactEmail] | None = None,
    phone: Clearable[Phone] | None = None,
    ext: Clearable[Extension] | None = None,
    notes: Clearable[ContactNotes] | None = None,
) -> ContactShape:
    """Change a contact person of a work order; what is not given stays as it is.

    clear names what to empty; an e-mail address or a phone must remain. Up to work done. An assigned provider is told
    when something changed."""
    row = order_of_company(call, work_order_id)
    before = _contact(call, row, contact_id)
    refuse_closed(call, row, "update_work_order_contact")
    given = _stored(row, call.given)
    if not given:
        raise Invalid(
            {"contact_id": worded("names the contact; pass what is to change: {fields}", fields=", ".join(_FIELDS))}
        )
    after = _checked({name: before[name] for name in _FIELDS} | given)
    changed = sorted(name for name in _FIELDS if after[name] != before[name])
    if changed:
        work_order_parts.put_contact(call.tx, row["id"], call.stamp, contact_id, after)
        write(call, row, "contact_changed", detail={"contact_id": contact_id, "changed": changed})
        who = quoted(after["name"])
        _tell(call, row, say("A contact of {orders} changed: {who}.", orders=named([row]), who=who))
    return contact_shape(_contact(call, row, contact_id))


@operation(
    access="destructive",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "she no longer works there",
        "take that person off the ticket",
        "drop the wrong phone entry",
        "remove a contact from the job",
        "nobody should call the manager any more",
        "delete the person to ask on site",
        "this number must not be called",
        "the contact was entered twice",
        "strike somebody off the people on the visit",
        "forget the janitor's number",
        "the site contact has left",
    ),
)
def delete_work_order_contact(call: Call, work_order_id: WorkOrderId, contact_id: ContactId) -> ContactDeleted:
    """Remove a contact person from a work order.

    Up to work done. An assigned provider is told. create_work_order_contact adds another."""
    row = order_of_company(call, work_order_id)
    contact = _contact(call, row, contact_id)
    refuse_closed(call, row, "delete_work_order_contact")
    who = quoted(contact["name"])
    call.confirm(
        worded("Remove contact {contact_id} from work order {id}", contact_id=contact_id, id=row["id"]),
        record=f"work_order:{row['id']}",
        details=(worded("The contact is {who}", who=who), called([row])),
    )
    contacts.delete(call.tx, contact_id)
    write(call, row, "contact_removed", detail={"contact_id": contact_id})
    _tell(call, row, say("{orders} has a contact less: {who}.", orders=named([row]), who=who))
    return {"work_order_id": row["id"], "contact_id": contact_id, "deleted": True}


def _contact(call: Call, row: Row, id: int) -> Row:
    found = contacts.find(call.tx, row["id"], id)
    if found is None:
        raise NotFound("contact", id, next=("list_work_order_contacts",))
    return found


def _stored(row: Row, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """What was given of a contact as it is kept; None empties."""
    given = {name: arguments[name] for name in _FIELDS if arguments.get(name) is not None}
    values = {name: None if value is CLEARED else plain(value) or None for name, value in given.items()}
    phone = values.get("phone")
    return values | ({"phone": site_phone(phone, row["country"], "phone")} if phone else {})


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    """Invalid unless the contact has a name and a way to reach them."""
    if not values["name"]:
        raise Invalid({"name": worded("must not be blank")})
    if not values["email"] and not values["phone"]:
        raise Invalid({"email": worded("or phone is needed: a contact is somebody who can be reached")})
    return values


def _tell(call: Call, row: Row, text: Words) -> None:
    """The provider who has the order hears of it."""
    tell(call, [row], [row["assignee_id"]], "work_order_changed", text)
