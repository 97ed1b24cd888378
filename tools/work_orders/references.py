"""What a work order points to: every id is looked up in the company before it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from store.database import Row
from store.phones import e164
from store.work_orders import catalog, managers
from store.work_orders.entries import Entry
from tools.call import Call
from tools.errors import Invalid, Step
from tools.rules.sentences import joined, told_by, word, worded
from tools.work_orders.access import is_member
from tools.work_orders.rules.drafts import check_primary


def invalid_reference(field: str, fault: str, *next: str | Step) -> Invalid:
    """The refusal of an id that names nothing the company has."""
    return Invalid({field: fault}, code="invalid_reference", next=next)


def site_phone(text: str, country: str | None, field: str) -> str:
    """A phone number in its one form; one without a country code is of the site's country. Invalid says why it is none."""
    try:
        return e164(text, country)
    except ValueError as fault:
        raise Invalid({field: told_by(fault)}) from None


def company_id(call: Call) -> int:
    """The company acted for; clients and agents always have one."""
    if call.caller.company_id is None:
        raise LookupError("a caller without a company reached a company's operation")
    return call.caller.company_id


def link_columns(call: Call, given: Mapping[str, Any], row: Row | None) -> dict[str, Any]:
    """project_id, client_id, manager_id as given, each checked; a project brings its client along."""
    columns = {name: given[name] for name in ("project_id", "client_id", "manager_id") if name in given}
    if "project_id" in columns or "client_id" in columns:
        columns |= _client_column(call, columns, row)
    if columns.get("manager_id") not in (None, _of(row, "manager_id")):
        check_manager(call, columns["manager_id"], "manager_id")
    return columns


def check_manager(call: Call, id: int, field: str) -> None:
    """Invalid unless it is a member of the company, and one who manages work orders."""
    if not is_member(call, id):
        raise invalid_reference(field, worded("{id} is no member of your company", id=id), "list_company_managers")
    if not managers.is_manager(call.tx, company_id(call), id):
        raise invalid_reference(field, worded("{id} manages no work orders any more", id=id), "list_company_managers")


def manages(call: Call) -> bool:
    """Whether the caller is somebody who manages work orders of the company."""
    return call.caller.kind == "person" and managers.is_manager(call.tx, company_id(call), call.caller.id)


def _client_column(call: Call, columns: Mapping[str, Any], row: Row | None) -> dict[str, Any]:
    """The client of an order that gets this project or client, when its project decides that; else {}."""
    project = _project(call, columns.get("project_id", _of(row, "project_id")), row)
    client_id = columns.get("client_id", _of(row, "client_id"))
    of_project = project["client_id"] if project is not None else None
    if project is not None and of_project is not None and client_id not in (None, of_project):
        fault = worded(
            "{id} belongs to client {of_project}, not to client {client_id}",
            id=project["id"],
            of_project=of_project,
            client_id=client_id,
        )
        raise invalid_reference("project_id", fault, "get_project")
    _check_client(call, of_project or client_id, row)
    if of_project is None or client_id is not None:
        return {}
    if "client_id" in columns:
        call.warn(f"The project is run for client {of_project}, so the work order stays with that client.")
    return {"client_id": of_project}


def _of(row: Row | None, column: str) -> int | None:
    return row[column] if row is not None else None


def _project(call: Call, id: int | None, row: Row | None) -> Row | None:
    """The project of an order; an archived one only where the order is in it already."""
    if id is None:
        return None
    project = catalog.project(call.tx, company_id(call), id)
    if project is None:
        raise invalid_reference(
            "project_id", worded("there is no project {id} in your company", id=id), "list_projects"
        )
    if project["status"] == "archived" and _of(row, "project_id") != id:
        raise invalid_reference(
            "project_id", worded("{id} is archived and takes no work orders", id=id), "list_projects"
        )
    return project


