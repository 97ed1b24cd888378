"""The automatic search for a provider over many orders: started, followed, carried on when its time has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.types import Money, Shortfall
from store.work_orders import orders as work_orders
from store.work_orders.dispatch import runs as dispatch_runs
from store.work_orders.dispatch import settings as dispatch_settings
from tools.call import Call
from tools.errors import NotFound, Refusal, Step, short
from tools.one_by_one import one_by_one
from tools.operation import operation, scheduled
from tools.params import Id, Uuid
from tools.rules.sentences import worded
from tools.work_orders.access import check_acting_user, order_of_company, reload, standing
from tools.work_orders.dispatch.candidate_list import lies_nowhere, look
from tools.work_orders.dispatch.rules.settings import Settings
from tools.work_orders.dispatch.run_shapes import RunShape, preview_shape, run_shape
from tools.work_orders.dispatch.search import begin, carry_out_due
from tools.work_orders.dispatch.settings_record import settings_of
from tools.work_orders.drafting.leaving import and_hold, check_offerable, orders_together, to_hold
from tools.work_orders.money import held_together, needed_hold, spends_on
from tools.work_orders.params import ActingUserId, WorkOrderId
from tools.work_orders.references import company_id
from tools.work_orders.rules.states import Status, step

TOOLSET = "dispatch"

DUE = 50
START = "start_smart_dispatch"

WorkOrderIds = Annotated[
    list[Id], Field(min_length=1, max_length=100, description="Orders to find somebody for, from list_work_orders.")
]


class EntryError(TypedDict):
    """Why an order was left out. next: operations that lead on."""

    code: str
    message: str
    next: list[str]


class Entry(TypedDict):
    """One of the orders. started: by this call. status: what the order is now."""

    work_order_id: int
    started: bool
    status: NotRequired[str | None]
    run: NotRequired[RunShape | None]
    error: NotRequired[EntryError | None]


class Started(TypedDict):
    work_orders: list[Entry]
    started: int


@dataclass(frozen=True, slots=True)
class _Ready:
    """Orders that act together, for which a search can begin."""

    rows: list[Row]
    settings: Settings


@operation(
    access="money",
    actors=("client", "admin", "agent"),
    price="dispatch",
    takes_long=True,
    find=(
        "let the machine fill these tickets",
        "find crew for all open jobs of the rollout",
        "kick off automatic matching for order 100500",
        "smart dispatch for a list of work orders",
        "ask tier by tier until somebody takes the visits",
        "start the robot on these drafts",
        "fill all of these site visits by the rules of the project",
        "automatic search through premium and standard technicians",
        "send the job out in waves, first choice first",
        "whom would the smart search take, only show me",
        "run the territories over tomorrow's tickets",
        "dispatch many jobs at once by themselves",
    ),
)
def start_smart_dispatch(
    call: Call, work_order_ids: WorkOrderIds, acting_user_id: ActingUserId | None = None
) -> Started:
    """Start the automatic search for a provider for one or more work orders, tier by tier.

    It goes by the dispatch settings and territories of their project. Each order by itself: what keeps one out stands
    in its entry. The order is offered to the first tier (or the best is assigned at once, as the settings say); a
    draft becomes routed and its maximum cost is held. When the time of a tier is over, or all of it declined, the
    next follows by itself. A running search is answered as it is. A bundle is searched as a whole. dry_run only shows
    territory, candidates and reasons, and needs neither balance nor enabled settings. Follow it with
    get_smart_dispatch_run; for one order outside of a project's settings use dispatch_work_order."""
    check_acting_user(call, acting_user_id)
    ids = list(dict.fromkeys(work_order_ids))
    prepared = {id: _prepared(call, id) for id in ids}
    if all(isinstance(found, NotFound) for found in prepared.values()):
        raise NotFound("work order", ids[0] if len(ids) == 1 else None, next=("list_work_orders",))
    ready = [found for found in prepared.values() if isinstance(found, _Ready)]
    if ready and not call.dry_run:
        _confirm(call, ready)
    entries = [_entry(call, id, found, acting_user_id) for id, found in prepared.items()]
    started = sum(entry["started"] for entry in entries)
    if not started and not call.dry_run:
        call.waive_fee()
    return {"work_orders": entries, "started": started}


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    on_writer=True,
    find=(
        "how far is the automatic search",
        "why was nobody found",
        "who got the automatic offer",
        "which tier is being asked now",
        "when does the next level get the ticket",
        "result of the smart dispatch",
        "who was rejected by the rules and for what reason",
        "has somebody taken the job the robot sent out",
        "is the search for this order still running",
        "show the candidates of the automatic matching",
        "why is the technician not among the candidates",
    ),
)
def get_smart_dispatch_run(
    call: Call,
    work_order_id: WorkOrderId,
    run_id: Annotated[Uuid, Field(description="An earlier run. Default the latest.")] | None = None,
) -> RunShape:
    """Show how the automatic search for a work order is going: tier, candidates, answers, result.

    Candidates stand in rank order with what became of their offer, everybody else with all reasons against them. A
    step that is due is made before the answer."""
    order_of_company(call, work_order_id)
    run = dispatch_runs.of_order(call.tx, work_order_id, run_id)
    if run is None:
        what = f"run {run_id} of work order" if run_id else "automatic search for work order"
        raise NotFound(what, work_order_id, next=(Step(START, {"work_order_ids": [work_order_id]}),))
    if dispatch_runs.is_due(call.tx, run["id"], call.stamp):
        carry_out_due(call, run["id"])
    return run_shape(call, dispatch_runs.find(call.tx, run["id"]) or run)


