"""Changing a client company: its names, contact, address, who looks after it, and whether it is run for now."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from store.database import Row
from store.work_orders import clients
from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.params import CLEARED, Clearable
from tools.rules.sentences import worded
from tools.text import plain
from tools.work_orders.projects.checks import (
    check_linked_company,
    checked_managers,
    client_of_company,
    free_client_name,
    stored_address,
    stored_contact,
)
from tools.work_orders.projects.params import (
    Address,
    ClientId,
    ClientName,
    ClientStatus,
    Contact,
    DisplayName,
    Industry,
    LinkedCompanyId,
    ManagerIds,
    Notes,
    Website,
)
from tools.work_orders.projects.shapes import ClientShape, client_shapes

TOOLSET = "projects"


class ChangedClient(ClientShape):
    """changed: what has another value than before."""

    changed: list[str]


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    example={"client_id": 1, "status": "inactive"},
    find=(
        "the end customer has a new contact person",
        "we do not work for this client any more",
        "correct the address of a client company",
        "rename the retailer we do jobs for",
        "another colleague looks after this customer now",
        "make a client inactive",
        "work for a former customer again",
        "change the website of a client",
        "note something about the end customer",
        "link a client to its company in this hall",
        "new phone number at the customer's head office",
        "edit a client record",
    ),
)
def update_client_company(
    call: Call,
    client_id: ClientId,
    name: ClientName | None = None,
    display_name: Clearable[DisplayName] | None = None,
    contact: Clearable[Annotated[Contact, Field(description="Whom to talk to there; replaces the one before.")]]
    | None = None,
    address: Clearable[Annotated[Address, Field(description="Where the client sits; replaces the one before.")]]
    | None = None,
    website: Clearable[Website] | None = None,
    industry: Clearable[Industry] | None = None,
    manager_ids: Clearable[ManagerIds] | None = None,
    linked_company_id: Clearable[LinkedCompanyId] | None = None,
    notes: Clearable[Notes] | None = None,
    status: ClientStatus | None = None,
) -> ChangedClient:
    """Change a client company of yours. Only what is passed changes; clear names what to empty.

    An inactive client takes no new projects, sites or work orders; those it has go on. Nobody is told, a linked company
    neither."""
    client = client_of_company(call, client_id)
    given = {name: call.given[name] for name in _CHANGEABLE if call.given.get(name) is not None}
    if not given:
        raise Invalid(
            {
                "client_id": worded(
                    "names the client; pass what is to change: {changeable}", changeable=", ".join(_CHANGEABLE)
                )
            }
        )
    columns = _columns(call, client, given)
    changed = [name for name, value in columns.items() if value != client[name]]
    if changed:
        clients.change(call.tx, client, call.stamp, **{name: columns[name] for name in changed})
    if "manager_ids" in given and _set_managers(call, client["id"], given["manager_ids"] or ()):
        changed.append("manager_ids")
    if not changed:
        call.waive_fee()
    return {**client_shapes(call, [client_of_company(call, client_id)])[0], "changed": changed}


_TEXTS = ("display_name", "industry", "notes")
_CHANGEABLE = (
    "name", "display_name", "contact", "address", "website", "industry", "manager_ids", "linked_company_id", "notes",
    "status",
)  # fmt: skip


def _columns(call: Call, client: Row, given: Mapping[str, Any]) -> dict[str, Any]:
    """What was given as it is stored, without the managers, everything checked."""
    columns: dict[str, Any] = {
        name: None if value is CLEARED else value for name, value in given.items() if name != "manager_ids"
    }
    if "name" in columns:
        columns["name"] = free_client_name(call, columns["name"], client["id"])
    columns |= {name: plain(columns[name]) or None for name in _TEXTS if columns.get(name)}
    if "address" in columns:
        columns["address"] = stored_address(columns["address"])
    if "contact" in columns:
        address = columns.get("address", client["address"])
        country = json.loads(address).get("country") if address else None
        columns["contact"] = stored_contact(columns["contact"], country)
    if columns.get("linked_company_id") is not None:
        check_linked_company(call, columns["linked_company_id"])
    return columns


def _set_managers(call: Call, client_id: int, given: Any) -> bool:
    """Write who looks after the client; whether that is somebody else than before. Who did before need be no member."""
    before = {row["id"] for row in clients.managers(call.tx, [client_id])[client_id]}
    checked_managers(call, [id for id in given if id not in before])
    if set(given) == before:
        return False
    clients.set_managers(call.tx, client_id, given)
    return True
