"""Changing a project: its name, client, people, days, template, and whether it is archived."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store.database import Row
from store.work_orders import projects
from tools.call import Call
from tools.errors import Conflict, Invalid, Step
from tools.operation import operation
from tools.params import CLEARED, Clearable
from tools.rules.sentences import worded
from tools.text import plain
from tools.work_orders.projects.checks import (
    check_client,
    check_days,
    check_template,
    free_project_name,
    project_of_company,
)
from tools.work_orders.projects.params import (
    About,
    Begin,
    DefaultTemplateId,
    End,
    ManagerId,
    OfClient,
    ProjectId,
    ProjectName,
    ProjectStatus,
)
from tools.work_orders.projects.shapes import ProjectShape, project_shapes
from tools.work_orders.references import check_manager

TOOLSET = "projects"


class ChangedProject(ProjectShape):
    """changed: what has another value than before."""

    changed: list[str]


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    example={"project_id": 1, "end_date": "2026-06-30"},
    find=(
        "archive a finished rollout",
        "reopen an archived programme",
        "rename the campaign",
        "the project ends a month later",
        "hand the programme over to another manager",
        "change which blueprint tickets of a project start from",
        "put the project under another client",
        "close the spring campaign",
        "correct the description of a project",
        "no more tickets in this programme",
        "move the start of a rollout",
        "bring a closed project back",
    ),
)
def update_project(
    call: Call,
    project_id: ProjectId,
    name: ProjectName | None = None,
    client_id: Clearable[OfClient] | None = None,
    manager_id: Clearable[ManagerId] | None = None,
    description: Clearable[About] | None = None,
    start_date: Clearable[Begin] | None = None,
    end_date: Clearable[End] | None = None,
    default_template_id: Clearable[DefaultTemplateId] | None = None,
    status: ProjectStatus | None = None,
) -> ChangedProject:
    """Change a project of the company, archive it or bring it back. Only what is passed changes; clear names what to empty.

    An archived project takes no new work orders; those in it go on. Another client is refused while orders of the project
    are for the one before. Work orders and templates stay as they are."""
    project = project_of_company(call, project_id)
    given = {name: call.given[name] for name in _CHANGEABLE if call.given.get(name) is not None}
    if not given:
        raise Invalid(
            {
                "project_id": worded(
                    "names the project; pass what is to change: {changeable}", changeable=", ".join(_CHANGEABLE)
                )
            }
        )
    columns = _columns(call, project, given)
    changed = [name for name, value in columns.items() if value != project[name]]
    if changed:
        projects.change(call.tx, project, call.stamp, **{name: columns[name] for name in changed})
    else:
        call.waive_fee()
    return {**project_shapes(call, [project_of_company(call, project_id)])[0], "changed": changed}


_CHANGEABLE = (
    "name", "client_id", "manager_id", "description", "start_date", "end_date", "default_template_id", "status",
)  # fmt: skip


def _columns(call: Call, project: Row, given: Mapping[str, Any]) -> dict[str, Any]:
    """What was given as it is stored, every reference looked up."""
    columns: dict[str, Any] = {name: None if value is CLEARED else value for name, value in given.items()}
    if "name" in columns:
        columns["name"] = free_project_name(call, columns["name"], project["id"])
    if columns.get("description"):
        columns["description"] = plain(columns["description"]) or None
    for name in ("start_date", "end_date"):
        if columns.get(name):
            columns[name] = columns[name].isoformat()
    check_days(*(columns.get(name, project[name]) for name in ("start_date", "end_date")))
    _check_links(call, project, columns)
    return columns


def _check_links(call: Call, project: Row, columns: Mapping[str, Any]) -> None:
    """Invalid or Conflict for what the project cannot point to; what it points to already is not looked at again."""
    new = {name: value for name, value in columns.items() if value is not None and value != project[name]}
    if "manager_id" in new:
        check_manager(call, new["manager_id"], "manager_id")
    if "default_template_id" in new:
        check_template(call, new["default_template_id"])
    if "client_id" not in new:
        return
    check_client(call, new["client_id"])
    order = projects.other_clients_order(call.tx, project["id"], new["client_id"])
    if order is not None:
        raise Conflict(
            worded(
                "Work order {order} of project {id} is for another client, and so may others be; make a "
                "project for the other client, or move those orders first.",
                order=order,
                id=project["id"],
            ),
            next=(Step("list_work_orders", {"project_id": [project["id"]]}), "create_project"),
        )