def _check_client(call: Call, id: int | None, row: Row | None) -> None:
    """Invalid unless it is a client of the company; an inactive one only where the order is for it already."""
    if id is None:
        return
    client = catalog.client(call.tx, company_id(call), id)
    if client is None:
        raise invalid_reference(
            "client_id", worded("there is no client {id} in your company", id=id), "list_client_companies"
        )
    if client["status"] == "inactive" and _of(row, "client_id") != id:
        raise invalid_reference(
            "client_id", worded("{id} is inactive and takes no work orders", id=id), "list_client_companies"
        )


def types_given(call: Call, types: Sequence[Mapping[str, Any]]) -> list[tuple[int, bool]]:
    """(id, is_primary) of each type of work, checked. A single one is the primary one."""
    pairs = [(each["id"], bool(each.get("is_primary", len(types) == 1))) for each in types]
    check_primary(pairs)
    for id, _ in pairs:
        if catalog.type_of_work(call.tx, company_id(call), id) is None:
            raise invalid_reference(
                "types_of_work", worded("there is no type of work {id}", id=id), "list_types_of_work"
            )
    return pairs


def check_service_type(call: Call, id: int, type_id: int | None) -> None:
    """Invalid unless the service type belongs to the primary type of work."""
    if type_id is None:
        raise Invalid({"service_type_id": worded("needs types_of_work: it belongs to the primary one")})
    known = [row["id"] for row in catalog.service_types_of(call.tx, company_id(call), type_id)]
    if id not in known:
        offered = ", ".join(map(str, known)) or worded("none")
        fault = worded(
            "{id} is no service type of type of work {type_id}; it has {offered}",
            id=id,
            type_id=type_id,
            offered=offered,
        )
        raise invalid_reference("service_type_id", fault, "list_service_types")


def check_networks(call: Call, ids: Sequence[int]) -> None:
    for id in ids:
        if catalog.network(call.tx, company_id(call), id) is None:
            raise invalid_reference(
                "network_ids", worded("there is no network {id} for you", id=id), "list_company_networks"
            )


def tag_ids(call: Call, tags: Sequence[str]) -> list[int]:
    """The company's tags behind numbers and names."""
    found = []
    for tag in tags:
        row = catalog.tag_by_id(call.tx, company_id(call), int(tag)) if tag.isdecimal() and len(tag) < 16 else None
        row = row or catalog.tag_by_name(call.tx, company_id(call), tag.strip())
        if row is None:
            fault = worded("your company has no tag {tag!r}", tag=tag)
            raise invalid_reference(worded("tags"), fault, "list_company_tags", "create_company_tag")
        found.append(row["id"])
    return found


def check_incomplete_reason(call: Call, company: int, id: int, field: str) -> Entry:
    """The reason; Invalid that lists the known ones."""
    reasons = catalog.incomplete_reasons(call.tx, company)
    return _reason(reasons, id, field, "list_incomplete_reasons")


def incomplete_reasons(call: Call, company: int) -> str:
    """What a company may give as a reason for incomplete work, for a refusal."""
    return _named(catalog.incomplete_reasons(call.tx, company))


def check_cancel_reason(call: Call, id: int) -> Entry:
    """The reason; Invalid that lists the known ones."""
    reasons = catalog.cancel_reasons(call.tx, company_id(call))
    return _reason(reasons, id, "cancel_reason", "list_cancel_reasons")


def _reason(reasons: Sequence[Entry], id: int, field: str, tool: str) -> Entry:
    for reason in reasons:
        if reason["id"] == id:
            return reason
    raise Invalid(
        {field: worded("{id} is not one of the reasons: {named}", id=id, named=_named(reasons))}, next=(tool,)
    )


def _named(reasons: Sequence[Entry]) -> str:
    """A company's own reasons stand as it wrote them, those of every company in the reader's language."""
    return joined([worded("{id} {name}", id=reason["id"], name=word(reason["name"])) for reason in reasons], ", ")