@scheduled(every=15)
def continue_smart_dispatch(call: Call) -> int:
    """Searches whose tier had its time, or has declined, go on to the next one."""
    return one_by_one(call, dispatch_runs.due(call.tx, call.stamp, DUE), carry_out_due)


def _prepared(call: Call, id: int) -> _Ready | Row | Refusal:
    """What an order begins with; its running search; or why it cannot."""
    try:
        rows = orders_together(call, id)
        running = dispatch_runs.running_of(call.tx, id)
        if running is not None:
            return running
        if call.dry_run:
            step(START, standing(rows[0], call))
        else:
            check_offerable(call, rows, START)
        settings = _settings(call, rows[0])
    except Refusal as refusal:
        return refusal
    return _no_territory(rows[0]) if lies_nowhere(call, rows[0]) else _Ready(rows, settings)


def _settings(call: Call, row: Row) -> Settings:
    """The settings of the order's project, which hold now unless this only shows what would happen."""
    project = row["project_id"]
    if project is None:
        raise Refusal(
            worded(
                "Work order {id} is in no project, so no dispatch settings hold for it: put it into one with "
                "update_work_order, or use dispatch_work_order.",
                id=row["id"],
            ),
            code="no_dispatch_settings",
            next=("update_work_order", "dispatch_work_order"),
        )
    kept = dispatch_settings.find(call.tx, row["company_id"], project)
    if kept is None:
        raise Refusal(
            worded(
                "Project {project} of work order {id} has no dispatch settings: make them with "
                "create_dispatch_settings.",
                project=project,
                id=row["id"],
            ),
            code="no_dispatch_settings",
            next=(Step("create_dispatch_settings", {"project_id": project}),),
        )
    settings = settings_of(kept)
    hindrance = settings.hindrance(call.now)
    if hindrance and not call.dry_run:
        raise Refusal(
            worded(
                "The dispatch settings of project {project} {hindrance}; change them with update_dispatch_settings.",
                project=project,
                hindrance=hindrance,
            ),
            code="no_dispatch_settings",
            next=(Step("update_dispatch_settings", {"project_id": project}),),
        )
    return settings


def _no_territory(row: Row) -> Refusal:
    return Refusal(
        worded(
            "The site of work order {id} lies in no active territory of project {project_id}, and the "
            "project has no talent pool groups: draw one with create_service_territory, or make a group.",
            id=row["id"],
            project_id=row["project_id"],
        ),
        code="no_territory",
        next=(Step("create_service_territory", {"project_id": row["project_id"]}), "list_service_territories"),
    )


def _confirm(call: Call, ready: Sequence[_Ready]) -> None:
    """One question for all that begins: what is held, and what is contracted without asking again."""
    rows = [row for each in ready for row in each.rows]
    currency = rows[0]["currency"]
    at_once = [row for each in ready if each.settings.to_first_available for row in each.rows]
    held = sum(to_hold(call, each.rows).amount for each in ready if not each.settings.to_first_available)
    amount = Money(held + sum(needed_hold(call, row).amount for row in at_once), currency)
    act = (
        worded("Start the automatic search for a provider")
        if not at_once
        else worded("Let the rules contract a provider at once")
    )
    numbers = ", ".join(str(row["id"]) for row in rows)
    call.confirm(
        worded("{act} for {count} work order(s){and_hold}", act=act, count=len(rows), and_hold=and_hold(amount)),
        record=f"work_order:{rows[0]['id']}",
        amount=amount or None,
        details=(worded("The work orders are {numbers}", numbers=numbers),),
        spends=spends_on(rows[0], amount - held_together(call, at_once) if at_once else amount),
    )


def _entry(call: Call, id: int, found: _Ready | Row | Refusal, acting_user_id: int | None) -> Entry:
    if isinstance(found, Refusal):
        row = work_orders.find_even_deleted(call.tx, company_id(call), id)
        return {"work_order_id": id, "started": False, "status": _status(row), "error": _error(found)}
    if not isinstance(found, _Ready):
        return {
            "work_order_id": id,
            "started": False,
            "status": _status(order_of_company(call, id)),
            "run": run_shape(call, found),
        }
    if call.dry_run:
        mode: Literal["assign", "route"] = "assign" if found.settings.to_first_available else "route"
        run = preview_shape(found.rows, mode, look(call, found.rows))
        return {"work_order_id": id, "started": False, "status": _status(found.rows[0]), "run": run}
    return _started(call, id, found, acting_user_id)


def _started(call: Call, id: int, ready: _Ready, acting_user_id: int | None) -> Entry:
    """Begin the search; what comes to light only then, such as a purse that does not reach, is told of this order alone."""
    running = dispatch_runs.running_of(call.tx, id)
    if running is not None:
        return _entry(call, id, running, acting_user_id)
    # Looked at only now: what was begun before may have taken somebody's time.
    fault = call.attempt(partial(begin, call, ready.rows, ready.settings, acting_user_id))
    row = reload(call, ready.rows[0])
    if isinstance(fault, Shortfall):
        fault = short(fault.owner, fault.needed, fault.available, worded("Work order {id} stays as it is.", id=id))
    if isinstance(fault, Refusal):
        return {"work_order_id": id, "started": False, "status": _status(row), "error": _error(fault)}
    if fault is not None:
        raise fault
    run = dispatch_runs.of_order(call.tx, id)
    shown = run_shape(call, run) if run is not None else None
    return {"work_order_id": id, "started": True, "status": _status(row), "run": shown}


def _status(row: Row | None) -> str | None:
    return None if row is None else Status(row["status"]).word


def _error(refusal: Refusal) -> EntryError:
    next = [each if isinstance(each, str) else each.tool for each in refusal.next]
    return {"code": refusal.code, "message": refusal.message, "next": next}
