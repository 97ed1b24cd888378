"""How projects and client companies are answered."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NotRequired, cast

from typing_extensions import TypedDict

from store.database import Row
from store.types import iso
from store.work_orders import clients, totals
from tools.call import Call
from tools.paging import Page
from tools.rules.sentences import worded
from tools.shapes import NamedShape, Theirs
from tools.work_orders.projects.params import Address, Contact
from tools.work_orders.rules.project_totals import OrderTotals, TotalShape, order_totals
from tools.work_orders.shapes import named


class DispatchShape(TypedDict):
    """Automatic dispatch of the project's orders; settings_id when it was set up."""

    enabled: bool
    settings_id: NotRequired[str | None]


class _Project(TypedDict):
    """What a project may be without."""

    id: int
    description: NotRequired[Theirs | None]
    client: NotRequired[NamedShape | None]
    manager: NotRequired[NamedShape | None]
    start_date: NotRequired[str | None]
    end_date: NotRequired[str | None]
    default_template: NotRequired[NamedShape | None]


class ProjectShape(_Project):
    """A project in full."""

    company_id: int
    name: str
    status: str
    work_orders: OrderTotals
    dispatch: DispatchShape
    talent_pool_groups: TotalShape
    created_at: str
    updated_at: str


class ListedProject(_Project, total=False):
    """As much of a project as a list is asked for."""

    company_id: int
    name: str
    status: str
    work_orders: OrderTotals
    dispatch: DispatchShape
    talent_pool_groups: TotalShape
    created_at: str
    updated_at: str


def project_shapes(call: Call, rows: Sequence[Row]) -> list[ProjectShape]:
    """Loaded projects of the caller's company, each with its counts."""
    counts = totals.by_status(call.tx, "project_id", [row["id"] for row in rows])
    return [_project_shape(row, counts[row["id"]]) for row in rows]


def _project_shape(row: Row, counts: Mapping[int, int]) -> ProjectShape:
    return {
        "id": row["id"],
        "company_id": row["company_id"],
        "name": row["name"],
        "description": row["description"],
        "client": named(row, worded("client")),
        "manager": person(row, row["manager_id"], "manager_"),
        "status": row["status"],
        "start_date": row["start_date"],
        "end_date": row["end_date"],
        "default_template": named(row, "default_template"),
        "work_orders": order_totals(counts),
        "dispatch": {"enabled": bool(row["settings_enabled"]), "settings_id": row["settings_uuid"]},
        "talent_pool_groups": {"total": row["talent_pool_groups"]},
        "created_at": iso(row["created_at"]),
        "updated_at": iso(row["updated_at"]),
    }


class _Client(TypedDict):
    """What a client may be without. linked_company_id: its own company here."""

    id: int
    linked_company_id: NotRequired[int | None]
    display_name: NotRequired[str | None]
    contact: NotRequired[Contact | None]
    address: NotRequired[Address | None]
    website: NotRequired[str | None]
    industry: NotRequired[str | None]
    notes: NotRequired[Theirs | None]


class ClientShape(_Client):
    """A client company in full. company_id: whose client it is."""

    company_id: int
    name: str
    status: str
    managers: list[NamedShape]
    projects: TotalShape
    work_orders: TotalShape
    created_at: str


class ListedClient(_Client, total=False):
    """As much of a client as a list is asked for."""

    company_id: int
    name: str
    status: str
    managers: list[NamedShape]
    projects: TotalShape
    work_orders: TotalShape
    created_at: str


def client_shapes(call: Call, rows: Sequence[Row]) -> list[ClientShape]:
    """Loaded clients of the caller's company, each with its managers and counts."""
    ids = [row["id"] for row in rows]
    managers = clients.managers(call.tx, ids)
    projects = totals.projects_of(call.tx, ids)
    counts = totals.by_status(call.tx, "client_id", ids)
    return [
        _client_shape(row, managers[row["id"]], projects[row["id"]], sum(counts[row["id"]].values())) for row in rows
    ]


def _client_shape(row: Row, managers: Sequence[Row], projects: int, orders: int) -> ClientShape:
    return {
        "id": row["id"],
        "company_id": row["company_id"],
        "linked_company_id": row["linked_company_id"],
        "name": row["name"],
        "display_name": row["display_name"],
        "contact": json.loads(row["contact"]) if row["contact"] else None,
        "address": json.loads(row["address"]) if row["address"] else None,
        "website": row["website"],
        "industry": row["industry"],
        "notes": row["notes"],
        "status": row["status"],
        "managers": [cast(NamedShape, person(one, one["id"])) for one in managers],
        "projects": {"total": projects},
        "work_orders": {"total": orders},
        "created_at": iso(row["created_at"]),
    }


def person(row: Row, id: int | None, prefix: str = "") -> NamedShape | None:
    """{id, name} of a person whose names stand in a row."""
    if id is None:
        return None
    names = (row[f"{prefix}first_name"], row[f"{prefix}last_name"])
    return {"id": id, "name": " ".join(name for name in names if name)}


def with_columns(whole: Mapping[str, Any], columns: Sequence[str], page: Page, line: Sequence[str]) -> dict[str, Any]:
    """What a list shows of a record: the columns or fields that were asked for, else what a line has."""
    wanted = columns or [name for name in page.fields if name in whole] or line
    return {"id": whole["id"], **{name: whole[name] for name in wanted}}
