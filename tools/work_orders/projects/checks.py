"""What projects, clients and sites are checked for before they are written."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from store.database import Row
from store.people import members
from store.work_orders import catalog, clients, projects
from store.work_orders import templates as work_order_templates
from tools.call import Call
from tools.errors import Conflict, Invalid, NotFound, Step
from tools.rules.countries import COUNTRIES
from tools.rules.sentences import word, worded
from tools.text import plain
from tools.work_orders.references import check_manager, company_id, invalid_reference, site_phone


def project_of_company(call: Call, id: int) -> Row:
    """A project of the caller's company; the same NotFound for an unknown one and for somebody else's."""
    row = projects.find(call.tx, company_id(call), id)
    if row is None:
        raise NotFound("project", id, next=("list_projects",))
    return row


def client_of_company(call: Call, id: int) -> Row:
    """A client of the caller's company; the same NotFound for an unknown one and for somebody else's."""
    row = clients.find(call.tx, company_id(call), id)
    if row is None:
        raise NotFound("client company", id, next=("list_client_companies",))
    return row


def free_project_name(call: Call, name: str, project_id: int | None = None) -> str:
    """The name as it is kept; Conflict when another project of the company bears it."""
    kept = _not_blank(name)
    taken = projects.find_by_name(call.tx, company_id(call), kept)
    if taken is not None and taken["id"] != project_id:
        raise _taken(worded("project"), taken, Step("get_project", {"project_id": taken["id"]}))
    return kept


def free_client_name(call: Call, name: str, client_id: int | None = None) -> str:
    """The name as it is kept; Conflict when another client of the company bears it."""
    kept = _not_blank(name)
    taken = clients.find_by_name(call.tx, company_id(call), kept)
    if taken is not None and taken["id"] != client_id:
        raise _taken(worded("client"), taken, Step("get_client_company", {"client_id": taken["id"]}))
    return kept


def _not_blank(name: str) -> str:
    kept = plain(name)
    if not kept:
        raise Invalid({"name": worded("must not be blank")})
    return kept


def _taken(kind: str, taken: Row, look: Step) -> Conflict:
    return Conflict(
        worded(
            "Your company already has a {kind} {name!r} (number {id}); choose another name.",
            kind=word(kind),
            name=taken["name"],
            id=taken["id"],
        ),
        next=(look,),
        details={"id": taken["id"]},
    )


def check_client(call: Call, id: int) -> None:
    """Invalid unless it is a client of the company that is run for now."""
    client = catalog.client(call.tx, company_id(call), id)
    if client is None:
        raise invalid_reference("client_id", worded("your company has no client {id}", id=id), "list_client_companies")
    if client["status"] == "inactive":
        raise invalid_reference("client_id", worded("client {id} is inactive", id=id), "list_client_companies")


def check_template(call: Call, id: int) -> None:
    """Invalid unless it is a template of the company that is in use."""
    template = work_order_templates.find(call.tx, company_id(call), id)
    if template is None or not template["active"]:
        fault = worded("your company has no template {id}", id=id)
        raise invalid_reference("default_template_id", fault, "list_work_order_templates")


def check_linked_company(call: Call, id: int) -> None:
    if members.find_company(call.tx, id) is None:
        raise invalid_reference("linked_company_id", worded("there is no company {id} in this hall", id=id))


def check_days(start: str | None, end: str | None) -> None:
    """Invalid when a project would end before it begins. Days as stored."""
    if start is not None and end is not None and end < start:
        raise Invalid({"end_date": worded("must not be before start_date, which is {start}", start=start)})


def stored_address(address: Mapping[str, Any] | None) -> str | None:
    """An address as JSON, its country in capitals; Invalid for one that is no country."""
    kept = {name: plain(value) for name, value in (address or {}).items() if value}
    if "country" in kept:
        kept["country"] = kept["country"].upper()
        if kept["country"] not in COUNTRIES:
            raise Invalid({"address.country": worded("must be the two letters of a country, such as US")})
    return _json(kept)


def stored_contact(contact: Mapping[str, Any] | None, country: str | None) -> str | None:
    """A contact as JSON, its number in one form; one without a country code is of the country."""
    kept = {name: plain(value) for name, value in (contact or {}).items() if value}
    if "phone" in kept:
        kept["phone"] = site_phone(kept["phone"], country.upper() if country else None, "contact.phone")
    return _json(kept)


def _json(kept: Mapping[str, Any]) -> str | None:
    return json.dumps(kept, ensure_ascii=False) if kept else None


def checked_managers(call: Call, ids: Sequence[int]) -> list[int]:
    """The members who are to look after a client, each once."""
    for id in ids:
        check_manager(call, id, "manager_ids")
    return list(dict.fromkeys(ids))
