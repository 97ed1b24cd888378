"""How automatic dispatch behaves for a project: set up, read, changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from store.database import Row
from store.types import utc_text, utc_time
from store.work_orders.dispatch import runs as dispatch_runs
from store.work_orders.dispatch import settings as dispatch_settings
from store.work_orders.projects import find as find_project
from tools.call import Call
from tools.errors import Conflict, Invalid, NotAllowed, NotFound, Step
from tools.operation import operation
from tools.params import CLEARED, Clearable, Id, Moment
from tools.rules.sentences import worded
from tools.work_orders.dispatch.params import ProjectId
from tools.work_orders.dispatch.rules.settings import fault_of_span
from tools.work_orders.dispatch.settings_record import SettingsShape, settings_of, settings_shape
from tools.work_orders.references import company_id, invalid_reference

TOOLSET = "dispatch"

BuyerId = Annotated[Id, Field(description="Your company; nothing else is possible.")]
Runtime = Annotated[int, Field(ge=1, le=10_080, description="Minutes each tier has to answer.")]
Rerun = Annotated[bool, Field(description="true: after the last tier begin again with the first, up to the threshold.")]
Threshold = Annotated[
    int, Field(ge=0, le=43_200, description="Minutes; no new round this close to the latest arrival.")
]
FirstAvailable = Annotated[bool, Field(description="true: assign the best at once, without asking them.")]
Revert = Annotated[bool, Field(description="true: an order nobody took becomes a draft and its hold is released.")]
From = Annotated[Moment, Field(description="From when runs may start.")]
Until = Annotated[Moment, Field(description="Until when; after effective_from.")]
Enabled = Annotated[bool, Field(description="Whether orders of the project may be dispatched automatically.")]

# Parameters that are stored under their own name.
_FLAGS = ("rerun_until_threshold", "dispatch_to_first_available", "revert_to_draft_on_no_available")
_MINUTES = ("dispatch_runtime_minutes", "rerun_threshold_minutes")
_CHANGEABLE = (*_MINUTES, *_FLAGS, "effective_from", "effective_to", "is_dispatch_settings_enabled")


class ShownSettings(SettingsShape):
    """effective_now: whether a run could start at this moment."""

    effective_now: bool


class ChangedSettings(SettingsShape):
    """stopped_runs: how many searches ended because of it."""

    stopped_runs: int


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="creation",
    find=(
        "switch on automatic matching for the rollout",
        "each level gets two hours to answer",
        "configure the robot for project 55",
        "set up smart dispatch for a programme",
        "let the system fill all tickets of this project from now on",
        "automatic search: assign the first free technician without asking",
        "what happens when nobody takes the jobs of the rollout",
        "how long may a tier think before the next one is asked",
        "begin the search again while there is time",
        "enable automatic dispatch from next Monday",
        "rules for automatic filling of the campaign",
        "turn on the auto search for the store refresh",
    ),
)
def create_dispatch_settings(
    call: Call,
    project_id: ProjectId,
    buyer_id: BuyerId | None = None,
    dispatch_runtime_minutes: Runtime = 60,
    rerun_until_threshold: Rerun = False,
    rerun_threshold_minutes: Threshold = 720,
    dispatch_to_first_available: FirstAvailable = False,
    revert_to_draft_on_no_available: Revert = True,
    effective_from: From | None = None,
    effective_to: Until | None = None,
    is_dispatch_settings_enabled: Enabled = True,
) -> SettingsShape:
    """Set up how automatic dispatch behaves for a project: how long each tier has, and what comes after the last one.

    One record a project; update_dispatch_settings changes it. By itself it dispatches nothing: people come from the talent
    pools or service territories of the project, and start_smart_dispatch begins the search for given orders."""
    if find_project(call.tx, company_id(call), project_id) is None:
        fault = worded("there is no project {project_id} in your company", project_id=project_id)
        raise invalid_reference("project_id", fault, "list_projects", "create_project")
    _check_buyer(call, buyer_id)
    if dispatch_settings.find(call.tx, company_id(call), project_id) is not None:
        raise Conflict(
            worded(
                "Project {project_id} has dispatch settings already; change them with update_dispatch_settings.",
                project_id=project_id,
            ),
            next=(Step("update_dispatch_settings", {"project_id": project_id}), "get_dispatch_settings"),
        )
    start = effective_from or call.now
    if wrong := fault_of_span(start, effective_to):
        raise Invalid({"effective_to": wrong})
    dispatch_settings.insert(
        call.tx,
        call.caller.owner,
        call.stamp,
        uuid=call.new_uuid(),
        project_id=project_id,
        company_id=company_id(call),
        dispatch_runtime_minutes=dispatch_runtime_minutes,
        rerun_until_threshold=int(rerun_until_threshold),
        rerun_threshold_minutes=rerun_threshold_minutes,
        dispatch_to_first_available=int(dispatch_to_first_available),
        revert_to_draft_on_no_available=int(revert_to_draft_on_no_available),
        effective_from=utc_text(start),
        effective_to=utc_text(effective_to) if effective_to else None,
        enabled=int(is_dispatch_settings_enabled),
    )
    return settings_shape(_of_project(call, project_id))


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "how is automatic matching configured",
        "is the robot on for this rollout",
        "how long does each level have to answer",
        "show the smart dispatch setup of a project",
        "does the system assign without asking in this programme",
        "until when is automatic dispatch active",
        "what does the auto search do when nobody is found",
        "are unfilled jobs of the project put back to draft",
        "settings of the automatic search",
        "is auto dispatch enabled",
        "rules by which tickets of the project are filled",
    ),
)
def get_dispatch_settings(call: Call, project_id: ProjectId) -> ShownSettings:
    """Show the automatic dispatch settings of a project, and whether a run could start now."""
    row = _of_project(call, project_id)
    return {**settings_shape(row), "effective_now": settings_of(row).effective(call.now)}


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    example={"project_id": 1, "dispatch_runtime_minutes": 30},
    find=(
        "turn automatic matching off",
        "give every level only 30 minutes",
        "do not fall back to draft any more",
        "stop the robot for this project",
        "pause automatic dispatch of the rollout",
        "let the automatic search begin again after the last tier",
        "from now on assign the best one without asking",
        "end automatic filling on Friday",
        "change how long a tier has to answer",
        "keep unfilled orders routed instead of draft",
        "switch the auto search on again",
        "no new round less than six hours before the visit",
    ),
)
def update_dispatch_settings(
    call: Call,
    project_id: ProjectId,
    buyer_id: BuyerId | None = None,
    dispatch_runtime_minutes: Runtime | None = None,
    rerun_until_threshold: Rerun | None = None,
    rerun_threshold_minutes: Threshold | None = None,
    dispatch_to_first_available: FirstAvailable | None = None,
    revert_to_draft_on_no_available: Revert | None = None,
    effective_from: From | None = None,
    effective_to: Clearable[Until] | None = None,
    is_dispatch_settings_enabled: Enabled | None = None,
) -> ChangedSettings:
    """Change the automatic dispatch settings of a project. Only what is passed changes; clear effective_to for no end.

    Disabling stops the running searches of the project: offers that are open stay open, nobody else is asked. Other
    changes reach a running search at its next tier."""
    row = _of_project(call, project_id)
    _check_buyer(call, buyer_id)
    given = {name: call.given[name] for name in _CHANGEABLE if call.given.get(name) is not None}
    if not given:
        raise Invalid(
            {
                "project_id": worded(
                    "names the project; pass what is to change: {changeable}", changeable=", ".join(_CHANGEABLE)
                )
            }
        )
    columns = _columns(row, given)
    changed = {name: value for name, value in columns.items() if value != row[name]}
    stopped = 0
    if changed:
        dispatch_settings.change(call.tx, row["id"], call.stamp, **changed)
        if changed.get("enabled") == 0:
            stopped = dispatch_runs.stop_of_project(call.tx, project_id, call.stamp, "The settings were disabled.")
    else:
        call.waive_fee()
    return {**settings_shape(_of_project(call, project_id)), "stopped_runs": stopped}


def _columns(row: Row, given: Mapping[str, Any]) -> dict[str, Any]:
    """What was given as it is stored."""
    columns: dict[str, Any] = {name: given[name] for name in _MINUTES if name in given}
    columns |= {name: int(given[name]) for name in _FLAGS if name in given}
    if "is_dispatch_settings_enabled" in given:
        columns["enabled"] = int(given["is_dispatch_settings_enabled"])
    for name in ("effective_from", "effective_to"):
        if name in given:
            columns[name] = None if given[name] is CLEARED else utc_text(given[name])
    start, end = (columns.get(name, row[name]) for name in ("effective_from", "effective_to"))
    if fault := fault_of_span(utc_time(start), utc_time(end) if end else None):
        raise Invalid({"effective_to" if "effective_to" in given else "effective_from": _turned(fault, given)})
    return columns


def _turned(fault: str, given: Mapping[str, Any]) -> str:
    return fault if "effective_to" in given else worded("must be before effective_to")


def _of_project(call: Call, project_id: int) -> Row:
    """The settings of a project of the caller's company; the same NotFound for a project without any and somebody else's."""
    row = dispatch_settings.find(call.tx, company_id(call), project_id)
    if row is None:
        next = (Step("create_dispatch_settings", {"project_id": project_id}), "list_projects")
        raise NotFound("dispatch settings of project", project_id, next=next)
    return row


def _check_buyer(call: Call, buyer_id: int | None) -> None:
    if buyer_id not in (None, company_id(call)):
        raise NotAllowed(
            worded("buyer_id must be your company, {company_id}; leave it out.", company_id=company_id(call))
        )
